package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Flips;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.sampler.UniformStart;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** FRAME on real pixels and on grey levels; on spins and bits it is in {@link DiscreteEnergyTest}. */
class FrameTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(53);

  private static Compute compute() {
    return new Compute(TORCH, Precision.FLOAT32, 1000);
  }

  private static double[] row(FloatArray x, int row) {
    double[] numbers = new double[x.rowElements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = x.values()[row * numbers.length + i];
    }
    return numbers;
  }

  /** By central differences of the formula, which has kinks: pixels far enough from them. */
  @Test
  void ofRealPixels_gradientIsThatOfTheFormula() {
    Frame frame = FrameFormula.energy(
        Frame.Values.REAL,
        Frame.Places.ALIKE,
        List.of(2, 5, 6),
        new Filter.Gradient(Filter.Gradient.Along.BOTH),
        new Filter.Laplacian(),
        new Filter.Gaussian(3),
        new Filter.Gabor(5, 2));
    FloatArray potentials = FrameFormula.potentials(frame);
    ToDoubleFunction<double[]> formula = FrameFormula.of(frame, potentials);
    FloatArray x = new UniformStart(1).noise(frame.space(), 3, KEY);
    try (Kernel kernel = Kernel.open(frame, new Mala(0.1, 1), compute())) {
      var state = kernel.init(List.of(potentials), x);
      int smooth = 0;
      for (int n = 0; n < 3; n++) {
        double[] at = row(x, n);
        assertThat((double) state.energy().values()[n])
            .isCloseTo(formula.applyAsDouble(at), within(1e-4));
        for (int i = 0; i < at.length; i++) {
          double slope = slope(formula, at, i, 1e-4);
          if (Math.abs(slope - slope(formula, at, i, 2e-3)) < 1e-6) {
            smooth++;
            assertThat((double) state.gradient().values()[n * at.length + i])
                .isCloseTo(slope, within(1e-3));
          }
        }
      }
      assertThat(smooth).isGreaterThan(90);
    }
  }

  private static double slope(ToDoubleFunction<double[]> formula, double[] at, int i, double h) {
    double[] moved = at.clone();
    moved[i] = at[i] + h;
    double up = formula.applyAsDouble(moved);
    moved[i] = at[i] - h;
    return (up - formula.applyAsDouble(moved)) / (2 * h);
  }

  /** Six pixels of 8 levels have 262 144 states, of which the means of each pixel and of each product of neighbours are counted: within 4.5 standard errors. */
  @Test
  void ofGreyLevels_sweepsHaveTheLawThatIsCounted() {
    Frame frame = FrameFormula.energy(
        Frame.Values.GREY,
        Frame.Places.ALIKE,
        List.of(1, 1, 6),
        new Filter.Delta(),
        new Filter.Gradient(Filter.Gradient.Along.X));
    FloatArray potentials = FrameFormula.potentials(frame);
    ToDoubleFunction<double[]> formula = FrameFormula.of(frame, potentials);
    double[] exact = new double[12];
    double total = 0;
    for (int state = 0; state < 1 << 18; state++) {
      double[] x = new double[6];
      for (int i = 0; i < 6; i++) {
        x[i] = state >> 3 * i & 7;
      }
      double weight = Math.exp(-formula.applyAsDouble(x));
      total += weight;
      double[] seen = looks(x);
      for (int k = 0; k < 12; k++) {
        exact[k] += weight * seen[k];
      }
    }
    int chains = 3000;
    FloatArray start = new UniformStart(1).noise(frame.space(), chains, KEY);
    try (Kernel kernel = Kernel.open(frame, new Gibbs(30, Gibbs.Order.SYSTEMATIC, 1), compute())) {
      var moved = kernel.run(
          List.of(potentials), kernel.init(List.of(potentials), start), 1, KEY.fold("run"));
      FloatArray end = moved.state().position();
      assertThat((double) moved.state().energy().values()[7])
          .isCloseTo(formula.applyAsDouble(row(end, 7)), within(1e-4));
      for (int k = 0; k < 12; k++) {
        double mean = 0;
        double squares = 0;
        for (int chain = 0; chain < chains; chain++) {
          double seen = looks(row(end, chain))[k];
          mean += seen / chains;
          squares += seen * seen / chains;
        }
        double error = Math.sqrt((squares - mean * mean) / chains);
        assertThat(Math.abs(mean - exact[k] / total) / error).as("%d", k).isLessThan(4.5);
      }
    }
  }

  private static double[] looks(double[] x) {
    double[] looks = new double[12];
    for (int i = 0; i < 6; i++) {
      looks[i] = x[i];
      looks[6 + i] = x[i] * x[(i + 1) % 6];
    }
    return looks;
  }

  /** -J on equal neighbours and J on unlike ones: the Ising model, for every state of a torus. */
  @Test
  void ofSpinsWithGradients_isTheIsingModel() {
    Frame frame = new Frame(
        List.of(1, 4, 4),
        List.of(new Filter.Gradient(Filter.Gradient.Along.BOTH)),
        3,
        1,
        Frame.Values.SPIN,
        Frame.Places.ALIKE);
    float j = 0.25f;
    FloatArray potentials = new FloatArray(new int[] {2, 3}, new float[] {j, -j, j, j, -j, j});
    FloatArray x = new UniformStart(1).noise(frame.space(), 200, KEY);
    try (Kernel frames = Kernel.open(frame, new Gibbs(), compute());
        Kernel lattice = Kernel.open(Ising.periodic(j, 4, 4).open(), new Gibbs(), compute())) {
      float[] bonds = lattice.init(List.of(), x).energy().values();
      float[] bins = frames.init(List.of(potentials), x).energy().values();
      for (int i = 0; i < bonds.length; i++) {
        assertThat(bins[i]).isCloseTo(bonds[i], within(0f));
      }
    }
  }

  @Test
  void filtersFitThePicture_andFlipsOnlyTwoValues() {
    assertThatThrownBy(() -> FrameFormula.energy(
            Frame.Values.REAL, Frame.Places.ALIKE, List.of(1, 5, 6), new Filter.Log(7)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "filters: reach around the picture: the largest is 7 high and 7 wide, got a picture of 5x6");
    Frame grey = FrameFormula.energy(
        Frame.Values.GREY, Frame.Places.ALIKE, List.of(1, 5, 6), new Filter.Log(5));
    assertThatThrownBy(() -> Kernel.open(grey, new Flips(1, 1), compute()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("flips changes elements of two values")
        .hasMessageContaining("choose gibbs");
  }

  /** Zero-sum filters see no grey; the others have weights of sum 1. */
  @Test
  void everyFilterIsBalancedOrAMean() {
    for (Filter filter : List.of(
        new Filter.Delta(),
        new Filter.Gradient(Filter.Gradient.Along.BOTH),
        new Filter.Laplacian(),
        new Filter.Gaussian(5),
        new Filter.Log(7),
        new Filter.Gabor(7, 6))) {
      for (Filter.Kernel kernel : filter.kernels()) {
        double sum = 0;
        for (double[] weights : kernel.weights()) {
          for (double weight : weights) {
            sum += weight;
          }
        }
        assertThat(sum).as(kernel.name()).isCloseTo(kernel.sumsToZero() ? 0 : 1, within(1e-9));
      }
    }
    assertThat(new Filter.Gabor(7, 6).kernels()).hasSize(12);
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
