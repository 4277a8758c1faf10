package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.energy.Precision;
import org.ebm.network.Parameter;
import org.ebm.objective.NoiseContrastive.Form;
import org.ebm.objective.SlicedScoreMatching.Projection;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Starts;
import org.ebm.torch.Torch;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On normal data N(m, S) with U = x' A x / 2 + b' x the optimum of every objective is known in closed form: A = S^-1 and b = -S^-1 m. */
class GaussianOptimaTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(5);
  private static final int N = 100_000;

  /** m, and L with S = L L': sds from 0.7 to 1.4 and correlations up to a half. */
  private static final double[] MEAN = {0.5, -1, 0, 0.3};

  private static final double[][] FACTOR = {
    {1, 0, 0, 0}, {0.5, 0.9, 0, 0}, {-0.2, 0.3, 0.7, 0}, {0.4, -0.1, 0.2, 1.3}
  };

  private static RealMatrix covariance(double added) {
    RealMatrix factor = new Array2DRowRealMatrix(FACTOR);
    return factor
        .multiply(factor.transpose())
        .add(MatrixUtils.createRealIdentityMatrix(4).scalarMultiply(added));
  }

  private static FloatArray sample(int n) {
    var normal = ZigguratSampler.NormalizedGaussian.of(KEY.fold("sample").generator());
    float[] values = new float[n * 4];
    double[] z = new double[4];
    for (int i = 0; i < n; i++) {
      Arrays.setAll(z, k -> normal.sample());
      double[] x = new Array2DRowRealMatrix(FACTOR).operate(z);
      for (int k = 0; k < 4; k++) {
        values[4 * i + k] = (float) (MEAN[k] + x[k]);
      }
    }
    return new FloatArray(new int[] {n, 4}, values);
  }

  /** A loss over a fixed sample, its random numbers fixed too, as a function of A, b and extra numbers. */
  private record Fixed(LossGradient program, FloatArray sample) {
    private static final Player EXTRA =
        new Player("extra", List.of(new Parameter("extra", Shape.of(1), 0)), 1);

    static Fixed of(Loss loss, FloatArray sample) {
      return of(loss, List.of(), sample);
    }

    static Fixed of(Loss loss, List<Player> others, FloatArray sample) {
      Compute compute = new Compute(TORCH, Precision.FLOAT32, sample.rows() / 4);
      return new Fixed(new LossGradient(new Quadratic(4), others, loss, compute), sample);
    }

    LossGradient.Result at(double[] theta) {
      Map<String, Weights> learned = new HashMap<>(weights(new Quadratic(4), theta));
      if (theta.length > 20) {
        learned.put(
            "extra", Weights.of(List.of("extra"), List.of(FloatArray.of((float) theta[20]))));
      }
      float[] weight = new float[sample.rows()];
      Arrays.fill(weight, 1f / weight.length);
      return program.of(learned, sample, List.of(), weight, KEY.fold("loss"));
    }

    double loss(double[] theta) {
      double sum = 0;
      for (float value : at(theta).column(0)) {
        sum += value;
      }
      return sum / sample.rows();
    }

    double[] gradient(double[] theta) {
      Map<String, Weights> gradients = at(theta).gradients();
      return Stream.of(Player.ENERGY, "extra")
          .filter(gradients::containsKey)
          .flatMap(
              player -> java.util.Objects.requireNonNull(gradients.get(player)).list().stream())
          .flatMap(array -> java.util.stream.IntStream.range(0, array.values().length)
              .mapToObj(i -> (double) array.values()[i]))
          .mapToDouble(Double::doubleValue)
          .toArray();
    }

    /** Newton's method with differences of gradients; the antisymmetric part of A, which is not seen, stays as it is. */
    double[] minimum(double[] start, int iterations) {
      double[] theta = start.clone();
      for (int k = 0; k < iterations; k++) {
        double[] gradient = gradient(theta);
        RealMatrix hessian = new Array2DRowRealMatrix(theta.length, theta.length);
        for (int j = 0; j < theta.length; j++) {
          double[] moved = theta.clone();
          moved[j] += 0.05;
          double[] there = gradient(moved);
          for (int i = 0; i < theta.length; i++) {
            hessian.setEntry(i, j, (there[i] - gradient[i]) / 0.05);
          }
        }
        // antisymmetric directions have no curvature: give them some
        for (int i = 0; i < 16; i++) {
          int mirror = i % 4 * 4 + i / 4;
          hessian.addToEntry(i, i, 1e-2);
          hessian.addToEntry(i, mirror, -1e-2);
        }
        double[] step = new QRDecomposition(hessian)
            .getSolver()
            .solve(new ArrayRealVector(gradient))
            .toArray();
        theta = lower(theta, step);
      }
      return theta;
    }

    /** A whole step, or the first half, quarter, ... of it that does not raise the loss. */
    private double[] lower(double[] from, double[] step) {
      double[] to = from.clone();
      double before = loss(from);
      for (double share = 1; share > 1e-3; share /= 2) {
        for (int i = 0; i < to.length; i++) {
          to[i] = from[i] - share * step[i];
        }
        if (loss(to) <= before) {
          return to;
        }
      }
      return from;
    }
  }

  private static double[] identity(int extras) {
    double[] theta = new double[20 + extras];
    for (int i = 0; i < 4; i++) {
      theta[5 * i] = 1;
    }
    return theta;
  }

  /** Error of A and b against the inverse of a covariance, as a share of their size. */
  private static double relativeError(double[] theta, RealMatrix covariance) {
    RealMatrix precision = MatrixUtils.inverse(covariance);
    double[] b = precision.operate(MEAN);
    double error = 0;
    double size = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double a = (theta[4 * i + j] + theta[4 * j + i]) / 2;
        error += Math.pow(a - precision.getEntry(i, j), 2);
        size += Math.pow(precision.getEntry(i, j), 2);
      }
      error += Math.pow(theta[16 + i] + b[i], 2);
      size += b[i] * b[i];
    }
    return Math.sqrt(error / size);
  }

  /** J* = -tr S^-1 / 2. The loss at the sample's optimum errs by some d / n; S of the sample by 1 / sqrt(n) = 0.3 %. */
  @Test
  void exactScoreMatching_findsThePrecision() {
    Fixed fixed = Fixed.of(new ScoreMatching().loss(), sample(N));
    double[] theta = fixed.minimum(identity(0), 1);
    assertThat(relativeError(theta, covariance(0))).isLessThan(0.03);
    double best = -MatrixUtils.inverse(covariance(0)).getTrace() / 2;
    assertThat(fixed.loss(theta)).isCloseTo(best, within(0.03 * Math.abs(best)));
  }

  @ParameterizedTest
  @CsvSource({
    "RADEMACHER, true", "GAUSSIAN, true", "SPHERE, true",
    "RADEMACHER, false", "GAUSSIAN, false", "SPHERE, false"
  })
  void slicedScoreMatching_findsThePrecision(Projection projection, boolean varianceReduced) {
    Loss loss = new SlicedScoreMatching(projection, 1, varianceReduced).loss();
    Fixed fixed = Fixed.of(loss, sample(N));
    double[] theta = fixed.minimum(identity(0), 1);
    assertThat(relativeError(theta, covariance(0))).isLessThan(0.03);
    double best = -MatrixUtils.inverse(covariance(0)).getTrace() / 2;
    assertThat(fixed.loss(theta)).isCloseTo(best, within(0.03 * Math.abs(best)));
  }

  /** sigma^2 J* = d / 2 - sigma^2 tr (S + sigma^2 I)^-1 / 2, at A = (S + sigma^2 I)^-1: the law of the noised data. */
  @ParameterizedTest
  @CsvSource({"0.5", "1.0"})
  void denoisingScoreMatching_findsThePrecisionOfNoisedData(double sigma) {
    Loss loss = new DenoisingScoreMatching(Optional.of(sigma)).loss(List.of());
    Fixed fixed = Fixed.of(loss, sample(N));
    double[] theta = fixed.minimum(identity(0), 1);
    assertThat(relativeError(theta, covariance(sigma * sigma))).isLessThan(0.03);
    double trace = MatrixUtils.inverse(covariance(sigma * sigma)).getTrace();
    assertThat(fixed.loss(theta)).isCloseTo(2 - sigma * sigma * trace / 2, within(0.02));
  }

  /** With S the data's second moments about their mean, J = tr(A S A) / 2 - tr A + lambda sum_i A_ii^2 has its minimum where (S A + A S) / 2 + 2 lambda diag A = I. */
  @Test
  void regularizedScoreMatching_solvesItsEquation() {
    double lambda = 0.3;
    double[] theta = Fixed.of(new ScoreMatching(lambda).loss(), sample(N)).minimum(identity(0), 1);
    RealMatrix a = new Array2DRowRealMatrix(4, 4);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        a.setEntry(i, j, (theta[4 * i + j] + theta[4 * j + i]) / 2);
      }
    }
    RealMatrix s = covariance(0);
    RealMatrix sum = s.multiply(a).add(a.multiply(s)).scalarMultiply(0.5);
    for (int i = 0; i < 4; i++) {
      sum.addToEntry(i, i, 2 * lambda * a.getEntry(i, i));
    }
    assertThat(sum.subtract(MatrixUtils.createRealIdentityMatrix(4)).getFrobeniusNorm())
        .isLessThan(0.03);
    assertThat(relativeError(theta, s)).as("another optimum than without").isGreaterThan(0.1);
  }

  /**
   * Every form of noise contrast has its minimum at the data's law and log Z, here of 20 000 data and twice as many draws of their own moments: the slope in c = log Z vanishes there, against that of a c that is off by .3, and J is
   * larger at a tenth more of A, of b, and at other c.
   */
  @ParameterizedTest
  @EnumSource(Form.class)
  void everyFormOfNoiseContrast_isLeastAtTheDatasLawAndLogZ(Form form) {
    FloatArray sample = sample(20_000);
    Loss loss = new NoiseContrastive(new NormalNoise(), 2, 10, form)
        .loss(NoiseLaw.of(NormalMixture.ofMoments(Noise.rows(sample))), new Quadratic(4));
    Fixed fixed = Fixed.of(loss, List.of(Fixed.EXTRA), sample);
    RealMatrix precision = MatrixUtils.inverse(covariance(0));
    double[] b = precision.operate(MEAN);
    double[] truth = new double[21];
    for (int i = 0; i < 16; i++) {
      truth[i] = precision.getEntry(i / 4, i % 4);
    }
    for (int i = 0; i < 4; i++) {
      truth[16 + i] = -b[i];
    }
    truth[20] = 2 * Math.log(2 * Math.PI)
        - Math.log(new LUDecomposition(precision).getDeterminant()) / 2
        + new ArrayRealVector(MEAN).dotProduct(new ArrayRealVector(b)) / 2;
    double least = fixed.loss(truth);
    for (int[] part : new int[][] {{0, 16}, {16, 20}}) {
      double[] other = truth.clone();
      for (int i = part[0]; i < part[1]; i++) {
        other[i] *= 1.1;
      }
      assertThat(fixed.loss(other)).isGreaterThan(least);
    }
    double slope = fixed.gradient(truth)[20];
    for (double off : new double[] {-0.3, 0.3}) {
      double[] other = truth.clone();
      other[20] += off;
      assertThat(fixed.loss(other)).isGreaterThan(least);
      assertThat(Math.abs(slope)).isLessThan(0.1 * Math.abs(fixed.gradient(other)[20]));
    }
  }

  /** A3.5 of the specification: c = log Z = (d / 2) log 2 pi - log det A / 2 + b' A^-1 b / 2. */
  @ParameterizedTest
  @CsvSource({"1", "5"})
  void noiseContrast_findsThePrecisionAndLogZ(int ratio) {
    FloatArray sample = sample(20_000);
    double[][] rows = new double[sample.rows()][4];
    for (int i = 0; i < sample.values().length; i++) {
      rows[i / 4][i % 4] = sample.values()[i];
    }
    Loss loss = new NoiseContrastive(new NormalNoise(), ratio, 10)
        .loss(NoiseLaw.of(NormalMixture.ofMoments(rows)), new Quadratic(4));
    Fixed fixed = Fixed.of(loss, List.of(Fixed.EXTRA), sample);
    double[] start = identity(1);
    start[20] = 4;
    double[] theta = fixed.minimum(start, 8);
    assertThat(relativeError(theta, covariance(0))).isLessThan(0.1);
    RealMatrix precision = MatrixUtils.inverse(covariance(0));
    double square =
        new ArrayRealVector(MEAN).dotProduct(precision.operate(new ArrayRealVector(MEAN)));
    double logZ = 2 * Math.log(2 * Math.PI)
        - Math.log(new LUDecomposition(precision).getDeterminant()) / 2
        + square / 2;
    assertThat(theta[20]).isCloseTo(logZ, within(0.05));
  }

  @Test
  void conditionalNoiseContrast_findsThePrecision() {
    Fixed fixed = Fixed.of(new ConditionalNoiseContrastive(0.8, 5).loss(), sample(N));
    double[] theta = fixed.minimum(identity(0), 3);
    assertThat(relativeError(theta, covariance(0))).isLessThan(0.03);
  }

  /** Its optimum is the law of the data at every noise; M points instead of infinitely many, and w, bias it by O(1 / M): noise of half the narrowest sd keeps exp(U(x) - U(y)) near 1. */
  @Test
  void energyDiscrepancy_findsThePrecision() {
    Fixed fixed = Fixed.of(new EnergyDiscrepancy(0.3, 32, 1).loss(), sample(8000));
    double[] theta = fixed.minimum(identity(0), 3);
    assertThat(relativeError(theta, covariance(0))).isLessThan(0.1);
  }

  /** An energy that is flat tells nothing: J = log(w / M + 1). */
  @Test
  void energyDiscrepancyOfAFlatEnergy() {
    assertThat(Fixed.of(new EnergyDiscrepancy(0.5, 4, 2).loss(), sample(1000)).loss(new double[20]))
        .isCloseTo(Math.log(1.5), within(1e-5));
  }

  /** Nothing can be told of noise that moves nothing, and everything of noise that moves far. */
  @Test
  void conditionalNoiseContrast_goesFromTwoLog2ToZero() {
    double[] theta = identity(0);
    assertThat(Fixed.of(new ConditionalNoiseContrastive(1e-6, 5).loss(), sample(1000))
            .loss(theta))
        .isCloseTo(2 * Math.log(2), within(1e-4));
    assertThat(Fixed.of(new ConditionalNoiseContrastive(1e3, 5).loss(), sample(1000))
            .loss(theta))
        .isLessThan(1e-3);
  }

  /**
   * A3.4 of the specification: one Langevin step of contrastive divergence is eps^2 / 2 of score matching's gradient. On N(0, 1) with U = a x^2 / 2, a = 5: dJ/da = a - 1 = 4 and eps^2 / 2 of
   * it 5e-3; the mean over 10^6 chains errs by eps / 1000 = 5e-5, 1 %.
   */
  @Test
  void oneStepOfContrastiveDivergence_isScoreMatching() {
    double eps = 0.05;
    var normal = ZigguratSampler.NormalizedGaussian.of(KEY.fold("line").generator());
    float[] values = new float[1_000_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) normal.sample();
    }
    FloatArray data = new FloatArray(new int[] {values.length, 1}, values);
    Compute compute = new Compute(TORCH, Precision.FLOAT32, 250_000);
    Quadratic energy = new Quadratic(1);
    Map<String, Weights> parameters = weights(energy, new double[] {5, 0});
    var contrast = new MaximumLikelihood(new Langevin(eps, 1, true), 1, new DataStart(true));
    Starts unused = (n, key) -> new Starts.Draw(data, new int[0]);
    double ofContrast;
    try (Estimator estimator = new MaximumLikelihood.Running(
        contrast,
        energy,
        new Contrast(
            energy, contrast.sampler(), contrast.steps(), Contrast.Additions.NONE, compute),
        Optional.empty(),
        unused)) {
      ofContrast = first(
          estimator.estimate(parameters, new Batch(data, Optional.empty()), KEY).gradients());
    }
    float[] weight = new float[data.rows()];
    Arrays.fill(weight, 1f / weight.length);
    try (LossGradient matching =
        new LossGradient(energy, List.of(), new ScoreMatching().loss(), compute)) {
      double ofMatching =
          first(matching.of(parameters, data, List.of(), weight, KEY).gradients());
      assertThat(ofMatching).isCloseTo(4, within(0.05));
      assertThat(ofContrast / (eps * eps / 2 * ofMatching)).isCloseTo(1, within(0.05));
    }
  }

  private static Map<String, Weights> weights(Quadratic energy, double[] theta) {
    return Map.of(Player.ENERGY, Weights.of(List.of("a", "b"), energy.parameters(theta)));
  }

  private static float first(Map<String, Weights> gradients) {
    return org.ebm.Nets.energy(gradients).list().get(0).values()[0];
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
