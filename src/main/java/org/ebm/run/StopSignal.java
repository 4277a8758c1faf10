package org.ebm.run;

import java.util.List;
import java.util.function.BooleanSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns TERM, INT, HUP (the terminal was closed) and USR1 (a scheduler's warning) into a wish that long loops look at: finish the step, write a
 * checkpoint, exit 85. What the process was told to ignore when it was begun (nohup) stays ignored.
 *
 * <p>Where nobody listens, and for a second TERM or INT, the system's own way holds: the process is gone at once. The JVM's way would be to run the
 * C library's exit handlers, which take libtorch apart while chains are moving in it, and that crashes.
 */
public final class StopSignal implements BooleanSupplier {
  private volatile String received = "";

  private StopSignal() {}

  /** From now on these signals end the process at once, as they do a program in C, until somebody listens. */
  public static void endAtOnce() {
    for (String name : List.of("TERM", "INT", "HUP")) {
      Signal.handle(new Signal(name), SignalHandler.SIG_DFL);
    }
  }

  /** Listens from now on, for the whole process. A second TERM or INT ends the process at once. */
  public static StopSignal listen() {
    StopSignal stop = new StopSignal();
    for (String name : List.of("TERM", "INT")) {
      Signal.handle(new Signal(name), signal -> {
        // the next one is the kernel's to deal with: it is heard even while the JVM waits for
        // native code
        Signal.handle(new Signal("TERM"), SignalHandler.SIG_DFL);
        Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL);
        stop.received = name;
      });
    }
    // a scheduler sends USR1 first and TERM later, and a terminal HUP as often as it likes: that is
    // no impatience
    for (String name : List.of("HUP", "USR1")) {
      Signal.handle(new Signal(name), signal -> stop.received = name);
    }
    return stop;
  }

  /** Listens to nothing: for work that is over before anybody could want it to stop. */
  public static StopSignal none() {
    return new StopSignal();
  }

  @Override
  public boolean getAsBoolean() {
    return !received.isEmpty();
  }

  /** Name of the signal: {@code TERM}. Empty if there was none. */
  public String name() {
    return received;
  }
}
