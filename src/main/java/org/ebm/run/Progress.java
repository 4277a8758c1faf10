package org.ebm.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a waiting person how far a long command is: on standard error, as a bar that redraws or as plain lines, and in log.txt. */
public final class Progress implements AutoCloseable {
  /** How to tell. */
  public enum Mode {
    BAR(Duration.ofMillis(100)),
    /** Oftener than the ten seconds that nobody has to wait for a word, by the time that an update may take. */
    PLAIN(Duration.ofSeconds(8)),
    NONE(Duration.ofDays(1));

    private final Duration interval;

    Mode(Duration interval) {
      this.interval = interval;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Duration KEPT_EVERY = Duration.ofSeconds(30);
  private static final int BAR_WIDTH = 24;

  private final PrintWriter err;
  private final Mode mode;
  private long total = 1;
  private long first;
  private long begun;
  private long shown;
  private boolean open;
  private Optional<Path> file = Optional.empty();
  private Optional<LastSign> last = Optional.empty();
  private long kept;

  public Progress(PrintWriter err, Mode mode) {
    this.err = err;
    this.mode = mode;
  }

  /** For callers that show nothing. */
  public static Progress none() {
    return new Progress(new PrintWriter(PrintWriter.nullWriter()), Mode.NONE);
  }

  /** From now on counts are kept in a file too, every half minute and at the end: a sign of life for who asks from elsewhere. */
  public void keepIn(Path sign) {
    keep();
    file = Optional.of(sign);
    last = Optional.empty();
    kept = System.nanoTime() - KEPT_EVERY.toNanos();
  }

  /** Begins a count from done (what an earlier process did) to total. */
  public void begin(long done, long total) {
    this.total = total;
    this.first = done;
    this.begun = System.nanoTime();
    this.shown = begun - mode.interval.toNanos();
    reached(done, "");
  }

  /**
   * Shows a count and what is worth knowing at it, at most as often as the mode wants.
   *
   * @param note {@code name value} pairs
   */
  public void at(long done, String note) {
    reached(done, note);
    long now = System.nanoTime();
    boolean due = now - shown >= mode.interval.toNanos() || done == total;
    if (mode == Mode.NONE || !due) {
      return;
    }
    shown = now;
    if (mode == Mode.BAR) {
      int filled = (int) (BAR_WIDTH * done / total);
      err.print("\r[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] "
          + line(done, note) + "\033[K");
      open = true;
    } else {
      err.println(line(done, note));
    }
    err.flush();
  }

  private void reached(long done, String note) {
    last = Optional.of(new LastSign(done, total, note, each(done)));
    if (System.nanoTime() - kept >= KEPT_EVERY.toNanos()) {
      keep();
    }
  }

  private void keep() {
    kept = System.nanoTime();
    try {
      file.ifPresent(sign -> last.ifPresent(reached -> reached.write(sign)));
    } catch (EbmException e) {
      // a full disk must not end a run of days for its sign of life; the next checkpoint will tell
      LOG.warn(e.getMessage());
    }
  }

  /** Writes the line for a count to the log, whatever the mode. */
  public void log(long done, String note) {
    if (LOG.isInfoEnabled()) {
      LOG.info(line(done, note));
    }
  }

  /** A line of its own, above the bar and in the log. */
  public void say(String text) {
    LOG.info(text);
    if (mode != Mode.NONE) {
      endBar();
      err.println(text);
      err.flush();
    }
  }

  private String line(long done, String note) {
    double each = each(done);
    return String.format(
        Locale.ROOT,
        "%d/%d  %s  %s, %s left",
        done,
        total,
        note,
        pace(each),
        shortTime(each * (total - done)));
  }

  /** Seconds for each so far. */
  private double each(long done) {
    return done > first ? (System.nanoTime() - begun) / 1e9 / (done - first) : 0;
  }

  /** {@code 18182/s}, or {@code 2.3 s each}. */
  private static String pace(double each) {
    return each > 0 && each < 1
        ? String.format(Locale.ROOT, each < 0.1 ? "%.0f/s" : "%.1f/s", 1 / each)
        : shortTime(each) + " each";
  }

  /** {@code 12.3 s}, {@code 5 min}, {@code 2 h 03 min}. */
  public static String shortTime(double seconds) {
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.3g ms", seconds * 1e3);
    }
    if (seconds < 90) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 90
        ? minutes + " min"
        : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  private void endBar() {
    if (open) {
      err.println();
      open = false;
    }
  }

  @Override
  public void close() {
    keep();
    endBar();
    err.flush();
  }
}
