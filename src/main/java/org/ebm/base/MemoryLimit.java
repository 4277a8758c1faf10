package org.ebm.base;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Whether there is memory for what a configuration asks for: asked before it is taken, because afterwards it is too late for a message. */
public final class MemoryLimit {
  /** The engine takes an array in one piece whose bytes an int counts; a few are left for alignment. */
  private static final long MOST_NUMBERS = (Integer.MAX_VALUE - 256) / Float.BYTES;

  private MemoryLimit() {}

  /**
   * Returns the number as an int, if Java's heap can hold so many float32 numbers and nothing else; a bad configuration (exit 78) otherwise.
   *
   * @param what needs them, in the user's words
   */
  public static int forNumbers(String what, long numbers) {
    inHeap(what, Float.BYTES * (double) numbers);
    if (numbers > MOST_NUMBERS) {
      throw tooMuch(
          what, numbers + " numbers, an array has at most " + MOST_NUMBERS + "; ask for fewer");
    }
    return (int) numbers;
  }

  /** Refuses what is larger than the whole heap (exit 78). */
  public static void inHeap(String what, double bytes) {
    if (isLackingInHeap(bytes)) {
      throw tooMuch(
          what,
          gigabytes(bytes) + ", Java has " + gigabytes(Runtime.getRuntime().maxMemory())
              + "; ask for less, or give it more: EBM_JAVA_OPTS=-Xmx"
              + (long) Math.ceil(bytes / (1 << 30) + 1) + "g");
    }
  }

  /** Whether something is larger than the whole heap. */
  public static boolean isLackingInHeap(double bytes) {
    return bytes > Runtime.getRuntime().maxMemory();
  }

  /** Refuses what is larger than the machine's memory (exit 78). */
  public static void inMachine(String what, double bytes) {
    double memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    if (bytes > memory) {
      throw tooMuch(
          what, gigabytes(bytes) + ", this machine has " + gigabytes(memory) + "; ask for less");
    }
  }

  private static ConfigException tooMuch(String what, String need) {
    return new ConfigException("", what + ": too large for the memory, needs " + need);
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.3g GB", bytes / 1e9);
  }
}
