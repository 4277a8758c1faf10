package org.ebm.torch;

import ai.djl.engine.Engine;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The start of the engine, once in a process and on a thread of its own, while others read files. */
final class EngineStart {
  private static final FutureTask<Engine> ENGINE =
      new FutureTask<>(() -> Engine.getEngine("PyTorch"));

  static {
    Thread thread = new Thread(ENGINE, "ebm-engine");
    thread.setDaemon(true);
    thread.start();
  }

  private EngineStart() {}

  /** Returns at once. */
  static void begin() {
    // the class is loaded, which is all
  }

  /** Waits for the end, and throws what was thrown there. */
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
