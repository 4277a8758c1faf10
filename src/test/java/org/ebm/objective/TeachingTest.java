package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Precision;
import org.ebm.network.Concatenate;
import org.ebm.network.Conv2d;
import org.ebm.network.ConvTranspose2d;
import org.ebm.network.Dense;
import org.ebm.network.FeedForward;
import org.ebm.network.GroupNorm;
import org.ebm.network.LabelEmbedding;
import org.ebm.network.Reshape;
import org.ebm.network.Tanh;
import org.ebm.network.Upsample2d;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TeachingTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final Compute COMPUTE = new Compute(TORCH, Precision.FLOAT32);
  private static final RandomKey KEY = RandomKey.ofSeed(8);
  private static final double SD = 0.4;
  private static final double WEIGHT = 0.3;

  private static Weights initial(FeedForward network) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    network.parameters().forEach(parameter -> arrays.put(parameter.name(), parameter.initial(KEY)));
    return new Weights(arrays);
  }

  private static final int ROWS = 120;

  @Test
  void theGradientIsThatOfTheMeanSquaredErrorOverTwiceTheVariance() {
    float[] labels = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i % 3;
    }
    requireGradient(
        new FeedForward(
            List.of(3), List.of(new Dense(4), new LabelEmbedding(3), new Tanh(), new Dense(2))),
        FloatArray.of(labels));
  }

  /** Told an image at two places, as the generators of image to image are. */
  @Test
  void theGradientReachesWhatReadsTheImage() {
    List<Integer> image = List.of(1, 2, 2);
    FeedForward network = new FeedForward(
        List.of(2),
        List.of(
            new Dense(4),
            new Reshape(image),
            new Concatenate(image, List.of()),
            new Conv2d(2, 2, 1, 1),
            new GroupNorm(1, 1e-5),
            new Tanh(),
            new ConvTranspose2d(2, 2, 1, 0),
            new Concatenate(image, List.of(new Upsample2d(2))),
            new Conv2d(1, 1, 1, 0)));
    requireGradient(network, Nets.uniform(new Shape(image), ROWS, KEY.fold("image")));
  }

  /** Over three blocks. A central difference errs by h^2 f''' / 6 and by float32 rounding, some 1e-4 of the largest. */
  private static void requireGradient(FeedForward network, FloatArray condition) {
    Weights weights = initial(network);
    FloatArray z = Nets.uniform(network.shape(), ROWS, KEY.fold("z"));
    FloatArray x = Nets.uniform(network.output(), ROWS, KEY.fold("x"));
    FloatArray data = Nets.uniform(network.output(), ROWS, KEY.fold("data"));
    List<FloatArray> told = List.of(condition);
    try (Teaching teaching = new Teaching(network, SD, WEIGHT, Optional.empty(), COMPUTE)) {
      Teaching.Lesson lesson = teaching.of(weights, z, told, x, data);
      double norm = 0;
      double difference = 0;
      for (int array = 0; array < weights.list().size(); array++) {
        float[] own = weights.list().get(array).values();
        float[] gradient = lesson.gradient().list().get(array).values();
        for (int i = 0; i < own.length; i++) {
          float value = own[i];
          own[i] = value + 0.01f;
          double above = teaching.of(weights, z, told, x, data).loss();
          own[i] = value - 0.01f;
          double below = teaching.of(weights, z, told, x, data).loss();
          own[i] = value;
          difference += Math.pow((above - below) / 0.02 - gradient[i], 2);
          norm += gradient[i] * gradient[i];
        }
      }
      assertThat(norm).isPositive();
      assertThat(Math.sqrt(difference / norm)).isLessThan(3e-3);
    }
  }

  /**
   * g(z) = a z: z given x is normal with precision 1 + a^2 / sigma^2 and mean a x / (sigma^2 precision). 20 000 chains at one x; Langevin of eps .05 makes the variance larger by
   * 1 / (1 - eps^2 precision / 4), here .5 %. Standard errors: of the mean .0026, of the variance 1 %.
   */
  @Test
  void latentsFollowTheirLawGivenTheRevisedExample() {
    FeedForward network = new FeedForward(List.of(1), List.of(new Dense(1)));
    double a = 1;
    Weights weights = Weights.of(
        network.parameters().stream().map(parameter -> parameter.name()).toList(),
        List.of(
            new FloatArray(new int[] {1, 1}, new float[] {(float) a}),
            FloatArray.of(new float[] {0})));
    int n = 20_000;
    FloatArray x = new FloatArray(new int[] {n, 1}, new float[n]);
    Arrays.fill(x.values(), 0.9f);
    double precision = 1 + a * a / (SD * SD);
    try (Teaching teaching = new Teaching(
        network,
        SD,
        0,
        Optional.of(new LatentChain(600, 0.05)),
        new Compute(TORCH, Precision.FLOAT32, 10_000))) {
      FloatArray z = teaching.inferred(
          weights, new FloatArray(new int[] {n, 1}, new float[n]), List.of(), x, KEY);
      Moments moments = Moments.of(z.values());
      assertThat(moments.mean()).isCloseTo(a * 0.9 / (SD * SD * precision), within(0.011));
      double variance = moments.sd() * moments.sd();
      assertThat(variance * precision)
          .isCloseTo(1 / (1 - 0.05 * 0.05 * precision / 4), within(0.04));
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
