package org.ebm.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.ebm.base.EbmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a waiting person how far a long command is and, once it is measured, how long it will take here: on standard error, as a bar that redraws or as
 * plain lines, and in log.txt.
 */
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
  /** Seconds of work after which its time is told: the engine has warmed up. What ends sooner needs no telling. */
  private static final double SETTLED = 3;
  /** Seconds after which it is told as well as it is known, even if nothing is done yet. */
  private static final double LATEST = 8;
  /** Seconds above which a person wants to know what makes it shorter. */
  private static final double LONG = 900;

  private final PrintWriter err;
  private final Mode mode;
  private final LongSupplier clock;
  private Work work = new Work("", "");
  private long total = 1;
  private long first;
  private Pace pace = new Pace(0, 0);
  private boolean timeIsTold = true;
  private Optional<Timer> timer = Optional.empty();
  private long shown;
  private boolean open;
  private Optional<Path> file = Optional.empty();
  private Optional<LastSign> last = Optional.empty();
  private long kept;

  public Progress(PrintWriter err, Mode mode) {
    this(err, mode, System::nanoTime);
  }

  Progress(PrintWriter err, Mode mode, LongSupplier clock) {
    this.err = err;
    this.mode = mode;
    this.clock = clock;
  }

  private long now() {
    return clock.getAsLong();
  }

  /** For callers that show nothing. */
  public static Progress none() {
    return new Progress(new PrintWriter(PrintWriter.nullWriter()), Mode.NONE);
  }

  /** From now on counts are kept in a file too, every half minute and at the end: a sign of life for who asks from elsewhere. */
  public synchronized void keepIn(Path sign) {
    keep();
    file = Optional.of(sign);
    last = Optional.empty();
    kept = now() - KEPT_EVERY.toNanos();
  }

  /** Keeps the last count, and leaves the file: somebody else may write there from now on. */
  public synchronized void leave() {
    keep();
    file = Optional.empty();
  }

  /** Begins a count from done (what an earlier process did) to total. */
  public synchronized void begin(long done, long total, Work what) {
    long now = now();
    this.work = what;
    this.total = total;
    this.first = done;
    this.pace = new Pace(done, now);
    this.shown = now - mode.interval.toNanos();
    timeIsTold = done >= total;
    endTimer();
    if (mode != Mode.NONE && !timeIsTold) {
      timer = Optional.of(Timer.after(LATEST, this::tellWhatIsKnown));
    }
    reached(done, "");
  }

  /**
   * Shows a count and what is worth knowing at it, at most as often as the mode wants.
   *
   * @param note {@code name value} pairs
   */
  public synchronized void at(long done, String note) {
    long now = now();
    pace.reached(done, now);
    reached(done, note);
    if (!timeIsTold && done < total && pace.elapsed(now) >= SETTLED) {
      pace.secondsEach().ifPresent(this::tellTime);
    }
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

  /** Called once, some seconds after the beginning, by the timer. */
  synchronized void tellWhatIsKnown() {
    if (timeIsTold) {
      return;
    }
    pace.secondsEach().or(pace::roughly).ifPresentOrElse(this::tellTime, () -> {
      double least = LATEST * (total - first);
      // no more: the engine warms up in the first, and some works are done many units at once
      say("none of " + (total - first) + " " + work.units() + " is done after " + shortTime(LATEST)
          + advice(least));
    });
  }

  private void tellTime(double each) {
    timeIsTold = true;
    double whole = each * (total - first);
    say("about " + shortTime(whole) + " on this machine: " + (total - first) + " " + work.units()
        + ", " + pace(each) + advice(whole));
  }

  private String advice(double seconds) {
    return seconds > LONG && !work.shorter().isEmpty() ? "; shorter with " + work.shorter() : "";
  }

  private void reached(long done, String note) {
    last = Optional.of(new LastSign(done, total, note, pace.secondsEach().orElse(0.0)));
    if (now() - kept >= KEPT_EVERY.toNanos()) {
      keep();
    }
  }

  private void keep() {
    kept = now();
    try {
      file.ifPresent(sign -> last.ifPresent(reached -> reached.write(sign)));
    } catch (EbmException e) {
      // a full disk must not end a run of days for its sign of life; the next checkpoint will tell
      LOG.warn(e.getMessage());
    }
  }

  /** Writes the line for a count to the log, whatever the mode. */
  public synchronized void log(long done, String note) {
    if (LOG.isInfoEnabled()) {
      LOG.info(line(done, note));
    }
  }

  /** A line of its own, above the bar and in the log. */
  public synchronized void say(String text) {
    LOG.info(text);
    if (mode != Mode.NONE) {
      endBar();
      err.println(text);
      err.flush();
    }
  }

  /** Pace and time left, once they are measured. */
  private String line(long done, String note) {
    String counted = done + "/" + total + "  " + note;
    return pace.secondsEach()
        .map(each -> counted + "  " + pace(each)
            + (done < total ? ", " + shortTime(each * (total - done)) + " left" : ""))
        .orElse(counted);
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

  private void endTimer() {
    timer.ifPresent(Timer::close);
    timer = Optional.empty();
  }

  @Override
  public synchronized void close() {
    endTimer();
    keep();
    endBar();
    err.flush();
  }
}
