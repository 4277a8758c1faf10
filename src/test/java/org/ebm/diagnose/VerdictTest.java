package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Evidence.LongChains;
import org.ebm.diagnose.Evidence.Scale;
import org.ebm.diagnose.Evidence.ShortChains;
import org.ebm.diagnose.Verdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data have normal energies of mean 0 and sd 1 (1000 values), so a chain mean of -g is a gap of g. 300 long-run chains, 4000 short-run samples, in
 * two dimensions. The gap's interval is about g +- 1.96 sqrt(1/1000 + 1/300) = g +- 0.13 for small g.
 */
class VerdictTest {
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final float[] DATA = NormalSample.quantiles(1000, 0);
  private static final Scale SCALE = new Scale(0.125, 2, 0.72);
  private static final double BOUND = 0.125 * Math.sqrt(2);

  /** The three models that the bands were set on: gaps at T/2 and T, h, displacement ratio and share, as measured. */
  @ParameterizedTest
  @CsvSource({
    "0,    0.06, 0.01, 1.00, 0.51, convergent",
    "0,    0.06, 0.07, 1.00, 0.35, convergent",
    "0.76, 0.95, 0.89, 0.27, 0.09, non-convergent"
  })
  void of_theCalibrationModels(
      double half, double end, double difference, double ratio, double share, String kind) {
    double moved = share * BOUND;
    Verdict verdict = judge(
        new LongChains(10_000, at(300, half), at(300, end), moved),
        Optional.of(new ShortChains(500, at(4000, end - difference), moved / ratio)));
    assertThat(verdict.kind()).hasToString(kind);
    // the data's sd is 0.06 % below 1
    assertThat(value(verdict, "gap")).isCloseTo(end, within(0.005));
    assertThat(value(verdict, "drift")).isCloseTo(end - half, within(0.005));
    assertThat(value(verdict, "short_long_difference")).isCloseTo(difference, within(0.005));
    assertThat(value(verdict, "displacement_ratio")).isCloseTo(ratio, within(1e-12));
    assertThat(value(verdict, "displacement_share")).isCloseTo(share, within(1e-12));
  }

  @Test
  void of_anOverSaturatedModel_saysWhatWasFoundAndWhatToTry() {
    Verdict verdict = judge(
        new LongChains(10_000, at(300, 0.76), at(300, 0.95), 0.09 * BOUND),
        Optional.of(new ShortChains(500, at(4000, 0.06), 0.09 * BOUND / 0.27)));
    assertThat(verdict.found())
        .startsWith("After 10000 steps of eps 0.125, 300 chains from data lie 0.95 sd below"
            + " the data in mean energy; in the second half the gap rose by 0.19. Short runs as"
            + " in training lie 0.89 sd above the long-run chains")
        .contains("Outside: gap 0.95 (95 % interval 0.8")
        .endsWith("displacement_ratio 0.27 (allowed 0.8 to 1.25).");
    assertThat(verdict.means()).startsWith("The steady state is over-saturated");
    assertThat(verdict.tryNext())
        .contains("objective.maximum_likelihood.steps", "optimizer.sgd", "data.*.noise");
  }

  @Test
  void gap_hasTheIntervalOfTwoMeans() {
    Interval interval = judge(steady(), Optional.empty())
        .measure("gap")
        .flatMap(Measure::interval)
        .orElseThrow();
    // 1.96 sqrt(1/1000 + 1/300) = 0.129; an end of a percentile interval from 2000 resamples has
    // sd 0.06 * 0.066 = 0.004; 4 of them
    assertThat(interval.low()).isCloseTo(-0.129, within(0.016));
    assertThat(interval.high()).isCloseTo(0.129, within(0.016));
  }

  @Test
  void of_aGapAtTheEdge_isInconclusive() {
    // the interval is 0.5 +- 0.13: neither inside the band nor above it
    Verdict verdict = judge(chains(300, 0.5), Optional.empty());
    assertThat(verdict.kind()).isEqualTo(Kind.INCONCLUSIVE);
    assertThat(verdict.measure("gap").orElseThrow().passed()).isFalse();
  }

  @Test
  void of_chainsThatOnlyDiffuse_isCollapsed_whateverTheGap() {
    Verdict verdict =
        judge(new LongChains(10_000, at(300, 2), at(300, 2), 0.9e-3 * BOUND), Optional.empty());
    assertThat(verdict.kind()).isEqualTo(Kind.COLLAPSED);
    assertThat(verdict.tryNext()).contains("step_size");
  }

  @Test
  void of_anUnknownTrainingSampler_isJudgedByTheRest_andSaysSo() {
    Verdict verdict = judge(steady(), Optional.empty());
    assertThat(verdict.kind()).isEqualTo(Kind.CONVERGENT);
    assertThat(verdict.found())
        .contains(
            "not measured (the training sampler is not known)", "displacement_ratio had no say")
        .endsWith("All within their bands.");
    assertThat(verdict.measures())
        .extracting(Measure::name)
        .containsExactly(
            "non_finite", "gap", "drift", "displacement_share", "chains", "chain_steps");
  }

  @Test
  void of_oneChainThatDiverged_isNonConvergent_andNothingIsLeftOut() {
    float[] energies = at(300, 0);
    energies[7] = Float.NaN;
    Verdict verdict =
        judge(new LongChains(10_000, at(300, 0), energies, Double.NaN), Optional.empty());
    assertThat(verdict.kind()).isEqualTo(Kind.NON_CONVERGENT);
    assertThat(verdict.found())
        .startsWith("Not finite after 10000 steps of eps 0.125: 1 of 300 long-run chains, the"
            + " displacement of long-run chains.");
    assertThat(value(verdict, "gap")).isNaN();
    assertThat(value(verdict, "non_finite")).isEqualTo(2);
    assertThat(verdict.measure("gap").flatMap(Measure::interval).orElseThrow().low())
        .isNaN();
  }

  @Test
  void of_infiniteShortRunAndDataEnergies_namesThem() {
    float[] data = DATA.clone();
    data[0] = Float.POSITIVE_INFINITY;
    float[] samples = at(4000, 0);
    samples[1] = Float.NEGATIVE_INFINITY;
    Verdict verdict = Verdict.of(
        new Evidence(
            data, steady(), Optional.of(new ShortChains(500, samples, 0.5 * BOUND)), SCALE),
        KEY);
    assertThat(verdict.kind()).isEqualTo(Kind.NON_CONVERGENT);
    assertThat(verdict.found()).contains("1 of 4000 short-run samples, 1 of 1000 data energies.");
  }

  @Test
  void of_chainsFarAboveTheData_isInconclusive_andSaysAbove() {
    Verdict verdict = judge(chains(300, -3), shortRun(-3, 1));
    assertThat(verdict.kind()).isEqualTo(Kind.INCONCLUSIVE);
    assertThat(verdict.found()).contains("3 sd above the data");
    assertThat(verdict.means()).contains("well above the data");
  }

  @Test
  void of_shortAndLongRunsTogetherBelowTheData_pointsAtLearningNotAtTheSampler() {
    Verdict verdict = judge(chains(300, 1), shortRun(1, 1));
    assertThat(verdict.kind()).isEqualTo(Kind.NON_CONVERGENT);
    assertThat(verdict.means()).contains("below the data");
  }

  @Test
  void of_longRunsBelowShortOnes_isNonConvergent_evenAtTheDataEnergy() {
    Verdict verdict = judge(chains(300, 0), shortRun(-0.6, 1));
    assertThat(verdict.kind()).isEqualTo(Kind.NON_CONVERGENT);
    assertThat(verdict.means()).contains("over-saturated");
  }

  @Test
  void of_longRunsAboveShortOnes_isNonConvergent_andSaysClimb() {
    Verdict verdict = judge(chains(300, 0), shortRun(0.6, 1));
    assertThat(verdict.kind()).isEqualTo(Kind.NON_CONVERGENT);
    assertThat(verdict.found()).contains("Short runs as in training lie 0.6 sd below");
    assertThat(verdict.means()).contains("climb away");
  }

  @Test
  void of_aSmallDisplacementRatio_isInconclusive() {
    assertThat(judge(chains(300, 0), shortRun(0, 0.7)).kind()).isEqualTo(Kind.INCONCLUSIVE);
    assertThat(judge(chains(300, 0), shortRun(0, 1.3)).kind()).isEqualTo(Kind.INCONCLUSIVE);
  }

  @Test
  void of_aWiderDistributionOfShortRunEnergies_isInconclusive() {
    // every second sample at -1, the others at +1: D = P(-1 < z) - 0 = 0.34 at least
    float[] samples = new float[4000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 2 == 0 ? -1 : 1;
    }
    Verdict verdict =
        judge(chains(300, 0), Optional.of(new ShortChains(500, samples, 0.5 * BOUND)));
    assertThat(verdict.kind()).isEqualTo(Kind.INCONCLUSIVE);
    // at 0: 1/2 against 1/2; just below 1: 1/2 against 0.841 (252.4 of 300 values, so 252)
    assertThat(value(verdict, "kolmogorov_smirnov")).isCloseTo(0.341, within(1 / 300.0));
  }

  @Test
  void of_aGapThatGrew_isNonConvergent_unlessByChance() {
    // the chains are at opposite ends of the distribution half way and at the end: the mean change
    // of n of them has standard error 2 / sqrt(n)
    assertThat(judge(drifting(3000), Optional.empty()).means()).contains("still falling");
    // 0.15 against 1.96 * 0.115
    assertThat(judge(drifting(300), Optional.empty()).kind()).isEqualTo(Kind.INCONCLUSIVE);
  }

  @Test
  void of_aGapThatFell_isInconclusive() {
    assertThat(
            judge(new LongChains(10_000, at(300, 0.3), at(300, 0.1), 0.5 * BOUND), Optional.empty())
                .kind())
        .isEqualTo(Kind.INCONCLUSIVE);
  }

  @Test
  void of_tooLittleMeasured_isInconclusive_andSaysHowMuchIsNeeded() {
    // 20 L = 10000 steps; 5 (0.72 / 0.125)^2 = 166
    LongChains brief = new LongChains(9999, at(300, 0), at(300, 0), 0.5 * BOUND);
    assertThat(judge(brief, shortRun(0, 1)).found())
        .endsWith("Outside: chain_steps 9999 (allowed at least 10000).");
    assertThat(judge(brief, Optional.empty()).kind()).isEqualTo(Kind.CONVERGENT);
    Verdict few = judge(chains(199, 0), Optional.empty());
    assertThat(few.kind()).isEqualTo(Kind.INCONCLUSIVE);
    assertThat(few.means()).contains("too little was measured");
  }

  @Test
  void of_chainsFromTwoStartsThatDoNotMeet_isNoMatterOfTheVerdict_butSaid() {
    assertThat(twoStarts(1.04).kind()).isEqualTo(Kind.CONVERGENT);
    Verdict apart = twoStarts(1.06);
    assertThat(apart.kind()).isEqualTo(Kind.CONVERGENT);
    assertThat(apart.measure("r_hat_two_starts").orElseThrow().passed()).isFalse();
    assertThat(apart.found()).contains("R-hat of 1.06").endsWith("All others within their bands.");
  }

  @Test
  void of_theSameEvidenceAndKey_isTheSameVerdict() {
    assertThat(judge(chains(300, 0.3), shortRun(0.3, 1)))
        .isEqualTo(judge(chains(300, 0.3), shortRun(0.3, 1)));
  }

  @Test
  void evidence_ofUnequalChains_isRefused() {
    assertThatThrownBy(() -> new LongChains(10, at(3, 0), at(4, 0), 1))
        .hasMessage("3 chains half way, 4 late, but 4 at the end");
    assertThatThrownBy(() -> new Evidence(new float[1], steady(), Optional.empty(), SCALE))
        .hasMessage("a verdict needs at least two data energies, got 1");
  }

  private static Verdict judge(LongChains longRun, Optional<ShortChains> shortRun) {
    return Verdict.of(new Evidence(DATA, longRun, shortRun, SCALE), KEY);
  }

  private static Verdict twoStarts(double rHat) {
    return Verdict.of(
        new Evidence(DATA, steady(), Optional.empty(), OptionalDouble.of(rHat), SCALE), KEY);
  }

  private static LongChains steady() {
    return chains(300, 0);
  }

  private static LongChains chains(int chains, double gap) {
    return new LongChains(10_000, at(chains, gap), at(chains, gap), 0.5 * BOUND);
  }

  private static LongChains drifting(int chains) {
    float[] end = at(chains, 0.15);
    float[] half = new float[chains];
    for (int i = 0; i < chains; i++) {
      half[i] = end[chains - 1 - i] + 0.15f;
    }
    return new LongChains(10_000, half, end, 0.5 * BOUND);
  }

  private static Optional<ShortChains> shortRun(double gap, double ratio) {
    return Optional.of(new ShortChains(500, at(4000, gap), 0.5 * BOUND / ratio));
  }

  /** Energies whose mean is the gap below the data's. */
  private static float[] at(int n, double gap) {
    return NormalSample.quantiles(n, -gap);
  }

  private static double value(Verdict verdict, String name) {
    return verdict.measure(name).orElseThrow().value();
  }
}
