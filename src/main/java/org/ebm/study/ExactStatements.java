package org.ebm.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.RankShift;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Reference;
import org.ebm.evaluate.AnnealedImportance;
import org.ebm.evaluate.AnnealingConfig;
import org.ebm.evaluate.LogWeights;
import org.ebm.run.Progress;
import org.ebm.run.Work;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.torch.Torch;

/**
 * Numbers that hold without mixing, under the hypothesis that the data come from exp(-U): with enough data they reject every learned model, so they stand beside the bands
 * and decide nothing. They start from raw held-out data with the noise of training, and every step size was found on other chains.
 *
 * @param stepSize eps of {@link Mala}, frozen
 * @param stop asked every few seconds whether to stop
 * @param key of all draws; no datum of it is used elsewhere
 */
record ExactStatements(
    DiagnosisConfig config,
    Potential energy,
    Examples data,
    double stepSize,
    Torch torch,
    Progress progress,
    BooleanSupplier stop,
    RandomKey key) {
  private static final Work MOVES =
      new Work("moves of chains whose ranks are taken", "--set exact=false");
  private static final int[] STEPS = {10, 100, 1000};
  /** Of those, before somebody is asked whether to stop. */
  private static final int AT_A_TIME = 100;

  private static final int DATA = 200;
  /** From each hub: twice as many would narrow the intervals by 5 % only, and this is most of the work. */
  private static final int CHAINS = 9;

  /** Many find Z; with few a datum is weighed before moves make it look like the model. */
  private static final int[] LEVELS = {2, 8, 30, 300};

  private static final int ANNEALED = 100;
  private static final int LEAPFROG_STEPS = 5;
  private static final int FITTED = 2000;
  private static final int LARGEST_BLOCK = 500;
  /** Numbers that a core's cache holds. */
  private static final long AT_ONCE = 200_000;

  List<Observation> observations() {
    List<Observation> observations = new ArrayList<>(ranks());
    observations.add(evidence());
    return observations;
  }

  private List<Observation> ranks() {
    List<FloatArray> parameters = List.of();
    List<Observation> observations = new ArrayList<>();
    Walk walk = new Walk();
    try (Kernel kernel = Kernel.open(energy, new Mala(stepSize, 1), compute())) {
      for (int steps : STEPS) {
        RandomKey own = key.fold("ranks").fold(steps);
        ChainState start = kernel.init(parameters, data.batch(DATA, own.fold("data")));
        ChainState hub = walk.of(kernel, start, steps, own.fold("to the hub"));
        ChainState ends = walk.of(kernel, repeated(hub), steps, own.fold("from the hub"));
        observations.addAll(ranks(steps, start.energy().values(), ends.energy().values()));
      }
    }
    return observations;
  }

  /** Moves, counted and stoppable. */
  private final class Walk {
    private long moved;

    Walk() {
      progress.begin(moved, (long) Arrays.stream(STEPS).sum() * DATA * (1 + CHAINS), MOVES);
    }

    ChainState of(Kernel kernel, ChainState start, int steps, RandomKey own) {
      ChainState state = start;
      for (int taken = 0; taken < steps; taken += AT_A_TIME) {
        if (stop.getAsBoolean()) {
          throw new Diagnosis.Stopped();
        }
        int some = Math.min(AT_A_TIME, steps - taken);
        state = kernel.run(List.of(), state, some, own.fold(taken)).state();
        moved += (long) some * state.chains();
        progress.at(moved, "");
      }
      return state;
    }
  }

  private static List<Observation> ranks(int steps, float[] data, float[] chains) {
    float[][] rows = new float[data.length][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(chains, i * CHAINS, (i + 1) * CHAINS));
    RankShift shift = RankShift.of(data, rows);
    return List.of(
        new Observation(
            "rank_shift_" + steps,
            shift.shift(),
            Optional.of(shift.interval()),
            "Ranks of U of data among chains that left the same place " + steps
                + " reversible steps before: 0 if the data come from exp(-U), .5 if all data lie above."),
        new Observation(
            "rank_p_" + steps,
            shift.pValue(),
            "Probability of a shift as large if the data come from exp(-U), whether or not chains mix."));
  }

  private static ChainState repeated(ChainState hub) {
    return new ChainState(
        repeated(hub.position()), repeated(hub.energy()), repeated(hub.gradient()));
  }

  private static FloatArray repeated(FloatArray rows) {
    List<FloatArray> all = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      for (int chain = 0; chain < CHAINS; chain++) {
        all.add(rows.slice(row, row + 1));
      }
    }
    return FloatArray.concat(all);
  }

  /** The mean over ways of annealing, which is an e-value as each of them is; NaN where they cannot be done. */
  private Observation evidence() {
    double log = Double.NEGATIVE_INFINITY;
    String why = "";
    RandomKey own = key.fold("annealing");
    try {
      Reference reference = Reference.of(data.shape(), data.batch(FITTED, own.fold("reference")));
      for (int levels : LEVELS) {
        log = added(log, logE(reference, levels, own.fold(levels)) - Math.log(LEVELS.length));
      }
    } catch (EbmException e) {
      log = Double.NaN;
      why = " Not measured: " + e.getMessage();
    }
    return new Observation(
        "log_e_value",
        log,
        "Evidence against the data coming from exp(-U), by annealing from a reference and back from the data: its exponential has mean 1 if they do, so 3 (e = 20) is met by chance at most once in twenty."
            + why);
  }

  private double logE(Reference reference, int levels, RandomKey own) {
    AnnealingConfig annealed =
        new AnnealingConfig(levels, ANNEALED, LEAPFROG_STEPS, 1, Optional.empty());
    try (AnnealedImportance annealing =
        AnnealedImportance.open(energy, reference, annealed, compute(), Progress.none())) {
      annealing.begin(false);
      double[] stepSizes = annealing.adapt(own.fold("pilot"));
      LogWeights up = annealing.up(stepSizes, own.fold("up"));
      LogWeights down =
          annealing.down(data.batch(ANNEALED, own.fold("data")), stepSizes, own.fold("down"));
      return up.logMean() + down.logMean();
    }
  }

  /** log(exp a + exp b). */
  private static double added(double a, double b) {
    double higher = Math.max(a, b);
    return higher + Math.log(Math.exp(a - higher) + Math.exp(b - higher));
  }

  /** Small examples in large blocks, which are several times as fast: thousands of chains that nobody named a number for. */
  private Compute compute() {
    return inLargeBlocks(config, energy, torch);
  }

  /** In float32, as many chains at once as a core's cache holds: in the plane small blocks wait more than they compute. */
  static Compute inLargeBlocks(DiagnosisConfig config, Potential energy, Torch torch) {
    long small = Math.min(LARGEST_BLOCK, AT_ONCE / energy.numbersPerExample());
    int block = (int) Math.max(config.runtime().chainsPerBlock(), small);
    return new Compute(torch, Precision.FLOAT32, block);
  }
}
