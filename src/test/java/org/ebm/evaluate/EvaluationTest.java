package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static Torch torch;

  @BeforeAll
  static void start() {
    torch = Torch.open("cpu", 2);
  }

  @AfterAll
  static void stop() {
    torch.close();
  }

  private static EvalConfig config(String... lines) {
    return ConfigTree.parse(
            "seed: 5\ndraws: 2000\npair_draws: 300\n" + String.join("\n", lines), "test")
        .bind(EvalConfig.class);
  }

  private static Findings measure(String... lines) {
    try (Evaluation evaluation = Evaluation.open(config(lines), torch)) {
      return evaluation.measure(Optional.empty(), Optional.empty(), Progress.none());
    }
  }

  private static double number(Findings findings, String name) {
    return ((Number) Objects.requireNonNull(findings.values().get(name), name)).doubleValue();
  }

  /**
   * q = N(0, 0.5^2 I) against p = N(0, I): log Z = log 2 pi, H(p) = log 2 pi e, KL(q || p) = 2 (log 2 + 1/8 - 1/2) = 0.63629, KL(p || q) = 2 (-log 2 + 2 -
   * 1/2) = 1.61371, E_q U = 1/4; with p's one mode in its place no re-weighting helps. The grid's cells are 0.07 wide: a hundredth of that is allowed.
   */
  @Test
  void gridGivesTheClosedFormsOfTwoNormalLaws() {
    Findings found = measure(
        "energy: {gaussian: {sd: [1, 1]}}",
        "data: {gaussian_mixture: {means: [[0, 0]], sd: 0.5}}",
        "box: [-7, 7, -7, 7]",
        "grid: 200");
    assertThat(number(found, "log_z")).isCloseTo(Math.log(2 * Math.PI), offset(1e-6));
    assertThat(number(found, "entropy")).isCloseTo(Math.log(2 * Math.PI * Math.E), offset(1e-6));
    assertThat(number(found, "kl")).isCloseTo(2 * (Math.log(2) + 0.125 - 0.5), offset(1e-3));
    assertThat(number(found, "kl_reverse")).isCloseTo(2 * (1.5 - Math.log(2)), offset(1e-3));
    assertThat(number(found, "kl_reweighted")).isCloseTo(number(found, "kl"), offset(1e-9));
    assertThat(number(found, "log_z_change")).isCloseTo(0, offset(1e-6));
    assertThat(found.values()).containsEntry("modes_covered", 1);
    // sd of U under q is 1/4: its mean over 2000 draws has standard error 0.0056
    assertThat(number(found, "energy_data")).isCloseTo(0.25, offset(4 * 0.0056));
    assertThat(number(found, "log_likelihood_per_dimension"))
        .isCloseTo((-0.25 - Math.log(2 * Math.PI)) / 2, offset(2 * 0.0056));
    assertThat(found.warnings()).isEmpty();
  }

  /** p = q: every distance is 0 but for what finite samples have. */
  @Test
  void theTrueEnergyIsFoundPerfect() {
    Findings found =
        measure("energy: {gaussian_mixture: {groups: 8}}", "data: {gaussian_mixture: {groups: 8}}");
    assertThat(number(found, "kl")).isCloseTo(0, offset(1e-5));
    assertThat(number(found, "total_variation")).isCloseTo(0, offset(1e-4));
    assertThat(found.values()).containsEntry("modes_covered", 8);
    assertThat((List<?>) found.values().get("mode_weights")).hasSize(8);
    // entropy of the data is 1.09323 nats, U has sd 0.92: standard error 0.0103 a dimension
    assertThat(number(found, "log_likelihood_per_dimension"))
        .isCloseTo(-1.09323 / 2, offset(4 * 0.0103));
    assertThat(number(found, "mmd_p_value")).isGreaterThan(0.05);
    assertThat(number(found, "sliced_wasserstein"))
        .isLessThan(3 * number(found, "sliced_wasserstein_data"));
    assertThat(found.warnings()).isEmpty();
  }

  /** log Z = log 2 pi from both sides; the reference is the data's, half as wide. */
  @Test
  void annealingAgreesWithTheGrid() {
    Findings found = measure(
        "energy: {gaussian: {sd: [1, 1]}}",
        "data: {gaussian_mixture: {means: [[0, 0]], sd: 0.8}}",
        "box: [-7, 7, -7, 7]",
        "grid: 200",
        "ais: {levels: 50, chains: 500}");
    for (String side : List.of("low", "up")) {
      assertThat(number(found, "log_z_" + side + "_se")).isLessThan(0.02);
      assertThat(number(found, "log_z_" + side))
          .isCloseTo(number(found, "log_z"), offset(4 * number(found, "log_z_" + side + "_se")));
    }
    assertThat(found.values()).containsEntry("log_z_up_from_exact_samples", true);
    // 3 passes of 50 levels, 500 chains, 5 + 2 evaluations
    assertThat(number(found, "ais_gradients")).isEqualTo(525_000);
    assertThat(found.warnings()).isEmpty();
  }

  @Test
  void withoutExactSamplesTheUpperBoundIsCalledVoid() {
    Findings found = measure(
        "energy: {gaussian: {sd: [1, 2, 3]}}",
        "ais: {levels: 20, chains: 50, settle_steps: 20, reference_sd: 2}");
    assertThat(found.values()).containsEntry("log_z_up_from_exact_samples", false);
    assertThat(found.values()).doesNotContainKeys("kl", "mmd_squared", "energy_data");
    assertThat(found.warnings()).anyMatch(line -> line.contains("it is no bound"));
  }

  @Test
  void aBoxThatCutsTheDensityOffIsReported() {
    Findings found = measure("energy: {gaussian: {sd: [1, 1]}}", "box: [-1, 1, -1, 1]", "grid: 50");
    assertThat(found.warnings()).anyMatch(line -> line.contains("box cuts the density off"));
  }

  @Test
  void annealingTooFastIsReported() {
    Findings found = measure(
        "energy: {gaussian: {sd: [0.01, 0.01, 0.01]}}",
        "ais: {levels: 2, chains: 20, settle_steps: 1, reference_sd: 5}");
    assertThat(found.warnings()).anyMatch(line -> line.contains("raise ais.levels"));
  }

  @Test
  void configurationsThatCannotBeMeasuredAreRefused() {
    assertThatThrownBy(() ->
            config("energy: {gaussian: {sd: [1, 1, 1]}}", "data: rings", "box: [1, -1, 0, 1]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must have the shape of the energy, 3, got 2")
        .hasMessageContaining("min < max, got [1.0, -1.0, 0.0, 1.0]");
    assertThatThrownBy(() -> config("energy: {gaussian: {sd: [1, 1]}}", "ais: {}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("without data the reference needs a standard deviation");
  }
}
