package org.ebm.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who writes: the running program among all of all machines that may share a disk. */
final class ThisProcess {
  private ThisProcess() {}

  /** {@code 4711@host 2026-11-22T06:30:00Z}: the number and host alone recur, in containers even often. */
  static String identity() {
    ProcessHandle process = ProcessHandle.current();
    return process.pid() + "@" + host() + " " + start(process);
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("start unknown");
  }

  /** Whether a process with this number and start runs on this machine. */
  static boolean isThere(long pid, String start) {
    return ProcessHandle.of(pid).filter(process -> start(process).equals(start)).isPresent();
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
