package org.ebm.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.ClopperPearson;
import org.ebm.diagnose.Interval;
import org.ebm.run.FeaturesRecord;
import org.ebm.run.Progress;
import org.ebm.torch.Torch;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * What features are worth: linear classifiers from few labels, from more and from all, whose C is chosen on those labels alone, on test examples that none learned from. All features see the same draws of labelled
 * examples, so that their differences are of pairs; at each draw the network with first weights is another one.
 *
 * @param train what classifiers learn from
 * @param test other examples
 */
record Classification(FeatureArrays features, Labelled train, Labelled test) {
  private static final double NORMAL_975 = 1.959964;

  Classification {
    required(train.labels(), "data");
    required(test.labels(), "classify.test");
  }

  /** @throws ConfigException if labels are missing, or too few for what is asked */
  private static void required(Optional<int[]> labels, String key) {
    int[] known = labels.orElseThrow(
        () -> new ConfigException(
            key,
            "has no labels to learn; choose a set with classes: glyphs, mnist, cifar10, solids, a folder with a folder for each class, or arrays with labels"));
    if (Arrays.stream(known).distinct().count() < 2) {
      throw new ConfigException(key, "has a single class, so there is nothing to tell apart");
    }
  }

  private int[] labels() {
    return train.labels().orElseThrow();
  }

  /** How many different labels there are. */
  int classes() {
    return (int) Arrays.stream(labels()).distinct().count();
  }

  /** Learns and measures all. */
  FeaturesRecord.Classification measured(
      ClassifyConfig how, RandomKey key, Torch torch, Progress progress) {
    int[] labels = labels();
    for (int asked : how.labels()) {
      if (asked < Math.max(10, classes()) || asked > labels.length) {
        throw new ConfigException(
            "classify.labels",
            "must be from " + Math.max(10, classes()) + " to the " + labels.length
                + " labelled examples that there are, got " + asked);
      }
    }
    Map<Source, List<Pair>> pairs = pairs(how.draws());
    List<FeaturesRecord.Score> scores = new ArrayList<>();
    List<FeaturesRecord.Gain> gains = new ArrayList<>();
    for (LinearClassifier classifier : LinearClassifier.values()) {
      for (int asked : sizes(how)) {
        int draws = asked == labels.length ? 1 : how.draws();
        RandomKey own = key.fold("labels").fold(asked);
        Map<Source, List<Trial>> trials = new LinkedHashMap<>();
        pairs.forEach((source, sets) -> {
          List<Trial> tried = torch.parallel(
              draws,
              draw -> sets.get(draw % sets.size())
                  .trial(classifier, LabelDraws.of(labels, asked, own.fold(draw))));
          trials.put(source, tried);
          scores.add(score(classifier, source, asked, tried));
          progress.say(said(scores.get(scores.size() - 1)));
        });
        gain(classifier, asked, trials).ifPresent(gains::add);
      }
    }
    return new FeaturesRecord.Classification(labels.length, tested(), classes(), scores, gains);
  }

  private static String said(FeaturesRecord.Score score) {
    return score.classifier() + " from " + score.labels() + " labels, " + score.features() + ": "
        + Math.round(1000 * score.accuracy()) / 10.0 + " %";
  }

  /** Those asked for, then all. */
  private List<Integer> sizes(ClassifyConfig how) {
    List<Integer> sizes = new ArrayList<>(how.labels());
    if (!sizes.contains(labels().length)) {
      sizes.add(labels().length);
    }
    return sizes;
  }

  /** Features of both parts, with labels. */
  private record Pair(Trial.Set train, Trial.Set test) {
    Trial trial(LinearClassifier classifier, int[] chosen) {
      return Trial.of(classifier, train, chosen, test);
    }
  }

  /** By source; of networks with first weights one for each draw. */
  private Map<Source, List<Pair>> pairs(int draws) {
    Map<Source, List<Pair>> pairs = new LinkedHashMap<>();
    for (Source source : features.config().sources()) {
      int networks = source == Source.UNTRAINED ? draws : 1;
      pairs.put(
          source,
          IntStream.range(0, networks)
              .mapToObj(network -> new Pair(
                  new Trial.Set(features.of(source, network, train.x()), labels()),
                  new Trial.Set(
                      features.of(source, network, test.x()), test.labels().orElseThrow())))
              .toList());
    }
    return pairs;
  }

  private int tested() {
    return test.x().rows();
  }

  private FeaturesRecord.Score score(
      LinearClassifier classifier, Source source, int asked, List<Trial> trials) {
    double[] accuracy = trials.stream().mapToDouble(Trial::accuracy).toArray();
    Interval interval = accuracy.length == 1
        ? ClopperPearson.interval((int) Math.round(accuracy[0] * tested()), tested())
        : ofShares(accuracy);
    double[] costs = trials.stream().mapToDouble(Trial::cost).sorted().toArray();
    return new FeaturesRecord.Score(
        source.key(),
        classifier.key(),
        asked,
        accuracy.length,
        Arrays.stream(accuracy).average().orElseThrow(),
        interval.low(),
        interval.high(),
        costs[costs.length / 2]);
  }

  /** Of what was learned over first weights: over draws, or for a single one over test examples. */
  private Optional<FeaturesRecord.Gain> gain(
      LinearClassifier classifier, int asked, Map<Source, List<Trial>> trials) {
    List<Trial> learned = trials.getOrDefault(Source.LEARNED, List.of());
    List<Trial> before = trials.getOrDefault(Source.UNTRAINED, List.of());
    if (learned.isEmpty() || before.isEmpty()) {
      return Optional.empty();
    }
    double[] differences = new double[learned.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = learned.get(i).accuracy() - before.get(i).accuracy();
    }
    Interval interval = differences.length == 1
        ? ofPairs(learned.get(0).right(), before.get(0).right())
        : ofMean(differences);
    return Optional.of(new FeaturesRecord.Gain(
        classifier.key(),
        asked,
        Arrays.stream(differences).average().orElseThrow(),
        interval.low(),
        interval.high()));
  }

  /** As of other numbers, without what no share can be: that keeps the 95 %. */
  private static Interval ofShares(double[] shares) {
    Interval any = ofMean(shares);
    return new Interval(Math.max(0, any.low()), Math.min(1, any.high()));
  }

  /** 95 % of the mean of a few numbers, by Student's t. */
  private static Interval ofMean(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares / (values.length - 1) / values.length);
    double half =
        error * new TDistribution(values.length - 1.0).inverseCumulativeProbability(0.975);
    return new Interval(mean - half, mean + half);
  }

  /** 95 % of the difference of two shares of the same examples, by the normal law. */
  private static Interval ofPairs(boolean[] first, boolean[] second) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < first.length; i++) {
      int difference = (first[i] ? 1 : 0) - (second[i] ? 1 : 0);
      mean += difference / (double) first.length;
      squares += difference * difference / (double) first.length;
    }
    double half = NORMAL_975 * Math.sqrt((squares - mean * mean) / first.length);
    return new Interval(mean - half, mean + half);
  }
}
