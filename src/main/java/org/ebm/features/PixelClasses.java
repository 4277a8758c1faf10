package org.ebm.features;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;

/**
 * A linear classifier of numbers as they are, learned from labelled data: it tells of which classes samples are. Of samples that are like no class it says the nearest one, so its shares say what is missing, not what is
 * well made.
 *
 * @param learned labelled examples
 * @param error share of other examples whose class it does not find
 * @param classes how many there are
 */
public record PixelClasses(Trial.Set learned, double cost, double error, int classes) {
  private static final int MOST = 2000;

  /** A class with less than this part of its fair share among samples is not counted. */
  private static final int FAIR = 5;

  /**
   * Learns from data and is tried on others; empty where either has no classes.
   *
   * @param others held-out ones
   */
  public static Optional<PixelClasses> of(Examples data, Examples others) {
    Optional<Trial.Set> train = set(data);
    Optional<Trial.Set> test = set(others);
    if (train.isEmpty() || test.isEmpty()) {
      return Optional.empty();
    }
    int[] order = LabelDraws.of(
        train.get().labels(), train.get().labels().length, RandomKey.ofSeed(0).fold("classes"));
    Trial trial = Trial.of(LinearClassifier.LOGISTIC, train.get(), order, test.get());
    int classes = (int) Arrays.stream(train.get().labels()).distinct().count();
    return classes < 2
        ? Optional.empty()
        : Optional.of(new PixelClasses(train.get(), trial.cost(), 1 - trial.accuracy(), classes));
  }

  private static Optional<Trial.Set> set(Examples data) {
    return data.labels().map(labels -> {
      FloatArray x = data.first(Math.min(MOST, labels.length));
      return new Trial.Set(x, Arrays.copyOf(labels, x.rows()));
    });
  }

  /** The part of the samples that is taken for each class, by label. */
  public double[] shares(FloatArray samples) {
    int[] rows = IntStream.range(0, samples.rows()).toArray();
    int[] all = IntStream.range(0, learned.labels().length).toArray();
    LinearClassifier.Scale scale = LinearClassifier.Scale.of(learned.values(), all);
    int[] found = LinearClassifier.LOGISTIC.predicted(
        LinearClassifier.Rows.of(learned.values(), all, scale),
        learned.labels(),
        cost,
        LinearClassifier.Rows.of(samples, rows, scale));
    double[] shares = new double[Arrays.stream(learned.labels()).max().orElseThrow() + 1];
    for (int label : found) {
      shares[label] += 1.0 / found.length;
    }
    return shares;
  }

  /** How many classes have a fifth of their fair share or more. */
  public int found(double[] shares) {
    return (int)
        Arrays.stream(shares).filter(share -> share >= 1.0 / FAIR / classes).count();
  }
}
