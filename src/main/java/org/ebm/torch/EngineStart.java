package org.ebm.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.LoggerFactory;

/** The start of the engine, once in a process and on a thread of its own, while others read files. */
final class EngineStart {
  private static final FutureTask<Engine> ENGINE = new FutureTask<>(EngineStart::start);

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
  private static Engine start() {
    ForeignLibtorch.ignoreUnasked();
    ForeignLibtorch.requireFits();
    Path libraries = EngineLibraries.prepare();
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw StartFailure.of(libraries, e);
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
  static Engine ended() {
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
