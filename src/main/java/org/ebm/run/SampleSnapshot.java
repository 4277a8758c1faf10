package org.ebm.run;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.ebm.files.Folders;

/**
 * A file of a training run's {@code samples/}: what was drawn after some updates.
 *
 * @param step updates
 */
public record SampleSnapshot(Path file, long step) {
  /**
   * Those of a run, latest first.
   *
   * @param kind short or long
   * @param ending png or npz
   */
  public static List<SampleSnapshot> of(Path run, String kind, String ending) {
    Pattern name = Pattern.compile("^" + kind + "-(\\d{1,18})\\." + ending + "$");
    return Folders.list(run.resolve("samples")).stream()
        .flatMap(file -> name.matcher(String.valueOf(file.getFileName()))
            .results()
            .map(found -> new SampleSnapshot(file, Long.parseLong(found.group(1)))))
        .sorted(Comparator.comparingLong(SampleSnapshot::step).reversed())
        .toList();
  }
}
