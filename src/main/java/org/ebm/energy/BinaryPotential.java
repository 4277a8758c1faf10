package org.ebm.energy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;

/**
 * An opened {@link Binary}.
 *
 * @param whole as if x were real
 * @param space of spins or bits
 */
record BinaryPotential(Composed whole, Space space) implements Potential {
  @Override
  public Shape shape() {
    return space.shape();
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS, Ability.LOG_ODDS, Ability.SLOPES);
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    return whole.module(precision, graph);
  }

  @Override
  public List<Parameter> parameters() {
    return whole.parameters();
  }

  @Override
  public List<Condition> conditions() {
    return whole.conditions();
  }

  @Override
  public Map<String, FloatArray> dealt() {
    return whole.dealt();
  }

  @Override
  public Map<String, String> fingerprints() {
    return whole.fingerprints();
  }

  @Override
  public Optional<UserCode> foreign() {
    return whole.foreign();
  }

  @Override
  public double temperature() {
    return whole.temperature();
  }

  @Override
  public long numbersPerExample() {
    return whole.numbersPerExample();
  }
}
