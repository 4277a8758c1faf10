package org.ebm.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.KindName;
import org.ebm.data.Examples;
import org.ebm.diagnose.LocalScale;
import org.ebm.diagnose.LongRunLength;
import org.ebm.diagnose.Measure;
import org.ebm.diagnose.Moments;
import org.ebm.diagnose.Verdict;
import org.ebm.energy.Network;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.run.DiagnosisRecord.Change;
import org.ebm.sampler.Langevin;
import org.ebm.train.Constant;
import org.ebm.train.TrainConfig;

/**
 * What to learn otherwise after a verdict that is not convergent: keys of the training's configuration and their new values, computed from what was measured, as {@link Recipe}
 * would have chosen them. Of maximum likelihood by Langevin chains; nothing is known of other ways.
 */
public final class Remedy {
  private static final String OBJECTIVE = "objective.maximum_likelihood.";
  /** An eps within this factor of what is suggested is not what is wrong. */
  private static final double NEAR = 1.4;
  /** By how much a learning rate is lowered. */
  private static final double FACTOR = 3;
  /** Of a rate at the end, where it has to fall first. */
  private static final double FLOOR = 0.02;

  private static final int MOST_COORDINATES = 100;
  private static final int EXAMPLES = 5000;
  private static final RandomKey KEY = RandomKey.ofSeed(0).fold("remedy");

  private final TrainConfig learned;
  private final MaximumLikelihood objective;
  private final Langevin sampler;
  private final Network network;
  private final Examples data;

  private Remedy(
      TrainConfig learned,
      MaximumLikelihood objective,
      Langevin sampler,
      Network network,
      Examples data) {
    this.learned = learned;
    this.objective = objective;
    this.sampler = sampler;
    this.network = network;
    this.data = data;
  }

  /**
   * Computes them; empty if the verdict is convergent, or nothing follows from what was measured.
   *
   * @param data what the model is compared with
   */
  public static List<Change> of(TrainConfig learned, Verdict verdict, Examples data) {
    if (verdict.kind() != Verdict.Kind.CONVERGENT
        && learned.objective() instanceof MaximumLikelihood objective
        && objective.sampler() instanceof Langevin sampler
        && learned.energy() instanceof Network network) {
      return new Remedy(learned, objective, sampler, network, data).changes(verdict);
    }
    return List.of();
  }

  private List<Change> changes(Verdict verdict) {
    boolean lost =
        verdict.measure("non_finite").filter(found -> !found.passed()).isPresent();
    if (lost) {
      return finer().orElseGet(() -> List.of(slower("chains left the numbers")));
    }
    if (verdict.kind() == Verdict.Kind.COLLAPSED) {
      return coarser().orElse(List.of());
    }
    if (isAbove(verdict, "short_long_difference")
        || isAbove(verdict, "gap")
        || isAbove(verdict, "drift")) {
      return coarser().orElseGet(() -> saturated(verdict));
    }
    if (isBelow(verdict, "short_long_difference")) {
      return List.of(slower("chains climb away from where training saw them"));
    }
    if (isBelow(verdict, "gap")) {
      return finer().orElseGet(() -> List.of(longer("chains still lie above the data in energy")));
    }
    return List.of();
  }

  /** Where eps is longer than it may be. */
  private Optional<List<Change>> finer() {
    return suggested().filter(eps -> sampler.stepSize() > NEAR * eps).map(this::step);
  }

  /** Where it could be longer. */
  private Optional<List<Change>> coarser() {
    return suggested().filter(eps -> eps > NEAR * sampler.stepSize()).map(this::step);
  }

  /** Long chains end below the data: training's are too short to have seen that, or, if they end there too, learning was not over. */
  private List<Change> saturated(Verdict verdict) {
    boolean shortAgree = verdict
        .measure("short_long_difference")
        .filter(difference -> difference.passed() && !isAbove(verdict, "drift"))
        .isPresent();
    return shortAgree ? settled() : List.of(chainSteps());
  }

  private List<Change> settled() {
    List<Change> changes = new ArrayList<>();
    if (learned.schedule() instanceof Constant) {
      double rate = learned.optimizer().learningRate();
      String decay = String.format(
          Locale.ROOT, "%.6f", Math.pow(FLOOR, 1.0 / learned.training().steps()));
      changes.add(
          new Change(
              "schedule",
              "{exponential: {decay: " + decay + ", floor: " + Plan.number(FLOOR * rate) + "}}",
              "constant",
              "training's chains and long ones agree, and both lie below the data: a rate that falls lets the two balance"));
    } else {
      changes.add(longer("training's chains and long ones agree, and both lie below the data"));
    }
    return changes;
  }

  /** Chains of noise have to come to the data and cross them in one update; those of a bank go on. */
  private Change chainSteps() {
    int steps = objective.steps();
    if (objective.init().keepsChains()) {
      return new Change(
          OBJECTIVE + "steps",
          String.valueOf(2 * steps),
          String.valueOf(steps),
          "long chains end where training's do not come in " + Counted.of(steps, "step")
              + " an update; twice as many see more of it");
    }
    double sd = Moments.largestSd(standard(EXAMPLES));
    long crossing = LongRunLength.needed(0, sd, sampler.stepSize());
    return new Change(
        OBJECTIVE + "steps",
        String.valueOf(Math.max(2L * steps, crossing)),
        String.valueOf(steps),
        String.format(
            Locale.ROOT,
            "chains begin anew in each update, and crossing data of sd %.2g at eps %.2g takes 5 (sd / eps)^2 = %d steps; a bank goes on instead: --set '%sinit={persistent: {fill: data, chains: %d}}'",
            sd,
            sampler.stepSize(),
            crossing,
            OBJECTIVE,
            10 * learned.training().batch()));
  }

  private Change slower(String because) {
    String kind = KindName.of(learned.optimizer().getClass());
    double rate = learned.optimizer().learningRate();
    return new Change(
        "optimizer." + kind + ".learning_rate",
        Plan.number(rate / FACTOR),
        Plan.number(rate),
        because);
  }

  private Change longer(String because) {
    int steps = learned.training().steps();
    return new Change("training.steps", String.valueOf(2 * steps), String.valueOf(steps), because);
  }

  private List<Change> step(double eps) {
    String was = Plan.number(sampler.stepSize());
    String because = String.format(
        Locale.ROOT,
        "%.2g of the data's local sd along their most constrained direction",
        Recipe.STEP);
    return List.of(
        new Change(OBJECTIVE + "sampler.langevin.step_size", Plan.number(eps), was, because),
        new Change(
            "energy.network.temperature",
            Plan.number(eps * eps / 2),
            Plan.number(network.temperature()),
            "eps^2 / 2"));
  }

  /** eps that {@code ebm suggest} would take for points, in the units of chains; pictures have no width of their own to measure. */
  private Optional<Double> suggested() {
    boolean points = data.space().isOfRealPoints() && data.shape().elements() <= MOST_COORDINATES;
    return points
        ? Optional.of(
                LocalScale.of(standard(EXAMPLES), KEY.fold("scale")).narrowest() * Recipe.STEP)
            .filter(eps -> eps > 0)
        : Optional.empty();
  }

  private FloatArray standard(int most) {
    int n = (int) Math.min(most, data.size().orElse(most));
    FloatArray batch = data.drawDifferent(n, KEY.fold("data")).examples();
    return network.units().map(units -> units.toStandard(batch)).orElse(batch);
  }

  private static boolean isAbove(Verdict verdict, String name) {
    return verdict.measure(name).filter(Measure::isAbove).isPresent();
  }

  private static boolean isBelow(Verdict verdict, String name) {
    return verdict.measure(name).filter(Measure::isBelow).isPresent();
  }
}
