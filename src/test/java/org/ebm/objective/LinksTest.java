package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.script.Method;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Score matching as the limit of other principles. Of contrastive divergence with one small step: {@link GaussianOptimaTest}. Here of noise contrast, by the loss that is shipped, against the data themselves moved by a small v.
 */
class LinksTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(2);
  private static final int N = 100_000;
  /** |v| = .05. */
  private static final float[] V = {0.03f, -0.04f};

  private static final double[][] A = {{1.4, 0.3}, {0.3, 0.8}};

  private static FloatArray data() {
    var normal = ZigguratSampler.NormalizedGaussian.of(KEY.fold("data").generator());
    float[] values = new float[2 * N];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) normal.sample();
    }
    return new FloatArray(new int[] {N, 2}, values);
  }

  /** Noise of which the model is thought to be right: its density at y is exp(-U(y - v)), and its draws are the data moved by v, each beside its datum, as a whole block asks for them. */
  private static NoiseLaw moved(FloatArray data) {
    return new NoiseLaw(
        List.of(
            Method.of(NoiseLaw.LOG_DENSITY, """
                back = torch.sub(x, self.v)
                return torch.mul(torch.sum(torch.mul(torch.mm(back, self.a), back), [1]), -0.5)"""),
            Method.of(NoiseLaw.DRAW, "return torch.add(self.data, self.v)")),
        Map.of(
            "v",
            FloatArray.of(V),
            "a",
            new FloatArray(
                new int[] {2, 2},
                new float[] {(float) A[0][0], (float) A[0][1], (float) A[1][0], (float) A[1][1]}),
            "data",
            data),
        Map.of());
  }

  /**
   * A3.6 of the specification. With one draw a datum J = mean of softplus(U(x) - U(x - v)) + softplus(U(x) - U(x + v)) = 2 log 2 + [(v . s)^2 / 2 + v' (ds/dx) v] / 2 + o(|v|^2), s = -dU/dx: half of sliced score matching along v.
   * U = x' A x / 2, so s = -A x and ds/dx = -A. Both means are over the same data, so nothing but the higher orders, |v|^2 / 8 or so of it, and float32 is between them.
   */
  @Test
  void noiseContrastAgainstMovedData_isSlicedScoreMatching() {
    FloatArray data = data();
    double loss = 0;
    Quadratic energy = new Quadratic(2);
    Loss text = new NoiseContrastive(new NormalNoise(), 1, 10).loss(moved(data), energy);
    Player normalizer =
        new NoiseContrastive(new NormalNoise(), 1, 10).players(energy.shape()).get(0);
    double[] theta = {A[0][0], A[0][1], A[1][0], A[1][1], 0, 0};
    Map<String, Weights> weights = Map.of(
        Player.ENERGY,
        Weights.of(List.of("a", "b"), energy.parameters(theta)),
        normalizer.name(),
        Weights.of(normalizer.names(), List.of(FloatArray.of(0f))));
    float[] share = new float[N];
    Arrays.fill(share, 1f / N);
    try (LossGradient gradient = new LossGradient(
        energy, List.of(normalizer), text, new Compute(TORCH, Precision.FLOAT32, N))) {
      for (float each : gradient.of(weights, data, List.of(), share, KEY).column(0)) {
        loss += each;
      }
    }
    double matching = 0;
    for (int i = 0; i < N; i++) {
      double along = 0;
      for (int j = 0; j < 2; j++) {
        along -= V[j] * (A[j][0] * data.values()[2 * i] + A[j][1] * data.values()[2 * i + 1]);
      }
      matching += along * along / 2;
    }
    double curvature = 0;
    for (int j = 0; j < 2; j++) {
      for (int k = 0; k < 2; k++) {
        curvature -= V[j] * A[j][k] * V[k];
      }
    }
    double limit = (matching / N + curvature) / 2;
    double found = loss / N - 2 * Math.log(2);
    assertThat(limit).isNegative();
    assertThat(found / limit).isBetween(0.98, 1.02);
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
