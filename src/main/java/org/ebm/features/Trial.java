package org.ebm.features;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.features.LinearClassifier.Rows;
import org.ebm.features.LinearClassifier.Scale;

/**
 * One classifier from one choice of labelled examples.
 *
 * @param cost C that it was learned with
 * @param right of each test example, whether its class was found
 */
record Trial(double cost, boolean[] right) {
  /** Of errors against |w|^2 / 2, where columns have sd 1. */
  private static final double[] COSTS = {1e-4, 1e-3, 1e-2, 1e-1};

  private static final int FOLDS = 5;

  /** Of more labelled examples than these, so many choose C: more cost time and choose no better. */
  private static final int MOST_TO_CHOOSE = 1000;

  /**
   * Labelled features.
   *
   * @param values (n, width)
   */
  record Set(FloatArray values, int[] labels) {
    private int[] of(int[] rows) {
      return Arrays.stream(rows).map(row -> labels[row]).toArray();
    }
  }

  /**
   * Learns from some examples; C is chosen by cross-validation among them, the smallest of those that are best.
   *
   * @param chosen rows to learn from, in an order that says nothing of their labels
   */
  static Trial of(LinearClassifier classifier, Set train, int[] chosen, Set test) {
    int[] choosing = Arrays.copyOf(chosen, Math.min(chosen.length, MOST_TO_CHOOSE));
    int[] right = new int[COSTS.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      int left = fold;
      Task task = Task.of(
          train,
          part(choosing, i -> i % FOLDS != left),
          train,
          part(choosing, i -> i % FOLDS == left));
      for (int i = 0; i < COSTS.length; i++) {
        right[i] += count(task.right(classifier, COSTS[i]));
      }
    }
    double best = COSTS[0];
    int most = right[0];
    for (int i = 1; i < COSTS.length; i++) {
      if (right[i] > most) {
        most = right[i];
        best = COSTS[i];
      }
    }
    int[] all = IntStream.range(0, test.labels().length).toArray();
    return new Trial(best, Task.of(train, chosen, test, all).right(classifier, best));
  }

  /** What is learned from, and what is asked then, in units of the former. */
  private record Task(Rows learned, int[] labels, Rows asked, int[] truth) {
    static Task of(Set train, int[] learned, Set test, int[] asked) {
      Scale scale = Scale.of(train.values(), learned);
      return new Task(
          Rows.of(train.values(), learned, scale),
          train.of(learned),
          Rows.of(test.values(), asked, scale),
          test.of(asked));
    }

    boolean[] right(LinearClassifier classifier, double cost) {
      int[] found = classifier.predicted(learned, labels, cost, asked);
      boolean[] right = new boolean[found.length];
      for (int i = 0; i < right.length; i++) {
        right[i] = found[i] == truth[i];
      }
      return right;
    }
  }

  private static int[] part(int[] rows, IntPredicate place) {
    return IntStream.range(0, rows.length).filter(place).map(i -> rows[i]).toArray();
  }

  private static int count(boolean[] right) {
    int count = 0;
    for (boolean each : right) {
      count += each ? 1 : 0;
    }
    return count;
  }

  double accuracy() {
    return count(right) / (double) right.length;
  }
}
