package org.ebm.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.LoggerFactory;

/** The start of the engine, once in a process and on a thread of its own, while others read files. */
final class EngineStart {
  /**
   * The engine as it runs.
   *
   * @param usesOneDnn whether convolutions are computed by it; see {@link Convolutions}
   */
  record Started(Engine engine, boolean usesOneDnn) {}

  private static final FutureTask<Started> ENGINE = new FutureTask<>(EngineStart::start);

  static {
    // here, before there are two threads: who asks for a logger while another sets logging up is
    // given a substitute, and warned of it on stderr
    LoggerFactory.getILoggerFactory();
    Thread thread = new Thread(ENGINE, "ebm-engine");
    thread.setDaemon(true);
    thread.start();
  }

  private EngineStart() {}

  /** Libraries are verified before one of them is loaded: with a cut one, the system ends the process. */
  private static Started start() {
    ForeignLibtorch.ignoreUnasked();
    ForeignLibtorch.requireFits();
    Path libraries = EngineLibraries.prepare();
    Engine engine;
    try {
      engine = Engine.getEngine("PyTorch");
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw StartFailure.of(libraries, e);
    }
    try (NDManager manager = engine.newBaseManager(Device.cpu())) {
      return new Started(
          engine,
          Convolutions.settle(
              manager,
              ForeignLibtorch.folder()
                  .orElse(libraries)
                  .resolve(System.mapLibraryName("torch_cpu"))));
    }
  }

  /** Returns at once. */
  static void begin() {
    // the class is loaded, which is all
  }

  /**
   * Waits for the end.
   *
   * @throws org.ebm.base.EbmException 69 or 78 if the engine is not to be had, 74 if there is no room for its libraries
   */
  static Started ended() {
    try {
      return ENGINE.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the engine starts", e);
    }
  }

  /** Returns when the engine is up or has failed. */
  static void settle() {
    try {
      ENGINE.get();
    } catch (ExecutionException e) {
      // who opens the engine is told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
