package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.network.Condition;

/**
 * What a program is told of an energy in one call.
 *
 * @param parameters what is learned, in the energy's order; empty if nothing is
 * @param conditions one array for each of the energy's conditions, in its order: (n, ...) or, for all chains alike, (1, ...)
 */
public record EnergyInputs(List<FloatArray> parameters, List<FloatArray> conditions) {
  public static final EnergyInputs NONE = new EnergyInputs(List.of(), List.of());

  /** For the rows from (inclusive) to (exclusive) of n: what is alike for all is handed on as it is. */
  public EnergyInputs rows(int from, int to) {
    return conditions.stream().allMatch(condition -> condition.rows() == 1)
        ? this
        : new EnergyInputs(
            parameters,
            conditions.stream()
                .map(condition -> condition.rows() == 1 ? condition : condition.slice(from, to))
                .toList());
  }

  /** The same with one of the energy's conditions at a value, for all chains alike. */
  public EnergyInputs with(Potential energy, String condition, double value) {
    List<FloatArray> others = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      Condition own = energy.conditions().get(i);
      others.add(own.name().equals(condition) ? own.alike(value) : conditions.get(i));
    }
    return new EnergyInputs(parameters, others);
  }

  /** The same with more conditions after those that there are. */
  public EnergyInputs and(FloatArray... more) {
    List<FloatArray> all = new ArrayList<>(conditions);
    all.addAll(List.of(more));
    return new EnergyInputs(parameters, all);
  }
}
