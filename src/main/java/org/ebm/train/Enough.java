package org.ebm.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Units;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.diagnose.Density;
import org.ebm.diagnose.Evidence;
import org.ebm.diagnose.Evidence.LongChains;
import org.ebm.diagnose.Evidence.Scale;
import org.ebm.diagnose.FitEvidence;
import org.ebm.diagnose.FitEvidence.Chains;
import org.ebm.diagnose.FitEvidence.Sample;
import org.ebm.diagnose.Measure;
import org.ebm.diagnose.Moments;
import org.ebm.diagnose.Verdict;
import org.ebm.sampler.DataStart;

/**
 * Whether a probe shows that enough was learned: by the rules of {@code ebm diagnose}, on the probe's chains, which are fewer and shorter, have no second start and are not
 * Metropolis-adjusted. So a diagnosis can still find otherwise.
 */
final class Enough {
  private static final int CHAINS = 200;
  private static final int STEPS = 2000;
  private static final int EXAMPLES = 2000;

  private final Until until;
  private final Probe probe;
  private final Examples held;
  /** Whether nothing was learned from those. */
  private final boolean heldOut;

  private final LongRunProbe chains;
  private final Optional<Units> units;

  /** @param chains that are judged */
  Enough(TrainConfig config, Examples data, LongRunProbe chains) {
    this.until = config.training().until();
    this.probe = config.probe().orElseThrow();
    Optional<Dataset> apart = config.data().heldOut();
    this.held = apart.map(Dataset::open).orElse(data);
    this.heldOut = apart.isPresent();
    this.chains = chains;
    this.units = config.energy().units();
  }

  /** What keeps a configuration from being judged. */
  static List<Problem> problems(Until until, Optional<Probe> probe) {
    List<Problem> problems = new ArrayList<>();
    if (until == Until.BUDGET) {
      return problems;
    }
    if (probe.isEmpty()) {
      problems.add(
          new Problem(
              "training.until",
              "needs a probe to judge by, and there is none; add one: probe: {every: 500, chains: 1000, steps: 2000, sampler: ...}"));
      return problems;
    }
    Probe by = probe.get();
    if (!(by.init() instanceof DataStart) || by.annealing().isPresent()) {
      problems.add(new Problem(
          "probe.init",
          "must be data, without annealing, where training.until is judged by the probe: whether chains stay at the data's energies is the question; got "
              + KindName.of(by.init().getClass())));
    }
    if (by.chains() < CHAINS) {
      problems.add(new Problem(
          "probe.chains",
          "must be at least " + CHAINS
              + " where training.until is judged by the probe, as in ebm diagnose, got "
              + by.chains()));
    }
    if (by.steps() < STEPS) {
      problems.add(new Problem(
          "probe.steps",
          "must be at least " + STEPS + " where training.until is judged by the probe, got "
              + by.steps()));
    }
    if (!by.sampler().followsGradients()) {
      problems.add(new Problem(
          "training.until",
          "is judged by chains that follow gradients, got probe.sampler "
              + KindName.of(by.sampler().getClass()) + "; choose budget, and run ebm diagnose"));
    }
    return problems;
  }

  /** What was found, as a line, if it is enough; empty if not, or if nothing ends this training but its budget. */
  Optional<String> found(List<FloatArray> parameters, LongRunProbe.Result result, RandomKey key) {
    FloatArray examples = held.drawDifferent(
            (int) Math.min(EXAMPLES, held.size().orElse(EXAMPLES)), key.fold("held"))
        .examples();
    Sample data = new Sample(examples, chains.energies(parameters, examples));
    float[] half = chains.energies(parameters, result.half());
    Verdict verdict = Verdict.of(evidence(data, half, result, key), key.fold("verdict"));
    if (verdict.kind() != Verdict.Kind.CONVERGENT) {
      return Optional.empty();
    }
    if (until == Until.CONVERGENT) {
      return Optional.of(by(verdict) + judgedOn());
    }
    Density density = Density.of(fit(data, half, result), probe.steps(), key.fold("density"));
    return density.word() == Density.Word.AGREES
        ? Optional.of(by(verdict) + "; density agrees: " + density.because() + judgedOn())
        : Optional.empty();
  }

  private String judgedOn() {
    return heldOut
        ? ""
        : "; of data that were learned, as none are held out: data.hold_out keeps some back";
  }

  private static String by(Verdict verdict) {
    return "convergent by its probe: "
        + Stream.of("gap", "drift")
            .flatMap(name -> verdict.measure(name).stream())
            .map(Measure::toString)
            .collect(Collectors.joining(", "));
  }

  private Evidence evidence(Sample data, float[] half, LongRunProbe.Result result, RandomKey key) {
    FloatArray batch = held.batch(EXAMPLES, key.fold("scale"));
    FloatArray standard = units.map(known -> known.toStandard(batch)).orElse(batch);
    return new Evidence(
        data.energies(),
        new LongChains(probe.steps(), half, result.end().energy().values(), result.displacement()),
        Optional.empty(),
        new Scale(
            probe.sampler().stepSize(), held.shape().elements(), Moments.largestSd(standard)));
  }

  private static FitEvidence fit(Sample data, float[] half, LongRunProbe.Result result) {
    Sample ends = new Sample(result.end().position(), result.end().energy().values());
    return new FitEvidence(
        data,
        data.position().slice(0, 0),
        new Chains(result.half(), half, ends, 1, OptionalDouble.empty()),
        Optional.empty(),
        Optional.empty());
  }
}
