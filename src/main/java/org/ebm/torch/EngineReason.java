package org.ebm.torch;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an engine's message of many lines says, in one. */
final class EngineReason {
  /** How the interpreter of programs ends its message, after its own trace: {@code RuntimeError: mat1 and mat2 shapes cannot be multiplied}. */
  private static final Pattern RAISED =
      Pattern.compile("(?:\\w+\\.)*\\w*(?:Error|Exception): (.+)");

  /** In a list of the forms of an operator, none of which fits. */
  private static final Pattern TYPES = Pattern.compile(
      "Expected a value of type '(.+?)' for argument '.+' but instead found type '(.+?)'.*");

  /** Of a method, before what is wrong with a call of it. */
  private static final Pattern SIGNATURE = Pattern.compile("\\w+\\(.*\\) -> .*:");

  private static final int LONGEST = 200;

  /** Of the allocators for hosts and GPUs. */
  private static final Pattern OUT_OF_MEMORY = Pattern.compile(
      "can't allocate memory|not enough memory|out of memory|bad_alloc|Storage size calculation overflowed",
      Pattern.CASE_INSENSITIVE);

  private EngineReason() {}

  /** Whether memory ran out, of the host or of a device: no program is to blame for that. */
  static boolean isOutOfMemory(EngineException failure) {
    return failure.getMessage() != null
        && OUT_OF_MEMORY.matcher(failure.getMessage()).find();
  }

  static String of(EngineException failure) {
    List<String> lines = Objects.requireNonNullElse(failure.getMessage(), "no message")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
    for (String line : lines) {
      Matcher raised = RAISED.matcher(line);
      if (raised.matches()) {
        return shortened(raised.group(1));
      }
    }
    for (String line : lines) {
      Matcher types = TYPES.matcher(line);
      if (types.matches()) {
        return "it gives " + types.group(2) + " where a " + types.group(1) + " is needed";
      }
    }
    return lines.stream()
        .filter(line -> !SIGNATURE.matcher(line).matches())
        .findFirst()
        .map(EngineReason::shortened)
        .orElse("no message");
  }

  /** Its first sentences, as far as they fit: the engine goes on with lists of all its backends and types. */
  private static String shortened(String reason) {
    if (reason.length() <= LONGEST) {
      return withoutStop(reason);
    }
    int end = reason.lastIndexOf(". ", LONGEST);
    return end > 0 ? reason.substring(0, end) : reason.substring(0, LONGEST - 3) + "...";
  }

  /** Other words follow after a semicolon. */
  private static String withoutStop(String reason) {
    return reason.endsWith(".") && !reason.endsWith("...")
        ? reason.substring(0, reason.length() - 1)
        : reason;
  }
}
