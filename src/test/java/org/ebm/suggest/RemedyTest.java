package org.ebm.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.ebm.Configs;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.diagnose.Evidence;
import org.ebm.diagnose.Evidence.LongChains;
import org.ebm.diagnose.Evidence.Scale;
import org.ebm.diagnose.Evidence.ShortChains;
import org.ebm.diagnose.Verdict;
import org.ebm.run.DiagnosisRecord.Change;
import org.ebm.train.TrainConfig;
import org.junit.jupiter.api.Test;

/** Energies are made up; the data are eight Gaussians of sd .15 on a ring of radius 1, whose coordinates have an sd of sqrt(1/2 + .15^2) = .723. */
class RemedyTest {
  private static final RandomKey KEY = RandomKey.ofSeed(4);

  private static TrainConfig learned(String... changes) {
    String yaml = Configs.PLANE.replace("groups: 4", "groups: 8");
    ConfigTree tree = ConfigTree.parse(yaml, "test");
    for (String change : changes) {
      tree = tree.with(change, "test");
    }
    return tree.withLatestKinds(TrainConfig.class).bind(TrainConfig.class);
  }

  private static float[] energies(double mean) {
    float[] energies = new float[1000];
    var random = KEY.fold((long) (1000 * mean)).generator();
    for (int i = 0; i < energies.length; i++) {
      energies[i] = (float) (mean + 3.4 * (random.nextDouble() - 0.5));
    }
    return energies;
  }

  /** Mean energies of data, in sd of about 1: of chains half way, at the end, and as in training. */
  private static Verdict verdict(double half, double end, double training) {
    return Verdict.of(
        new Evidence(
            energies(0),
            new LongChains(20_000, energies(half), energies(end), 0.05),
            Optional.of(new ShortChains(5, energies(training), 0.05)),
            new Scale(0.1, 2, 0.72)),
        KEY);
  }

  private static List<Change> changes(TrainConfig learned, Verdict verdict) {
    return Remedy.of(learned, verdict, learned.data().open());
  }

  @Test
  void chainsThatBeginInNoise_getTheStepsThatCrossTheData() {
    TrainConfig learned = learned("objective.maximum_likelihood.init=uniform");
    List<Change> changes = changes(learned, verdict(-3, -3, 0));
    assertThat(changes)
        .extracting(Change::key)
        .containsExactly("objective.maximum_likelihood.steps");
    // 5 (.723 / .1)^2 = 261, of a sample of 5000
    assertThat(Integer.parseInt(changes.get(0).value())).isBetween(250, 272);
    assertThat(changes.get(0).was()).isEqualTo("5");
  }

  @Test
  void aBank_getsTwiceTheSteps() {
    assertThat(changes(learned(), verdict(-3, -3, 0)))
        .extracting(Change::key, Change::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("objective.maximum_likelihood.steps", "10"));
  }

  @Test
  void whereTrainingsChainsAreBelowTheDataToo_theRateHasToFall() {
    List<Change> changes = changes(learned(), verdict(-3, -3, -3));
    assertThat(changes).extracting(Change::key).containsExactly("schedule");
    assertThat(learned("schedule=" + changes.get(0).value()).schedule().rate(0.01, 4, 4))
        .isBetween(0.0002, 0.0006);
  }

  /** Chains above the data, at an eps twice as long as the modes are wide: .7 of .15, or less where the quarter of places that looks narrowest begins, and the temperature that goes with it. */
  @Test
  void aStepThatIsTooLong_isMeasuredAnew() {
    TrainConfig learned = learned("objective.maximum_likelihood.sampler.langevin.step_size=0.3");
    List<Change> changes = changes(learned, verdict(3, 3, 3));
    assertThat(changes)
        .extracting(Change::key)
        .containsExactly(
            "objective.maximum_likelihood.sampler.langevin.step_size",
            "energy.network.temperature");
    double eps = Double.parseDouble(changes.get(0).value());
    assertThat(eps).isBetween(0.075, 0.125);
    assertThat(Double.parseDouble(changes.get(1).value()))
        .isBetween(0.45 * eps * eps, 0.55 * eps * eps);
  }

  @Test
  void aStepThatIsRight_isLeft_andLearningGoesOn() {
    assertThat(changes(learned(), verdict(3, 3, 3)))
        .extracting(Change::key, Change::value)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("training.steps", "8"));
  }

  @Test
  void ofAConvergentModel_nothing() {
    assertThat(changes(learned(), verdict(0, 0, 0))).isEmpty();
  }
}
