package org.ebm.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.run.Progress;
import org.ebm.sampler.Compute;

/** What the probability flow of a model with noise levels says of data, and of the plane. */
record FlowMeasures(FlowConfig how, Potential model, Compute compute) {
  private static final Shape POINT = Shape.of(2);

  private List<Double> levels() {
    return model
        .condition(Condition.NOISE_LEVEL)
        .map(Condition::values)
        .orElseThrow(() -> new ConfigException(
            "probability_flow", "runs between noise levels, and the model has none; leave it out"));
  }

  /**
   * Log-likelihood, in nats, with its standard error and what half as many steps change.
   *
   * @param examples of the data
   * @param plane where the density is summed, if it is one of the plane
   */
  void report(
      Findings findings,
      FloatArray examples,
      Optional<Grid2d> plane,
      Examples data,
      RandomKey key,
      Progress progress) {
    FloatArray some = examples.slice(0, Math.min(examples.rows(), how.examples()));
    int directions = how.directions(some.rowElements());
    progress.say("probability_flow: " + Counted.of(some.rows(), "example") + ", " + 2 * how.steps()
        + " slopes each, divergence "
        + (directions == 0 ? "exact" : "by " + Counted.of(directions, "direction")));
    try (ProbabilityFlow flow = new ProbabilityFlow(model, levels(), how, compute)) {
      double[] fine = flow.logDensity(some, examples, how.steps(), key);
      double[] coarse = flow.logDensity(some, examples, how.steps() / 2, key);
      Moments moments = Moments.of(fine);
      findings.put("flow_log_likelihood", moments.mean());
      findings.put("flow_log_likelihood_error", moments.sd() / Math.sqrt(fine.length));
      findings.put(
          "flow_log_likelihood_step_change", moments.mean() - Moments.of(coarse).mean());
      findings.put("flow_log_likelihood_per_dimension", moments.mean() / some.rowElements());
      data.logDensity(some)
          .ifPresent(truth -> findings.put(
              "flow_kl_of_examples",
              Moments.of(IntStream.range(0, truth.length)
                      .mapToDouble(i -> truth[i] - fine[i])
                      .toArray())
                  .mean()));
      plane
          .filter(grid -> model.shape().equals(POINT))
          .ifPresent(grid -> plane(findings, flow, grid, examples, data, key));
    }
  }

  /** The flow's density is normalized: what its sum over a grid lacks is the box's and the grid's. */
  private void plane(
      Findings findings,
      ProbabilityFlow flow,
      Grid2d grid,
      FloatArray examples,
      Examples data,
      RandomKey key) {
    FloatArray centres = grid.centres();
    GridDensity p =
        GridDensity.ofLogDensity(grid, flow.logDensity(centres, examples, how.steps(), key));
    findings.put("flow_mass", Math.exp(p.logPartition()));
    data.logDensity(centres).ifPresent(log -> {
      GridDensity q = GridDensity.ofLogDensity(grid, log);
      findings.put("flow_kl", GridDensity.kl(q, p));
      findings.put("flow_total_variation", GridDensity.totalVariation(q, p));
    });
  }
}
