package org.ebm.basin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import org.ebm.run.BasinsRecord;

/** A map of basins on disk: basins.json, tree.nwk, barriers.csv and basins.npz. */
public final class BasinFiles {
  private static final int LEVELS = 20;

  private BasinFiles() {}

  /** Writes the four files, each whole or not at all. */
  public static void write(Path folder, BasinMap map, List<String> remarks, Shape shape) {
    record(map, remarks).write(folder.resolve("basins.json"));
    text(folder.resolve("tree.nwk"), map.tree().newick());
    text(folder.resolve("barriers.csv"), csv(map.barriers()));
    Npz.write(folder.resolve("basins.npz"), arrays(map, shape));
  }

  private static void text(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What basins.json holds, and {@code ebm map-basins --json} prints. */
  public static BasinsRecord record(BasinMap map, List<String> remarks) {
    int[] labels = map.labels();
    Optional<int[]> classes = map.classes();
    return new BasinsRecord(
        BasinsRecord.SCHEMA_VERSION,
        map.basins().size(),
        map.states().size(),
        map.settings().force(),
        map.settings().resolution(),
        numbers(map.agreement()),
        classes.map(known -> Agreement.purity(labels, known)),
        classes.map(known -> Agreement.purityByChance(labels, known)),
        classes.map(known -> number(Agreement.adjustedRand(labels, known))),
        classes.map(known -> Arrays.stream(Agreement.counts(labels, known))
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList()),
        map.gap(),
        remarks,
        Optional.of((long) map.nonFinite()),
        map.basins().stream()
            .map(basin -> number(basin.representative().energy()))
            .toList(),
        map.basins().stream().map(BasinMap.Basin::population).toList(),
        Arrays.stream(map.barriers()).map(BasinFiles::numbers).toList(),
        Optional.of(map.links().stream()
            .filter(link -> link.barrier().refined())
            .map(link -> List.of(link.first() + 1, link.second() + 1))
            .toList()),
        Optional.of(merges(map.tree())),
        Optional.of(levels(map.tree())),
        map.settings()
            .scan()
            .map(scan -> scan.points().stream()
                .map(point -> new BasinsRecord.Point(point.force(), point.groups()))
                .toList()),
        Optional.of(map.settings())
            .filter(BasinMap.Settings::ofFlips)
            .map(settings -> map.links().stream().map(BasinFiles::way).toList()));
  }

  private static BasinsRecord.Way way(BasinMap.Link link) {
    int flips = link.barrier().path().size() - 1;
    return new BasinsRecord.Way(
        link.first() + 1, link.second() + 1, flips, link.barrier().top());
  }

  /** Super-basins at evenly spaced energies, from the lowest basin to the highest barrier. */
  private static List<BasinsRecord.Level> levels(BasinTree tree) {
    double low = tree.energies().stream().mapToDouble(energy -> energy).min().orElseThrow();
    double high =
        tree.merges().stream().mapToDouble(BasinTree.Merge::height).max().orElse(low);
    return IntStream.rangeClosed(1, LEVELS)
        .mapToDouble(k -> low + (high - low) * k / LEVELS)
        .mapToObj(energy -> new BasinsRecord.Level(energy, tree.basinsBelow(energy)))
        .toList();
  }

  private static List<BasinsRecord.Merge> merges(BasinTree tree) {
    return tree.merges().stream()
        .map(merge -> new BasinsRecord.Merge(
            merge.height(),
            numbered(tree.leavesBelow(merge.first())),
            numbered(tree.leavesBelow(merge.second()))))
        .toList();
  }

  private static List<Integer> numbered(List<Integer> leaves) {
    return leaves.stream().map(leaf -> leaf + 1).toList();
  }

  private static List<Optional<Double>> numbers(double[] values) {
    return Arrays.stream(values).mapToObj(BasinFiles::number).toList();
  }

  private static Optional<Double> number(double value) {
    return Optional.of(value).filter(Double::isFinite);
  }

  /** One row for each basin; Infinity where no barrier was found. */
  static String csv(double[][] barriers) {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < barriers.length; i++) {
      csv.append(i == 0 ? "" : ",").append("basin_").append(i + 1);
    }
    csv.append('\n');
    for (double[] row : barriers) {
      csv.append(Arrays.stream(row).mapToObj(String::valueOf).collect(Collectors.joining(",")))
          .append('\n');
    }
    return csv.toString();
  }

  private static Map<String, FloatArray> arrays(BasinMap map, Shape shape) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    List<State> representatives =
        map.basins().stream().map(BasinMap.Basin::representative).toList();
    arrays.put("representatives", State.positions(representatives, shape));
    arrays.put("states", State.positions(map.states(), shape));
    arrays.put("energies", Rows.vector(map.states(), State::energy));
    arrays.put("labels", Rows.vector(Arrays.stream(map.labels()).boxed().toList(), label -> label));
    return arrays;
  }
}
