package org.ebm.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says that a command is at work when it has said nothing for a while, whatever it does then: a person who waits before a silent screen takes it for
 * dead. Where a command ends sooner, or speaks itself, nothing is heard of this.
 */
final class Heartbeat implements AutoCloseable {
  /** A little less than the ten seconds that nobody has to wait for a word. */
  private static final Duration SILENCE = Duration.ofMillis(9500);

  private final String command;
  private final Duration silence;
  private final long begun = System.nanoTime();
  private final PrintWriter err;
  private final ScheduledExecutorService clock;
  private volatile long heard = begun;
  private volatile String last = "";

  /**
   * Listens from now on, until it is closed.
   *
   * @param command in words: {@code ebm map-basins}
   */
  static Heartbeat of(String command, PrintWriter err) {
    return new Heartbeat(command, err, SILENCE);
  }

  Heartbeat(String command, PrintWriter err, Duration silence) {
    this.command = command;
    this.err = err;
    this.silence = silence;
    clock = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "ebm-heartbeat");
      thread.setDaemon(true);
      return thread;
    });
    long look = silence.toNanos() / 20;
    clock.scheduleWithFixedDelay(this::look, look, look, TimeUnit.NANOSECONDS);
  }

  /** A writer to the same place, whose every word is heard. */
  PrintWriter listening(PrintWriter to) {
    Writer heard = new FilterWriter(to) {
      @Override
      public void write(int letter) throws IOException {
        super.write(letter);
        hear(String.valueOf((char) letter));
      }

      @Override
      public void write(char[] letters, int offset, int length) throws IOException {
        super.write(letters, offset, length);
        hear(new String(letters, offset, length));
      }

      @Override
      public void write(String text, int offset, int length) throws IOException {
        super.write(text, offset, length);
        hear(text.substring(offset, offset + length));
      }
    };
    return new PrintWriter(heard, true);
  }

  private void hear(String text) {
    heard = System.nanoTime();
    if (!text.isBlank()) {
      last = text.strip();
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (now - heard >= silence.toNanos()) {
      heard = now;
      String about = last.isEmpty() ? "" : "; last: " + last.lines().findFirst().orElse("");
      // over a bar that stands still
      String begin = Boolean.getBoolean("ebm.tty") ? "\r\033[K" : "";
      err.println(begin + command + ": at work for " + TimeUnit.NANOSECONDS.toSeconds(now - begun)
          + " s" + about);
      err.flush();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
