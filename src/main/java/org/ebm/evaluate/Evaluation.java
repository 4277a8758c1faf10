package org.ebm.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Support;
import org.ebm.data.Batch;
import org.ebm.data.Box;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.data.MixtureDraws;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.energy.Ability;
import org.ebm.energy.ExactLaw;
import org.ebm.energy.Ising;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Rbm;
import org.ebm.energy.Reference;
import org.ebm.run.Progress;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;

/** Everything that can be measured about one energy: exactly by a grid in the plane, by annealing anywhere, and from samples beside data. */
public final class Evaluation implements AutoCloseable {
  private static final Shape POINT = Shape.of(2);
  /** Of the box's longer side, added on each side: six standard deviations where the box holds four. */
  private static final double MARGIN = 0.1;

  private final EvalConfig config;
  private final Potential energy;
  private final Torch torch;
  private final Optional<Examples> data;
  private final Optional<Samples> given;
  /** Empty of a model of slopes. */
  private final Optional<EnergyField> field;

  private final RandomKey key;

  private Evaluation(EvalConfig config, Torch torch) {
    this.config = config;
    this.torch = torch;
    this.data = config.data().map(Dataset::open);
    this.given = config.samples().map(file -> Samples.read(file, config.energy().shape()));
    this.key = RandomKey.ofSeed(config.seed().orElseThrow());
    this.energy = config.energy().open();
    this.field = energy.abilities().contains(Ability.ENERGY)
        ? Optional.of(EnergyField.open(energy, torch))
        : Optional.empty();
    config.ais().ifPresent(how -> requireEnergy("ais"));
    if (!config.outOfDistribution().isEmpty()) {
      requireEnergy("out_of_distribution");
    }
  }

  private void requireEnergy(String place) {
    Ability.requireEnergy(
        energy, place, "measures U", "leave it out, or choose probability_flow: {}");
  }

  private EnergyField field() {
    return field.orElseThrow();
  }

  /** @param config with a seed */
  public static Evaluation open(EvalConfig config, Torch torch) {
    return new Evaluation(config, torch);
  }

  /**
   * Measures whatever can be.
   *
   * @param bank samples of the energy's shape that take the place of {@link EvalConfig#samples}; in the plane exact ones take theirs
   * @param learned what the model learned, where the data are others
   */
  public Findings measure(Optional<Samples> bank, Optional<Dataset> learned, Progress progress) {
    Findings findings = new Findings();
    findings.put("seed", config.seed().orElseThrow());
    Optional<FloatArray> examples = data.map(set -> set.batch(config.draws(), key.fold("data")));
    Optional<GridDensity> exact = plane(findings);
    // in the plane the grid has said it
    OptionalDouble logPartition = exact.isPresent() ? OptionalDouble.empty() : exactly(findings);
    Optional<Samples> samples = given
        .or(() -> bank)
        .or(() -> exact.map(
            p -> new Samples("exact, from the grid", p.sample(config.draws(), key.fold("exact")))));
    if (examples.isPresent() && samples.isPresent()) {
      new SampleMeasures(samples.get(), examples.get(), config.pairDraws())
          .report(findings, data.orElseThrow(), key.fold("distances"));
    }
    config.scores().ifPresent(how -> {
      Samples scored = samples.orElseThrow(() -> new ConfigException(
          "scores", "there are no samples to score; give them: --samples FILE or a sample run"));
      progress.say("scores of " + scored.source());
      new SampleScores(how, data.orElseThrow(), learned.map(Dataset::open))
          .report(findings, scored, key.fold("scores"), torch);
    });
    Optional<LogPartition> bounds = config
        .ais()
        .map(how -> config.energy().support() == Support.REAL
            ? anneal(how, findings, exact, examples, progress)
            : annealDraws(how, findings, examples, progress));
    OptionalDouble known =
        exact.isPresent() ? OptionalDouble.of(exact.get().logPartition()) : logPartition;
    examples
        .filter(points -> field.isPresent())
        .ifPresent(points -> likelihood(findings, points, known, bounds));
    examples.ifPresent(points -> flow(findings, points, progress));
    if (energy.classes().isPresent()) {
      data.ifPresent(set -> classifier(findings, set));
    }
    if (!config.outOfDistribution().isEmpty()) {
      new OutOfDistribution(
              data.orElseThrow(), energy, torch, config.pairDraws(), key.fold("outliers"))
          .report(findings, config.outOfDistribution());
    }
    return findings;
  }

  private void flow(Findings findings, FloatArray points, Progress progress) {
    Compute compute = new Compute(torch, Precision.FLOAT32, config.runtime().chainsPerBlock());
    config
        .probabilityFlow()
        .ifPresent(how -> new FlowMeasures(how, energy, compute)
            .report(
                findings,
                points,
                box().map(at -> new Grid2d(at.xMin(), at.xMax(), at.yMin(), at.yMax(), how.grid())),
                data.orElseThrow(),
                key.fold("flow"),
                progress));
    if (field.isEmpty()) {
      Rotation.report(findings, energy, compute, points, key.fold("rotation"));
    }
  }

  /** On different examples, with the noise that was learned. */
  private void classifier(Findings findings, Examples set) {
    int n = (int) Math.min(config.draws(), set.size().orElse(config.draws()));
    Batch batch = set.drawDifferent(n, key.fold("classes"));
    try (ClassEnergies classes = ClassEnergies.open(energy, torch)) {
      ClassifierMeasures.report(findings, batch, classes.shares(batch.examples()));
    }
  }

  private Optional<GridDensity> plane(Findings findings) {
    Optional<Box> box = box();
    if (energy.space().support() != Support.REAL
        || field.isEmpty()
        || !config.energy().shape().equals(POINT)
        || box.isEmpty()) {
      return Optional.empty();
    }
    Box at = box.get();
    Grid2d grid = new Grid2d(at.xMin(), at.xMax(), at.yMin(), at.yMax(), config.grid());
    PlaneMeasures fine = on(grid);
    fine.report(findings, on(grid.halved()));
    return Optional.of(fine.model());
  }

  /** log Z of few elements of two values, or where a formula or a short sum gives it. */
  private OptionalDouble exactly(Findings findings) {
    int elements = energy.shape().elements();
    if (Enumeration.isPossible(energy.space())) {
      Enumeration all = Enumeration.of(energy.space(), field());
      all.report(findings, elements);
      perSite(findings, all.meanEnergy() / elements);
      return OptionalDouble.of(all.logPartition());
    }
    Optional<ExactLaw> law = energy.exactLaw(List.of());
    law.ifPresent(found -> {
      findings.put("log_z", found.logPartition());
      findings.put("log_z_per_element", found.logPartition() / elements);
      findings.put("log_z_by", found.by());
      found.meanEnergy().ifPresent(mean -> {
        findings.put("energy_mean", mean);
        findings.put("energy_mean_per_element", mean / elements);
        perSite(findings, mean / elements);
      });
    });
    return law.map(found -> OptionalDouble.of(found.logPartition())).orElse(OptionalDouble.empty());
  }

  /** As physicists have it, without beta. */
  private void perSite(Findings findings, double perElement) {
    if (config.energy() instanceof Ising ising) {
      findings.put("ising_energy_per_site", perElement / ising.beta());
    }
  }

  private Optional<Box> box() {
    if (!config.box().isEmpty()) {
      return Optional.of(new Box(
          config.box().get(0),
          config.box().get(1),
          config.box().get(2),
          config.box().get(3)));
    }
    return data.flatMap(Examples::box)
        .map(box -> box.grown(MARGIN * Math.max(box.xMax() - box.xMin(), box.yMax() - box.yMin())));
  }

  private PlaneMeasures on(Grid2d grid) {
    FloatArray centres = grid.centres();
    double[][] modes = config.data().orElse(null) instanceof MixtureDraws mixture
        ? mixture.modes()
        : new double[0][];
    return new PlaneMeasures(
        GridDensity.ofEnergies(grid, field().energies(centres)),
        data.flatMap(set -> set.logDensity(centres))
            .map(log -> GridDensity.ofLogDensity(grid, log)),
        modes);
  }

  private LogPartition annealDraws(
      AnnealingConfig how, Findings findings, Optional<FloatArray> examples, Progress progress) {
    Compute compute = new Compute(torch, Precision.FLOAT32, config.runtime().chainsPerBlock());
    RandomKey own = key.fold("ais");
    try (AnnealedDraws annealing = how.baseRates()
        ? AnnealedDraws.along(baseRates(how, examples, compute), how, progress)
        : AnnealedDraws.open(energy, how, compute, progress)) {
      LogPartition bounds = new LogPartition(
          annealing.logReference(),
          annealing.up(own.fold("up")),
          annealing.down(own.fold("down")),
          false);
      bounds.report(findings);
      return bounds;
    }
  }

  private BaseRatePath baseRates(
      AnnealingConfig how, Optional<FloatArray> examples, Compute compute) {
    Optional<ModelDirectory.Contents> learned =
        config.energy().model().map(model -> ModelDirectory.load(model.folder()));
    Optional<Rbm> machine = learned
        .map(ModelDirectory.Contents::energy)
        .filter(Rbm.class::isInstance)
        .map(Rbm.class::cast);
    if (machine.isEmpty() || examples.isEmpty()) {
      throw new ConfigException(
          "ais.base_rates",
          "is for a learned rbm of bits and its data, got "
              + (machine.isEmpty() ? "another energy" : "no data") + "; leave it out");
    }
    return BaseRatePath.open(
        machine.get(),
        learned.get().weights().list(),
        examples.get(),
        how.leapfrogSteps(),
        compute);
  }

  private LogPartition anneal(
      AnnealingConfig how,
      Findings findings,
      Optional<GridDensity> exact,
      Optional<FloatArray> examples,
      Progress progress) {
    Shape shape = config.energy().shape();
    Reference reference = how.referenceSd()
        .map(sd -> Reference.isotropic(shape, sd))
        .orElseGet(() -> Reference.of(shape, examples.orElseThrow()));
    Compute compute = new Compute(torch, Precision.FLOAT32, config.runtime().chainsPerBlock());
    RandomKey own = key.fold("ais");
    try (AnnealedImportance annealing =
        AnnealedImportance.open(energy, reference, how, compute, progress)) {
      progress.say(
          "ais: 3 passes of " + annealing.gradientsPerPass() + " evaluations of the model");
      Optional<GridDensity> whole = exact.filter(p -> !p.isCutOff());
      annealing.begin(whole.isEmpty());
      double[] stepSizes = annealing.adapt(own.fold("pilot"));
      LogWeights up = annealing.up(stepSizes, own.fold("up"));
      FloatArray start = whole
          .map(p -> p.sample(how.chains(), own.fold("exact")))
          .orElseGet(() -> annealing.settle(
              examples
                  .filter(points -> points.rows() >= how.chains())
                  .map(points -> points.slice(0, how.chains()))
                  .orElseGet(() -> reference.draw(how.chains(), own.fold("start"))),
              stepSizes,
              own.fold("settle")));
      LogWeights down = annealing.down(start, stepSizes, own.fold("down"));
      LogPartition bounds = new LogPartition(reference.logPartition(), up, down, whole.isPresent());
      bounds.report(findings);
      findings.put("ais_gradients", 3 * annealing.gradientsPerPass());
      return bounds;
    }
  }

  /** Mean log p of the data per dimension, where log Z is known, or between its bounds. */
  private void likelihood(
      Findings findings,
      FloatArray examples,
      OptionalDouble logPartition,
      Optional<LogPartition> bounds) {
    double mean = Arrays.stream(field().energies(examples)).average().orElseThrow();
    int dimension = config.energy().shape().elements();
    findings.put("energy_data", mean);
    logPartition.ifPresent(z -> {
      if (energy.space().support() != Support.REAL) {
        findings.put("log_likelihood", -mean - z);
      }
      findings.put("log_likelihood_per_dimension", (-mean - z) / dimension);
    });
    bounds.ifPresent(z -> {
      findings.put("log_likelihood_per_dimension_low", (-mean - z.high()) / dimension);
      findings.put("log_likelihood_per_dimension_high", (-mean - z.low()) / dimension);
    });
  }

  @Override
  public void close() {
    field.ifPresent(EnergyField::close);
  }
}
