package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.data.Examples;
import org.ebm.data.Glyphs;
import org.ebm.files.Csv;
import org.ebm.objective.Metric;
import org.ebm.objective.Negatives;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.UniformStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each sign, given by a row that follows healthy ones, and not by rows just below its limit. */
class GuardTest {
  private static final int WINDOW = 20;
  private static final List<Metric> METRICS = List.of(
      new Metric("energy_gap", Metric.Role.GAP),
      new Metric("energy_data", Metric.Role.LEVEL),
      new Metric("energy_model", Metric.Role.LEVEL),
      new Metric("gradient_norm", Metric.Role.GRADIENT_NORM),
      new Metric("displacement", Metric.Role.DISPLACEMENT));
  private static final List<String> COLUMNS = Metric.names(METRICS);
  /** Displacement 0.1 is healthy; 10 times 0.3 is not, nor is less than 0.001. */
  private static final ChainScale SCALE = new ChainScale(0.3, 0.001);

  @TempDir
  Path folder;

  private final List<double[]> seen = new ArrayList<>();
  private Guard guard;

  @BeforeEach
  void open() {
    guard = new Guard(new Stop(WINDOW, 10), METRICS, Optional.of(SCALE));
  }

  /** Energies within 2, the gap's sign in turns, a gradient of 2. */
  private static double[] healthy(int update) {
    double gap = update % 2 == 0 ? 1 : -1;
    return new double[] {gap, 5 + gap / 2, 5 - gap / 2, 2, 0.1};
  }

  /** A healthy row with one number replaced. */
  private static double[] with(String column, double value) {
    double[] row = healthy(0);
    row[COLUMNS.indexOf(column)] = value;
    return row;
  }

  private Optional<Symptom> judge(double[] row) {
    seen.add(row);
    return guard.judge(row);
  }

  private void afterHealthy(int updates) {
    for (int i = 0; i < updates; i++) {
      assertThat(judge(healthy(i))).isEmpty();
    }
  }

  private void assertSign(String name, double limit, double[] row) {
    assertThat(judge(row)).hasValueSatisfying(sign -> {
      assertThat(sign.name()).isEqualTo(name);
      assertThat(sign.limit()).isEqualTo(limit);
    });
  }

  @Test
  void chainsThatRunAway_areSeenFromTheFirstUpdateOn() {
    assertThat(judge(with("displacement", 2.9))).isEmpty();
    assertSign("displacement", 3, with("displacement", 3.1));
  }

  @Test
  void aNumberThatIsNone_isSeenFromTheFirstUpdateOn() {
    assertThat(judge(with("energy_model", Double.NaN)))
        .hasValueSatisfying(sign -> assertThat(sign.text()).isEqualTo("energy_model is NaN"));
  }

  @Test
  void aSteepGradient_isASign_atFirstOnlyIfChainsMoveFarToo() {
    afterHealthy(3);
    assertThat(judge(with("gradient_norm", 21))).isEmpty();
    double[] far = with("gradient_norm", 211);
    far[COLUMNS.indexOf("displacement")] = 0.31;
    assertSign("gradient_norm", 210, far);
  }

  @Test
  void afterAWholeWindow_everyMetricThatLeavesItsRangeIsASign() {
    afterHealthy(WINDOW);
    // between 4.5 and 5.5: ten times the range of 1 above or below
    assertSign("gradient_norm", 20, with("gradient_norm", 20.1));
    open();
    afterHealthy(WINDOW);
    assertSign("energy_gap", 10, with("energy_gap", -10.1));
    open();
    afterHealthy(WINDOW);
    assertThat(judge(with("energy_data", 15.4))).isEmpty();
    open();
    afterHealthy(WINDOW);
    assertSign("energy_data", 10, with("energy_data", 15.6));
    open();
    afterHealthy(WINDOW);
    assertSign("energy_model", 10, with("energy_model", -5.6));
  }

  /** The gradient rises by 13 % an update, from 2 to 20 in 20 updates, while data stay lower than samples. */
  @Test
  void aRunOfExpansion_isASign_whereTheGradientRoseAndChainsMoveFar() {
    assertThat(rises(-1, 0.2)).isEmpty();
    open();
    assertThat(rises(1, 0.4)).isEmpty();
    open();
    assertThat(rises(-1, 0.4)).hasValueSatisfying(sign -> {
      assertThat(sign.name()).isEqualTo("expansion");
      assertThat(sign.value()).isGreaterThan(20);
    });
  }

  private Optional<Symptom> rises(double gap, double displacement) {
    Optional<Symptom> sign = Optional.empty();
    for (int i = 0; i < WINDOW + 2 && sign.isEmpty(); i++) {
      sign = judge(new double[] {gap, 5, 5 - gap, 2 * Math.pow(1.13, i), displacement});
    }
    return sign;
  }

  @Test
  void aCollapse_isAWindowOfStillness_afterThereWasMovement() {
    for (int i = 0; i < 2 * WINDOW; i++) {
      assertThat(judge(with("displacement", 0))).as("never moved").isEmpty();
    }
    afterHealthy(1);
    for (int i = 0; i < WINDOW - 1; i++) {
      assertThat(judge(with("displacement", 0.0009))).isEmpty();
    }
    assertSign("collapse", 0.001, with("displacement", 0.0009));
  }

  @Test
  void aLoss_isWatchedLikeAnEnergy_whereThereAreNoChains() {
    Guard losses = new Guard(
        new Stop(WINDOW, 10), List.of(new Metric("loss", Metric.Role.LEVEL)), Optional.empty());
    for (int i = 0; i < WINDOW; i++) {
      assertThat(losses.judge(new double[] {i % 2})).isEmpty();
    }
    assertThat(losses.judge(new double[] {10.9})).isEmpty();
    assertThat(losses.judge(new double[] {121})).isPresent();
  }

  @Test
  void rowsReadAgain_areJudgedAlike() throws IOException {
    afterHealthy(WINDOW);
    Guard again = replayed(0);
    double[] far = with("energy_gap", 10.1);
    assertThat(again.judge(far)).isEqualTo(judge(far)).isPresent();
  }

  /** Two rows short of the expansion that is a sign. */
  @Test
  void afterARollback_whatLastsCountsAnew() throws IOException {
    List<double[]> rising = new ArrayList<>();
    for (int i = 0; i < 2 * WINDOW; i++) {
      rising.add(new double[] {-1, 5, 6, 2 * Math.pow(1.13, i), 0.4});
    }
    rising.subList(0, WINDOW - 1).forEach(row -> assertThat(judge(row)).isEmpty());
    Guard goesOn = replayed(0);
    Guard wentBack = replayed(WINDOW - 1);
    assertThat(goesOn.judge(rising.get(WINDOW - 1)).or(() -> goesOn.judge(rising.get(WINDOW))))
        .isPresent();
    rising
        .subList(WINDOW - 1, 2 * WINDOW - 2)
        .forEach(row -> assertThat(wentBack.judge(row)).isEmpty());
  }

  private Guard replayed(long back) throws IOException {
    StringBuilder text = new StringBuilder("step," + String.join(",", COLUMNS) + "\n");
    for (int i = 0; i < seen.size(); i++) {
      text.append(i + 1);
      for (double value : seen.get(i)) {
        text.append(',').append(value);
      }
      text.append('\n');
    }
    Guard again = new Guard(new Stop(WINDOW, 10), METRICS, Optional.of(SCALE));
    again.replay(Csv.read(Files.writeString(folder.resolve("metrics.csv"), text)), back);
    return again;
  }

  /** The first update of a steep network on clipped chains is no divergence; the same step of chains that nothing holds is. */
  @Test
  void clippedChainsCannotRunAway() {
    Examples glyphs = new Glyphs(8, 10, 300, 0, 0).open();
    for (boolean clipped : new boolean[] {true, false}) {
      Optional<List<Double>> box = Optional.of(List.of(-1.0, 1.0)).filter(any -> clipped);
      Negatives chains = new Negatives(
          new Langevin(0.01, 1, true, box, Optional.empty(), false), 40, new UniformStart(1));
      guard = new Guard(
          new Stop(WINDOW, 10),
          METRICS,
          Optional.of(ChainScale.of(chains, glyphs, Optional.empty())));
      assertThat(judge(with("displacement", 600)).isEmpty())
          .as("clipped %s", clipped)
          .isEqualTo(clipped);
    }
  }
}
