package org.ebm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.KindName;
import org.ebm.data.Examples;
import org.ebm.diagnose.ChainTime;
import org.ebm.diagnose.Convergence;
import org.ebm.diagnose.Density;
import org.ebm.diagnose.EnergyHistogram;
import org.ebm.diagnose.Evidence;
import org.ebm.diagnose.Evidence.LongChains;
import org.ebm.diagnose.Evidence.Scale;
import org.ebm.diagnose.Evidence.ShortChains;
import org.ebm.diagnose.FitEvidence;
import org.ebm.diagnose.FitEvidence.Sample;
import org.ebm.diagnose.Moments;
import org.ebm.diagnose.Verdict;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.run.DiagnosisRecord.Change;
import org.ebm.run.Progress;
import org.ebm.sample.LadderFindings;
import org.ebm.sample.SampleRun;
import org.ebm.sample.StartStates;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Starts;
import org.ebm.sampler.Transition;
import org.ebm.torch.Torch;

/**
 * What long chains, data and training's own short chains say together about an energy.
 *
 * @param verdict about the chains, by the rules of {@link Verdict}
 * @param density about the fit, by the rules of {@link Density}
 * @param energies of data and of adjusted chains, for a picture
 * @param observations numbers that no rule uses
 * @param chainTime chains from training's start over chain time, if these are known
 * @param data what the held-out data were, in words
 * @param changes what to learn otherwise
 */
public record Diagnosis(
    Verdict verdict,
    Density density,
    Optional<EnergyHistogram> energies,
    List<Observation> observations,
    Optional<ChainTime> chainTime,
    String data,
    List<Change> changes) {
  public Diagnosis {
    observations = List.copyOf(observations);
    changes = List.copyOf(changes);
  }

  /** This one, with advice. */
  public Diagnosis with(List<Change> advised) {
    return new Diagnosis(verdict, density, energies, observations, chainTime, data, advised);
  }

  /**
   * Long chains of one sampler.
   *
   * @param fromData started from data
   * @param adjusted Metropolis-adjusted steps from their ends; empty if those are not finite
   * @param adjustedStepSize eps of those steps, found by a warm-up on these chains
   * @param second started elsewhere, if that was asked for
   * @param adjustedSecond the same from their ends
   * @param ladders how those adjusted steps from data, and from the second start, ended if they were on ladders
   * @param overdispersed started near and far, if that was asked for
   */
  public record Chains(
      SampleRun fromData,
      Optional<SampleRun> adjusted,
      OptionalDouble adjustedStepSize,
      Optional<SampleRun> second,
      Optional<SampleRun> adjustedSecond,
      List<LadderFindings> ladders,
      Optional<SampleRun> overdispersed) {}

  /**
   * Measures and judges.
   *
   * @param metrics metrics.csv of the training run; need not be there
   * @param stop asked in what takes long; true: empty
   */
  public static Optional<Diagnosis> of(
      DiagnosisConfig.Opened opened,
      Chains chains,
      Path metrics,
      Torch torch,
      Progress progress,
      BooleanSupplier stop) {
    try (Measuring measuring = new Measuring(opened, chains, torch, progress, stop)) {
      return Optional.of(measuring.diagnosis(metrics));
    } catch (Stopped e) {
      return Optional.empty();
    }
  }

  /** The measuring was asked to stop. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /** The open programs of one diagnosis. */
  private static final class Measuring implements AutoCloseable {
    private final DiagnosisConfig config;
    private final Torch torch;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final Potential energy;
    private final SampleRun longRun;
    private final Optional<SampleRun> second;
    private final Chains chains;
    private final Examples data;
    private final RandomKey key;
    private final List<FloatArray> parameters;
    private final Kernel kernel;
    /** In float32: bfloat16 energies are coarse at a low temperature. */
    private final Kernel field;

    private final Optional<Crossing> crossing;

    Measuring(
        DiagnosisConfig.Opened opened,
        Chains chains,
        Torch torch,
        Progress progress,
        BooleanSupplier stop) {
      this.config = opened.config();
      this.torch = torch;
      this.progress = progress;
      this.stop = stop;
      this.longRun = chains.fromData();
      this.second = chains.second();
      this.chains = chains;
      this.data = opened.data();
      this.key = RandomKey.ofSeed(this.longRun.config().seed().orElseThrow()).fold("diagnosis");
      this.parameters = List.of();
      this.energy = opened.energy();
      this.kernel = Kernel.open(energy, config.sampler(), asTheLongChains().compute(torch));
      this.field = Kernel.open(energy, config.sampler(), new Compute(torch, Precision.FLOAT32));
      this.crossing = chains.adjustedStepSize().isPresent() && config.sampler().followsGradients()
          ? Crossing.open(
              energy,
              data,
              chains.adjustedStepSize().getAsDouble(),
              ExactStatements.inLargeBlocks(config, energy, torch),
              key.fold("crossing"))
          : Optional.empty();
    }

    /** Short chains are compared with long ones, so they have the same precision unless another is named. */
    private Resources asTheLongChains() {
      return config.runtime().decidedAs(longRun.config().runtime());
    }

    Diagnosis diagnosis(Path metrics) {
      Sampler sampler = config.sampler();
      ChainState atData = field.init(
          parameters, data.drawDifferent(examples(), key.fold("data")).examples());
      Evidence evidence = new Evidence(
          atData.energy().values(),
          longChains(),
          config.shortRun().map(this::shortChains),
          rHatOfTwoStarts(),
          new Scale(
              config.stride(),
              config.energy().shape().elements(),
              DataScale.largestSd(data, energy.units()),
              !sampler.followsGradients()));
      FitMeasuring fit = new FitMeasuring(
          config,
          chains,
          position -> field.init(parameters, position).energy().values(),
          new Sample(atData.position(), atData.energy().values()),
          data,
          crossing,
          key.fold("fit"));
      Optional<FitEvidence> fitted = fit.evidence();
      List<Observation> observations = new ArrayList<>(new LongRunTrace(longRun).observations());
      observations.addAll(fit.observations(fitted));
      if (config.exact()
          && chains.adjusted().isPresent()
          && chains.adjustedStepSize().isPresent()) {
        double eps = chains.adjustedStepSize().getAsDouble();
        observations.addAll(
            new ExactStatements(config, energy, data, eps, torch, progress, stop, key.fold("exact"))
                .observations());
      }
      if (config.coupled().isPresent() && chains.adjustedStepSize().isPresent()) {
        double eps = chains.adjustedStepSize().getAsDouble();
        observations.addAll(
            new CoupledStatements(config, energy, data, eps, torch, key.fold("coupled"))
                .observations(config.coupled().get()));
      }
      observations.addAll(
          LadderStatements.observations(chains.ladders(), longRun.config().chains()));
      observations.addAll(TrainingObservations.of(config, metrics));
      if (sampler.followsGradients()) {
        observations.add(GradientCheck.observation(
            position -> field.init(parameters, position), data.batch(32, key.fold("gradient"))));
      }
      Verdict verdict = Unmoved.verdict(
              new LongRunTrace(longRun).acceptance(),
              longRun.config().chains(),
              longRun.config().steps(),
              sampler.stepSize())
          .filter(unmoved -> sampler.followsGradients())
          .orElseGet(() -> Verdict.of(evidence, key.fold("bootstrap")));
      return new Diagnosis(
          verdict,
          data.size().isPresent()
              ? fit.density(fitted)
                  .withAtMost((int) Math.min(Integer.MAX_VALUE, data.size().getAsLong()))
              : fit.density(fitted),
          fit.histogram(fitted),
          observations,
          chainTime(),
          dataInWords(),
          List.of());
    }

    private Optional<ChainTime> chainTime() {
      return config
          .shortRun()
          .filter(run -> config.chainTime() && config.sampler().followsGradients())
          .filter(run -> DataScale.largestSd(data) > 0)
          .map(run -> new ChainTimeMeasuring(
                  config,
                  energy,
                  data,
                  kernel,
                  field,
                  asTheLongChains().compute(torch),
                  longRun.config(),
                  key.fold("chain_time"))
              .of(run));
    }

    /** Of a finite set each once at most: copies of a datum are no further data. */
    private int examples() {
      return (int) Math.min(config.examples(), data.size().orElse(Long.MAX_VALUE));
    }

    private String dataInWords() {
      String kind = KindName.of(config.data().getClass());
      return data.size().isPresent()
          ? examples() + " of the " + Counted.of(data.size().getAsLong(), "example") + " of data."
              + kind + ", noise included"
          : Counted.of(config.examples(), "draw") + " of data." + kind
              + " from its exact sampler, which training did not see";
    }

    private LongChains longChains() {
      LongRunTrace trace = new LongRunTrace(longRun);
      return new LongChains(
          trace.steps(),
          trace.halfWayEnergies(),
          trace.lateEnergies(),
          trace.energies(),
          trace.displacement());
    }

    private OptionalDouble rHatOfTwoStarts() {
      if (second.isEmpty()) {
        return OptionalDouble.empty();
      }
      double[][] both = Stream.of(longRun, second.get())
          .flatMap(run -> Stream.of(new LongRunTrace(run).lateDraws()))
          .toArray(double[][]::new);
      boolean longEnough =
          Stream.of(both).allMatch(draws -> draws.length >= Convergence.FEWEST_DRAWS);
      return longEnough ? OptionalDouble.of(Convergence.of(both).rHat()) : OptionalDouble.empty();
    }

    /** Fresh negatives, as an update of training would make them. */
    private ShortChains shortChains(ShortRun run) {
      Starts starts = StartStates.open(
          config.shortRun(longRun.config(), run),
          energy,
          Optional.of(data),
          asTheLongChains().compute(torch),
          warning -> {});
      int chains = Math.min(starts.limit(), longRun.config().chains());
      FloatArray start = starts.draw(chains, key.fold("short_run")).position();
      Transition moved = kernel.run(
          parameters, kernel.init(parameters, start), run.steps(), key.fold("short_chains"));
      float[] energies =
          field.init(parameters, moved.state().position()).energy().values();
      double gradientNorm = Moments.of(moved.gradientNorm()).mean();
      return new ShortChains(run.steps(), energies, config.sampler().displacement(gradientNorm));
    }

    @Override
    public void close() {
      crossing.ifPresent(Crossing::close);
      field.close();
      kernel.close();
    }
  }
}
