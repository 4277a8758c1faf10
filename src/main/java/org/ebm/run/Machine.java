package org.ebm.run;

/**
 * Where a run runs.
 *
 * @param cores those this program may use
 */
public record Machine(String host, String os, int cores, String java) {
  public static Machine current() {
    return new Machine(
        ThisProcess.host(),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.vendor") + " " + Runtime.version());
  }
}
