package org.ebm.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classifiers on classes whose best accuracy is a formula. */
class ClassificationTest {
  private static final RandomKey KEY = RandomKey.ofSeed(8);

  /** Normal classes of sd 1 whose means are 1 apart each side of 0 along the first axis; the second is noise of another scale, the third constant. */
  private static Trial.Set twoClasses(int n, String which) {
    var normal = ZigguratSampler.NormalizedGaussian.of(KEY.fold(which).generator());
    float[] x = new float[3 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      x[3 * i] = (float) (normal.sample() + (labels[i] == 0 ? -1 : 1));
      x[3 * i + 1] = (float) (1000 + 50 * normal.sample());
      x[3 * i + 2] = 7;
    }
    return new Trial.Set(new FloatArray(new int[] {n, 3}, x), labels);
  }

  /** The best rule asks for the sign of the first number and is right for Phi(1) = 0.8413; of 8000 the standard error is 0.0041. From 1000 labels the axis is 2 sd / sqrt(1000) off. */
  @ParameterizedTest
  @EnumSource(LinearClassifier.class)
  void twoNormalClasses_areToldAsWellAsTheyCanBe(LinearClassifier classifier) {
    Trial.Set train = twoClasses(1000, "train");
    int[] chosen = LabelDraws.of(train.labels(), 1000, KEY);
    Trial trial = Trial.of(classifier, train, chosen, twoClasses(8000, "test"));
    assertThat(trial.accuracy()).isCloseTo(0.8413, within(0.015));
  }

  /** What is chosen is chosen by training labels: test labels change the score alone. */
  @ParameterizedTest
  @EnumSource(LinearClassifier.class)
  void testLabelsChooseNothing(LinearClassifier classifier) {
    Trial.Set train = twoClasses(100, "train");
    Trial.Set test = twoClasses(1000, "test");
    int[] other = Arrays.stream(test.labels()).map(label -> 1 - label).toArray();
    int[] chosen = LabelDraws.of(train.labels(), 60, KEY);
    Trial right = Trial.of(classifier, train, chosen, test);
    Trial wrong = Trial.of(classifier, train, chosen, new Trial.Set(test.values(), other));
    assertThat(wrong.cost()).isEqualTo(right.cost());
    assertThat(wrong.accuracy()).isCloseTo(1 - right.accuracy(), within(1e-12));
  }

  /** More columns than rows: 200 that each say a little, d = 0.2 apart. Together 0.1 x sqrt(200) = 1.41 sd from the middle; from 100 labels some of it is lost. */
  @ParameterizedTest
  @EnumSource(LinearClassifier.class)
  void moreColumnsThanRows(LinearClassifier classifier) {
    Trial.Set train = wide(100, "train");
    Trial.Set test = wide(2000, "test");
    int[] chosen = LabelDraws.of(train.labels(), 100, KEY);
    Trial trial = Trial.of(classifier, train, chosen, test);
    assertThat(trial.accuracy()).isBetween(0.7, 0.93);
    assertThat(Trial.of(classifier, train, chosen, test).right()).isEqualTo(trial.right());
  }

  private static Trial.Set wide(int n, String which) {
    var normal = ZigguratSampler.NormalizedGaussian.of(KEY.fold(which).generator());
    float[] x = new float[200 * n];
    int[] labels = new int[n];
    for (int i = 0; i < x.length; i++) {
      labels[i / 200] = i / 200 % 2;
      x[i] = (float) (normal.sample() + 0.2 * (i / 200 % 2 - 0.5));
    }
    return new Trial.Set(new FloatArray(new int[] {n, 200}, x), labels);
  }

  /** 3 of the rare class are all there are; of the others as many of each as of any other. */
  @Test
  void labelsAreDrawnEvenly() {
    int[] labels = new int[203];
    Arrays.fill(labels, 0, 100, 1);
    Arrays.fill(labels, 100, 200, 2);
    int[] drawn = LabelDraws.of(labels, 43, KEY);
    assertThat(drawn).doesNotHaveDuplicates().hasSize(43);
    int[] counts = new int[3];
    Arrays.stream(drawn).forEach(row -> counts[labels[row]]++);
    assertThat(counts).containsExactly(3, 20, 20);
    assertThat(LabelDraws.of(labels, 203, KEY)).hasSize(203).doesNotHaveDuplicates();
    assertThat(LabelDraws.of(labels, 43, KEY.fold(1))).isNotEqualTo(drawn);
  }
}
