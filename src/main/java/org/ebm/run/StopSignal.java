package org.ebm.run;

import java.util.List;
import java.util.function.BooleanSupplier;
import sun.misc.Signal;

/** Turns TERM, INT and USR1 (a scheduler's warning) into a wish that long loops look at: finish the step, write a checkpoint, exit 85. */
public final class StopSignal implements BooleanSupplier {
  private volatile String received = "";
  private volatile boolean insisted;

  /** Listens from now on, for the whole process. A second TERM or INT ends the process at once. */
  public static StopSignal listen() {
    StopSignal stop = new StopSignal();
    for (String name : List.of("TERM", "INT", "USR1")) {
      Signal.handle(new Signal(name), signal -> {
        // a scheduler sends USR1 first and TERM later: only a second TERM or INT is impatience
        if (!name.equals("USR1")) {
          if (stop.insisted) {
            Runtime.getRuntime().halt(128 + signal.getNumber());
          }
          stop.insisted = true;
        }
        stop.received = name;
      });
    }
    return stop;
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
