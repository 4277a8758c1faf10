package org.ebm.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.ebm.base.ExitCode;

/**
 * What a command in this process said, if it ended in time.
 *
 * @param status {@link #NOT_ENDED} if it did not, and then it still runs
 * @param said on both streams, or where it stood when the time was over
 */
record TimedAnswer(String command, int status, String said, double seconds) {
  /** Of the clock; a machine that is busy otherwise needs more: {@code -Debm.mutation.seconds}. */
  private static final int SECONDS = Integer.getInteger("ebm.mutation.seconds", 30);

  static final int NOT_ENDED = -1;

  static TimedAnswer of(Object... words) throws InterruptedException {
    String command = words[0].toString();
    FutureTask<Answer> work = new FutureTask<>(() -> Answer.of(words));
    Thread thread = new Thread(work, "hostile-" + command);
    thread.setDaemon(true);
    long begun = System.nanoTime();
    thread.start();
    try {
      Answer answer = work.get(SECONDS, TimeUnit.SECONDS);
      return new TimedAnswer(
          command, answer.status(), answer.out() + answer.err(), (System.nanoTime() - begun) / 1e9);
    } catch (ExecutionException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      return new TimedAnswer(command, ExitCode.UNEXPECTED.status(), trace.toString(), 0);
    } catch (TimeoutException e) {
      String place = Arrays.stream(thread.getStackTrace())
          .map(Object::toString)
          .collect(Collectors.joining("\n"));
      return new TimedAnswer(
          command, NOT_ENDED, "not done after " + SECONDS + " s:\n" + place, SECONDS);
    }
  }
}
