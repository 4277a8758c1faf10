package org.ebm.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ebm.diagnose.GridDensity;
import org.ebm.diagnose.ModeWeights;

/**
 * What sums over a grid know exactly about an energy in the plane.
 *
 * @param model p = exp(-U) / Z
 * @param truth q, the data's own density, if it is known
 * @param modes centres (x, y) of q's modes; empty if it has none
 */
record PlaneMeasures(GridDensity model, Optional<GridDensity> truth, double[][] modes) {
  /** Numbers that a finer grid may change. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("log_z", model.logPartition());
    numbers.put("entropy", model.entropy());
    truth.ifPresent(q -> {
      numbers.put("entropy_data", q.entropy());
      numbers.put("kl", GridDensity.kl(q, model));
      numbers.put("kl_reverse", GridDensity.kl(model, q));
      numbers.put("total_variation", GridDensity.totalVariation(q, model));
    });
    modeWeights().ifPresent(weights -> {
      numbers.put("kl_reweighted", weights.reweightedKl());
      numbers.put("mode_weights_kl", weights.kl());
      numbers.put("within_mode_sd", weights.withinModeSd());
    });
    return numbers;
  }

  /** How the model shares its mass among q's modes. */
  Optional<ModeWeights> modeWeights() {
    return modes.length == 0 ? Optional.empty() : truth.map(q -> ModeWeights.of(q, model, modes));
  }

  /** Everything, with the largest relative change against the same on a grid of half as many cells per axis. */
  void report(Findings findings, PlaneMeasures half) {
    Map<String, Double> numbers = numbers();
    numbers.forEach(findings::put);
    modeWeights().ifPresent(weights -> {
      findings.put("modes", modes.length);
      findings.put("modes_covered", weights.covered());
      findings.put("mode_weights", Arrays.stream(weights.weights()).boxed().toList());
    });
    findings.put("boundary_mass", model.boundaryMass());
    Map<String, Double> coarse = half.numbers();
    findings.put("log_z_change", change(numbers, coarse, "log_z"));
    if (truth.isPresent()) {
      findings.put("kl_change", change(numbers, coarse, "kl"));
    }
    findings.warn(
        model.isCutOff(),
        "the grid's box cuts the density off (boundary mass " + model.boundaryMass()
            + ", allowed " + GridDensity.BOUNDARY_WARNING
            + ", or the lowest energy on its edge): log_z and all that follows hold inside the box only; give a larger one: --set box=[-4,4,-4,4]");
  }

  private static double change(
      Map<String, Double> numbers, Map<String, Double> coarse, String name) {
    return numbers.getOrDefault(name, Double.NaN) - coarse.getOrDefault(name, Double.NaN);
  }
}
