package org.ebm.basin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A map of basins on disk: basins.json, tree.nwk, barriers.csv and basins.npz. */
public final class BasinFiles {
  private static final int SCHEMA_VERSION = 1;
  private static final int LEVELS = 20;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private BasinFiles() {}

  /** Writes the four files, each whole or not at all. */
  public static void write(Path folder, BasinMap map, List<String> remarks, Shape shape) {
    Map<String, Object> object = object(map, remarks);
    text(folder.resolve("basins.json"), JSON.writeValueAsString(object) + "\n");
    text(folder.resolve("tree.nwk"), map.tree().newick());
    text(folder.resolve("barriers.csv"), csv(map.barriers()));
    Npz.write(folder.resolve("basins.npz"), arrays(map, shape));
  }

  private static void text(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The JSON object, as maps and lists: {@code basins} (count), {@code energies}, {@code populations}, {@code barriers} (raw energies, null where
   * none was found), {@code refined} (whether a barrier is a saddle; else it is an upper bound), {@code merges} and more. Basins are counted from 1.
   */
  public static Map<String, Object> object(BasinMap map, List<String> remarks) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema_version", SCHEMA_VERSION);
    object.put("basins", map.basins().size());
    object.put("states", map.states().size());
    object.put("force", map.settings().force());
    object.put("resolution", map.settings().resolution());
    object.put("agreement", numbers(map.agreement()));
    map.classes().ifPresent(classes -> putClasses(object, map.labels(), classes));
    map.gap().ifPresent(gap -> object.put("gap", gap));
    object.put("remarks", remarks);
    object.put("non_finite_chains", map.nonFinite());
    object.put(
        "energies",
        map.basins().stream()
            .map(basin -> number(basin.representative().energy()))
            .toList());
    object.put(
        "populations", map.basins().stream().map(BasinMap.Basin::population).toList());
    object.put(
        "barriers", Arrays.stream(map.barriers()).map(BasinFiles::numbers).toList());
    object.put(
        "refined",
        map.links().stream()
            .filter(link -> link.barrier().refined())
            .map(link -> List.of(link.first() + 1, link.second() + 1))
            .toList());
    object.put("merges", merges(map.tree()));
    object.put("levels", levels(map.tree()));
    map.settings().scan().ifPresent(scan -> object.put("scan", scan.points()));
    return object;
  }

  private static void putClasses(Map<String, Object> object, int[] labels, int[] classes) {
    object.put("purity", Agreement.purity(labels, classes));
    object.put("purity_by_chance", Agreement.purityByChance(labels, classes));
    object.put("agreement_with_classes", number(Agreement.adjustedRand(labels, classes)));
    object.put("classes", Agreement.counts(labels, classes));
  }

  /** Super-basins at evenly spaced energies, from the lowest basin to the highest barrier. */
  private static List<Map<String, Object>> levels(BasinTree tree) {
    double low = tree.energies().stream().mapToDouble(energy -> energy).min().orElseThrow();
    double high =
        tree.merges().stream().mapToDouble(BasinTree.Merge::height).max().orElse(low);
    List<Map<String, Object>> levels = new ArrayList<>();
    for (int k = 1; k <= LEVELS; k++) {
      double energy = low + (high - low) * k / LEVELS;
      Map<String, Object> level = new LinkedHashMap<>();
      level.put("energy", energy);
      level.put("basins", tree.basinsBelow(energy));
      levels.add(level);
    }
    return levels;
  }

  private static List<Map<String, Object>> merges(BasinTree tree) {
    List<Map<String, Object>> merges = new ArrayList<>();
    for (BasinTree.Merge merge : tree.merges()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("height", merge.height());
      object.put("first", numbered(tree.leavesBelow(merge.first())));
      object.put("second", numbered(tree.leavesBelow(merge.second())));
      merges.add(object);
    }
    return merges;
  }

  private static List<Integer> numbered(List<Integer> leaves) {
    return leaves.stream().map(leaf -> leaf + 1).toList();
  }

  private static List<Object> numbers(double[] values) {
    List<Object> numbers = new ArrayList<>();
    for (double value : values) {
      numbers.add(number(value));
    }
    return numbers;
  }

  /** JSON has no word for a number that is not finite. */
  private static Object number(double value) {
    return Double.isFinite(value) ? value : JsonNodeFactory.instance.nullNode();
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
