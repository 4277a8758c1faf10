package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.data.MixtureDraws;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JumpsTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final List<List<Double>> CENTRES = List.of(List.of(-2.0, 0.0), List.of(2.0, 0.0));
  private static final RandomKey KEY = RandomKey.ofSeed(3);

  @AfterAll
  static void close() {
    TORCH.close();
  }

  /** Chains of an energy with weights 9:1, whose starts and whose proposals say 1:1. */
  @Test
  void weightsOfModes_areTheEnergys_notThoseOfTheStartsOrProposals() {
    Examples halves = new MixtureDraws(8, 1, 0.2, CENTRES, List.of(1.0, 1.0)).open();
    GaussianMixture energy = new GaussianMixture(8, 1, 0.2, CENTRES, List.of(9.0, 1.0));
    Jumps.Proposals proposals = new Jumps(2).open(halves, KEY.fold("fit"));
    int chains = 4000;
    FloatArray position = halves.batch(chains, KEY.fold("start"));
    try (Kernel kernel = Kernel.open(
        energy,
        new org.ebm.sampler.Langevin(0.1, 1, false),
        new Compute(TORCH, Precision.FLOAT32))) {
      for (int i = 0; i < 20; i++) {
        position = proposals
            .moved(
                at -> kernel.init(EnergyInputs.NONE, at).energy().values(), position, KEY.fold(i))
            .position();
      }
    }
    long left = 0;
    double squares = 0;
    for (int i = 0; i < chains; i++) {
      double x = position.values()[2 * i];
      left += x < 0 ? 1 : 0;
      squares += Math.pow(position.values()[2 * i + 1], 2);
    }
    // sqrt(.9 .1 / 4000) = .0047; y^2 has mean .04 and, over 4000 chains, a standard error of .04
    // sqrt(2 / 4000) = .0009
    assertThat(left / (double) chains).isCloseTo(0.9, within(3 * 0.0047));
    assertThat(squares / chains).isCloseTo(0.04, within(3 * 0.0009));
  }

  @Test
  void theLawsDensity_isThatOfItsDraws() {
    Examples ring = MixtureDraws.ring(4, 1, 0.3).open();
    NormalMixture law =
        MixtureFit.of(Noise.rows(ring.batch(3000, KEY.fold("data"))), 6, KEY.fold("fit"));
    FloatArray draws = law.draw(20000, KEY.fold("draw").generator());
    double[] logDensity = law.logDensity(draws);
    // E[1 / p] over draws inside the box is its area, 4: with p above .001 there, a standard error
    // below 3 %
    double area = 0;
    for (int i = 0; i < draws.rows(); i++) {
      boolean inside =
          Math.abs(draws.values()[2 * i]) < 1 && Math.abs(draws.values()[2 * i + 1]) < 1;
      area += inside ? Math.exp(-logDensity[i]) / draws.rows() : 0;
    }
    assertThat(area).isCloseTo(4, within(0.3));
    assertThat(Arrays.stream(logDensity).average().orElseThrow()).isFinite();
  }

  /** KL(q, fit) of four modes of weights 1:2:3:4 in 8 dimensions, from 5000 examples, with twice as many laws as modes. */
  @Test
  void theFit_findsModesInManyDimensions() {
    int d = 8;
    var source = KEY.fold("modes").generator();
    var normal =
        org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian.of(source);
    double[][] rows = new double[5000][d];
    for (int i = 0; i < rows.length; i++) {
      int mode = i % 10 < 1 ? 0 : i % 10 < 3 ? 1 : i % 10 < 6 ? 2 : 3;
      for (int j = 0; j < d; j++) {
        rows[i][j] = (j == mode ? 5 : 0) + 0.3 * normal.sample();
      }
    }
    NormalMixture law = MixtureFit.of(rows, 8, KEY.fold("fit"));
    double[] logDensity = law.logDensity(new FloatArray(new int[] {rows.length, d}, floats(rows)));
    double entropy = d * (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(0.3));
    for (double w : new double[] {0.1, 0.2, 0.3, 0.4}) {
      entropy -= w * Math.log(w);
    }
    // the fit may do better on its own examples, by about half a nat for each thousand of numbers
    // it has per 5000: 360 numbers, .04
    assertThat(-Arrays.stream(logDensity).average().orElseThrow())
        .isBetween(entropy - 0.1, entropy + 0.1);
  }

  private static float[] floats(double[][] rows) {
    float[] floats = new float[rows.length * rows[0].length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return floats;
  }

  @Test
  void picturesHaveNoSuchLaw() {
    assertThatThrownBy(() -> Jumps.require(Shape.of(1, 16, 16)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("jumps")
        .hasMessageContaining("points of up to 32 coordinates");
  }
}
