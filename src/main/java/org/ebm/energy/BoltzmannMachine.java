package org.ebm.energy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Parameter;

/**
 * A fully visible Boltzmann machine, or the inverse Ising problem: U(x) = -x'Jx / 2 - h'x with a coupling to be learned for each pair of units, J = (W + W') / 2 without its diagonal, and a field for each unit. All are 0 at first.
 * Its maximum likelihood is unique. Source: Ackley, Hinton and Sejnowski (1985), Cognitive Science 9(1).
 */
@Kind("boltzmann_machine")
public record BoltzmannMachine(
    @Key(value = "shape of the units, that of the data: [d] or [1, height, width]", range = ">= 1")
    List<Integer> visible,

    @Key(
        value = "what the units are, as the data: spin, -1 and 1, or bit, 0 and 1",
        byDefault = "bit")
    Values values)
    implements SelfContained {
  /** What a unit is. */
  public enum Values {
    SPIN,
    BIT
  }

  @Override
  public Shape shape() {
    return new Shape(visible);
  }

  @Override
  public Space space() {
    return Space.binary(shape(), support());
  }

  @Override
  public Support support() {
    return values == Values.SPIN ? Support.SPIN : Support.BIT;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS, Ability.SLOPES);
  }

  /** W and h. */
  @Override
  public List<Parameter> parameters() {
    int d = shape().elements();
    return List.of(
        new Parameter(Pairwise.COUPLING, Shape.of(d, d), 0),
        new Parameter(Pairwise.FIELD, Shape.of(d), 0));
  }

  @Override
  public List<Problem> withoutWeights(String place) {
    return List.of(new Problem(
        place + ".boltzmann_machine",
        "has no weights here; give a learned one: energy: {model: runs/NAME/model}"));
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    return Pairwise.learned(space(), parameters()).module(precision, graph);
  }
}
