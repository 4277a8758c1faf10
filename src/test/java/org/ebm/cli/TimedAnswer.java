package org.ebm.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * What a command in this process said, if it ended in time.
 *
 * @param status -1 if it did not
 * @param said on both streams, or where it stood when the time was over
 */
record TimedAnswer(String command, int status, String said) {
  private static final int SECONDS = 10;

  static TimedAnswer of(Object... words) throws InterruptedException {
    String command = words[0].toString();
    FutureTask<Answer> work = new FutureTask<>(() -> Answer.of(words));
    Thread thread = new Thread(work, "hostile-" + command);
    thread.setDaemon(true);
    thread.start();
    try {
      Answer answer = work.get(SECONDS, TimeUnit.SECONDS);
      return new TimedAnswer(command, answer.status(), answer.out() + answer.err());
    } catch (ExecutionException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      return new TimedAnswer(command, -1, trace.toString());
    } catch (TimeoutException e) {
      String place = Arrays.stream(thread.getStackTrace())
          .map(Object::toString)
          .collect(Collectors.joining("\n"));
      return new TimedAnswer(command, -1, "not done after " + SECONDS + " s:\n" + place);
    }
  }
}
