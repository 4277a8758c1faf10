package org.ebm.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who writes: the running program among all of all machines that may share a disk. */
final class ThisProcess {
  private static final String TICK = " tick ";

  private ThisProcess() {}

  /** {@code 4711@host 2026-11-22T06:30:00Z tick 81234}: the number and host alone recur, in containers even often. */
  static String identity() {
    ProcessHandle process = ProcessHandle.current();
    return process.pid() + "@" + host() + " " + start(process);
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("start unknown")
        + ticks(process.pid()).map(ticks -> TICK + ticks).orElse("");
  }

  /** Whether a process with this number and start runs on this machine. */
  static boolean isThere(long pid, String start) {
    return ProcessHandle.of(pid)
        .filter(process -> sinceBoot(start(process)).equals(sinceBoot(start)))
        .isPresent();
  }

  /** The part of a start that stays when the clock is set: the time of day is the boot's, as the clock tells it now, plus the ticks. */
  private static String sinceBoot(String start) {
    return start.substring(Math.max(0, start.indexOf(TICK)));
  }

  /** When a process began, counted from boot; empty where the system has no /proc. */
  private static Optional<String> ticks(long pid) {
    Path stat = Path.of("/proc", String.valueOf(pid), "stat");
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      // the name, in parentheses, may hold anything; the start is the 22nd field, the 20th after it
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(fields[19]);
    } catch (IOException e) {
      // another system, or the process has just ended
      return Optional.empty();
    }
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine whose own name nobody resolves can still learn.
      return "unknown";
    }
  }
}
