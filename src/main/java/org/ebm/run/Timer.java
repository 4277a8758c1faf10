package org.ebm.run;

import java.time.Duration;

/** One thing to be done some time later, unless closed before. It is done under the name of the thread that asked, by which a run's log knows its own. */
record Timer(Thread thread) implements AutoCloseable {
  static Timer after(double seconds, Runnable task) {
    Duration pause = Duration.ofMillis(Math.round(seconds * 1e3));
    Thread thread = new Thread(
        () -> {
          try {
            Thread.sleep(pause.toMillis());
          } catch (InterruptedException e) {
            // closed
            return;
          }
          task.run();
        },
        Thread.currentThread().getName());
    thread.setDaemon(true);
    thread.start();
    return new Timer(thread);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
