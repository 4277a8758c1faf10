package org.ebm.diagnose;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.diagnose.Evidence.LongChains;
import org.ebm.diagnose.Evidence.Scale;
import org.ebm.diagnose.FitEvidence.Chains;
import org.ebm.diagnose.FitEvidence.Sample;
import org.ebm.objective.Jumps;
import org.ebm.sampler.OverdispersedStart;

/** Both words on a planted model, measured as {@code ebm diagnose} measures a learned one: Langevin chains from data and from noise, their ends Metropolis-adjusted. */
record PlantedDiagnosis(Verdict verdict, Density density) {
  private static final int CHAINS = 1000;
  private static final int DATA = 2000;
  private static final int REFERENCE = 1000;
  private static final int FAR = 200;
  private static final int ROUNDS = 40;
  private static final int STEPS = 10;
  private static final int STRETCH = 20;

  private record Moved(LongChains trace, Chains ends) {}

  static PlantedDiagnosis of(PlantedModel planted, int fewest, RandomKey key) {
    PlantedDensity truth = planted.truth();
    double sd = Moments.largestSd(truth.draw(1000, key.fold("scale")));
    int steps =
        (int) Math.max(fewest, LongRunLength.needed(0, sd, planted.stepSize())) / 40 * 40 + 40;
    RandomKey fit = key.fold("jumps");
    // of more coordinates there are none, as in ebm diagnose
    Optional<Jumps.Proposals> jumps = Jumps.canBe(Shape.of(truth.dimension()))
        ? Optional.of(new Jumps(16).fitted(truth.draw(5000, fit.fold("examples")), fit))
        : Optional.empty();
    Moved fromData =
        moved(planted, jumps, truth.draw(CHAINS, key.fold("starts")), steps, key.fold("from data"));
    Moved second = moved(
        planted,
        jumps,
        noise(truth.dimension(), 2 * sd, key.fold("noise")),
        steps,
        key.fold("second"));
    FloatArray around = new OverdispersedStart(sd, 32 * sd)
        .scattered(truth.draw(FAR, key.fold("middles")), key.fold("far"));
    Moved far = moved(planted, Optional.empty(), around, steps, key.fold("from far"));
    Sample data = sample(planted.model(), truth.draw(DATA, key.fold("data")));
    FitEvidence evidenceOfFit = new FitEvidence(
        data,
        truth.draw(REFERENCE, key.fold("reference")),
        fromData.ends(),
        Optional.of(second.ends()),
        Optional.of(far.ends().ends().position()));
    Evidence evidence = new Evidence(
        data.energies(),
        fromData.trace(),
        Optional.empty(),
        new Scale(planted.stepSize(), truth.dimension(), sd));
    return new PlantedDiagnosis(
        Verdict.of(evidence, key.fold("verdict")),
        Density.of(evidenceOfFit, steps, key.fold("density")));
  }

  private static Moved moved(
      PlantedModel planted,
      Optional<Jumps.Proposals> jumps,
      FloatArray start,
      int steps,
      RandomKey key) {
    HostChains chains = new HostChains(planted.model(), start, key);
    double eps = planted.stepSize();
    FloatArray[] half = new FloatArray[1];
    float[] halfWay = new float[start.rows()];
    float[] late = new float[start.rows()];
    int stretch = steps / STRETCH;
    chains.langevin(steps, eps, step -> {
      if (step > steps / 2 - stretch && step <= steps / 2) {
        add(halfWay, chains.energies(), stretch);
      }
      if (step == steps / 2) {
        half[0] = chains.positions();
        chains.resetCounts();
      }
      if (step > steps - stretch) {
        add(late, chains.energies(), stretch);
      }
    });
    double displacement =
        eps * eps / 2 * chains.gradientNorms() / (steps - steps / 2) / start.rows();
    LongChains trace = new LongChains(steps, halfWay, late, chains.energies(), displacement);
    double adapted = chains.adapt(eps, 60);
    chains.mala(steps / 8, adapted);
    float[] settling = chains.energies();
    chains.mala(steps / 8, adapted);
    Chains adjusted = new Chains(
        half[0],
        settling,
        new Sample(chains.positions(), chains.energies()),
        chains.acceptance(),
        OptionalDouble.empty());
    return new Moved(
        trace,
        jumps
            .map(laws -> crossed(planted, laws, chains, adapted, half[0], key.fold("crossing")))
            .orElse(adjusted));
  }

  /** As the ends of adjusted chains are taken from mode to mode. */
  private static Chains crossed(
      PlantedModel planted,
      Jumps.Proposals jumps,
      HostChains adjusted,
      double eps,
      FloatArray half,
      RandomKey key) {
    HostChains chains = adjusted;
    float[] settling = chains.energies();
    double accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      RandomKey own = key.fold(round);
      Jumps.Proposals.Moved moved =
          jumps.moved(planted.model()::energies, chains.positions(), own.fold("jump"));
      accepted += moved.accepted() / ROUNDS;
      chains = new HostChains(planted.model(), moved.position(), own.fold("steps"));
      chains.mala(STEPS, eps);
      settling = round < ROUNDS / 2 ? chains.energies() : settling;
    }
    return new Chains(
        half,
        settling,
        new Sample(chains.positions(), chains.energies()),
        adjusted.acceptance(),
        OptionalDouble.of(accepted));
  }

  private static void add(float[] sums, float[] energies, int count) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += energies[i] / count;
    }
  }

  private static Sample sample(PlantedDensity density, FloatArray points) {
    return new Sample(points, density.energies(points));
  }

  private static FloatArray noise(int dimension, double sd, RandomKey key) {
    var normal = ZigguratSampler.NormalizedGaussian.of(key.generator());
    float[] values = new float[CHAINS * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (sd * normal.sample());
    }
    return new FloatArray(new int[] {CHAINS, dimension}, values);
  }
}
