package org.ebm.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.RandomKey;

/** Which examples have labels: as many of each class as there are of the others, where there are enough. */
final class LabelDraws {
  private LabelDraws() {}

  /**
   * Rows in random order.
   *
   * @param labels of all there are
   * @param n at most as many
   */
  static int[] of(int[] labels, int n, RandomKey key) {
    int[] order = IntStream.range(0, labels.length).toArray();
    PermutationSampler.shuffle(key.fold("order").generator(), order);
    Map<Integer, List<Integer>> classes = new TreeMap<>();
    for (int row : order) {
      classes.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
    }
    List<Integer> chosen = new ArrayList<>();
    for (int round = 0; chosen.size() < n; round++) {
      List<Integer> next = new ArrayList<>();
      for (List<Integer> rows : classes.values()) {
        if (round < rows.size()) {
          next.add(rows.get(round));
        }
      }
      // the last round may give too many, and folds must not follow the classes
      int[] mixed = next.stream().mapToInt(Integer::intValue).toArray();
      PermutationSampler.shuffle(key.fold(round).generator(), mixed);
      for (int i = 0; i < mixed.length && chosen.size() < n; i++) {
        chosen.add(mixed[i]);
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }
}
