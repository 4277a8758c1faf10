package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.diagnose.RankCurve;
import org.ebm.energy.Ability;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.torch.Torch;

/**
 * Does the energy tell its data from others? Of each set of outliers the area under the curve of three scores, all higher for what is more like the data: -U; typicality, -|U - mean U(data)|; -|dU/dx|; and of an energy that is a classifier its confidence. Data
 * and outliers are as many, and the mean is of other data.
 */
final class OutOfDistribution {
  private final Examples data;
  private final Potential energy;
  private final Torch torch;
  private final int draws;
  private final RandomKey key;

  /** @param draws of the data and of each set */
  OutOfDistribution(Examples data, Potential energy, Torch torch, int draws, RandomKey key) {
    this.data = data;
    this.energy = energy;
    this.torch = torch;
    this.draws = draws;
    this.key = key;
  }

  /**
   * Of the examples of a set.
   *
   * @param slope norm of dU/dx
   * @param confidence largest p(k | x); empty of an energy that is no classifier
   */
  private record Seen(double[] energy, double[] slope, Optional<double[]> confidence) {}

  /** A row for each set and score, and under {@code energies} U of the data and of each set. */
  void report(Findings findings, List<Outliers> sets) {
    try (Kernel field =
        Kernel.ofEnergiesInDataUnits(energy, new Compute(torch, Precision.FLOAT32))) {
      Seen inside = seen(field, data.batch(draws, key.fold("data")), "the data");
      double typical = Arrays.stream(
              seen(field, data.batch(draws, key.fold("mean")), "the data").energy())
          .average()
          .orElseThrow();
      List<Map<String, Object>> rows = new ArrayList<>();
      findings.energies().put("data", inside.energy());
      for (int set = 0; set < sets.size(); set++) {
        Outliers outliers = sets.get(set);
        RandomKey own = key.fold("set").fold(set);
        FloatArray drawn = outliers.draw(data, draws, own);
        requireShape(outliers, drawn);
        String name = name(outliers, findings.energies().keySet());
        Seen outside = seen(field, drawn, name);
        findings.energies().put(name, outside.energy());
        rows.addAll(rows(name, inside, outside, typical, own));
      }
      findings.put("out_of_distribution", rows);
    }
  }

  /** Two sets of one kind have names of their own. */
  private static String name(Outliers outliers, Set<String> taken) {
    String name = outliers.title();
    for (int count = 2; taken.contains(name); count++) {
      name = outliers.title() + "-" + count;
    }
    return name;
  }

  private void requireShape(Outliers outliers, FloatArray drawn) {
    Shape shape = data.shape();
    if (!Arrays.equals(drawn.shape(), shape.batch(drawn.rows()))) {
      throw new ConfigException(
          "out_of_distribution",
          outliers.title() + " has examples of shape "
              + Arrays.toString(Arrays.copyOfRange(drawn.shape(), 1, drawn.shape().length))
              + ", the data " + shape + "; give it the size of the data");
    }
  }

  private Seen seen(Kernel field, FloatArray x, String what) {
    ChainState state = field.init(List.of(), x);
    double[] energy = new double[x.rows()];
    double[] slope = new double[x.rows()];
    int width = x.rowElements();
    boolean sloped = hasSlope();
    for (int i = 0; i < energy.length; i++) {
      energy[i] = state.energy().values()[i];
      double squares = 0;
      for (int j = i * width; sloped && j < (i + 1) * width; j++) {
        squares += Math.pow(state.gradient().values()[j], 2);
      }
      slope[i] = Math.sqrt(squares);
      if (!Double.isFinite(energy[i]) || !Double.isFinite(slope[i])) {
        throw new EbmException(
            ExitCode.DIVERGED,
            "eval: U or its gradient is not finite at an example of " + what
                + "; leave that set out, or mend the energy there");
      }
    }
    return new Seen(energy, slope, confidences(x));
  }

  private Optional<double[]> confidences(FloatArray x) {
    if (this.energy.classes().isEmpty()) {
      return Optional.empty();
    }
    try (ClassEnergies classes = ClassEnergies.open(energy, torch)) {
      return Optional.of(classes.confidences(x));
    }
  }

  /** Spins have none. */
  private boolean hasSlope() {
    return energy.abilities().contains(Ability.GRADIENT);
  }

  private List<Map<String, Object>> rows(
      String set, Seen inside, Seen outside, double typical, RandomKey key) {
    List<Map<String, Object>> rows = new ArrayList<>(List.of(
        row(
            set,
            "energy",
            scores(inside.energy(), u -> -u),
            scores(outside.energy(), u -> -u),
            key),
        row(
            set,
            "typicality",
            scores(inside.energy(), u -> -Math.abs(u - typical)),
            scores(outside.energy(), u -> -Math.abs(u - typical)),
            key),
        row(
            set,
            "gradient_norm",
            scores(inside.slope(), norm -> -norm),
            scores(outside.slope(), norm -> -norm),
            key)));
    if (!hasSlope()) {
      rows.remove(2);
    }
    inside
        .confidence()
        .ifPresent(ours ->
            rows.add(row(set, "confidence", ours, outside.confidence().orElseThrow(), key)));
    return rows;
  }

  private static double[] scores(double[] values, DoubleUnaryOperator score) {
    return Arrays.stream(values).map(score).toArray();
  }

  private static Map<String, Object> row(
      String set, String score, double[] inside, double[] outside, RandomKey key) {
    RankCurve curve = RankCurve.of(inside, outside, key.fold(score));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("set", set);
    row.put("score", score);
    row.put("auroc", curve.area());
    row.put("low", curve.interval().low());
    row.put("high", curve.interval().high());
    return row;
  }
}
