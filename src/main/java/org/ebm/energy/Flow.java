package org.ebm.energy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * A normalizing flow as an energy: U(x) = -log p(x) of {@link Couplings}, so log Z = 0 whatever the weights are, and draws are exact. What it gives for that: layers that can be undone, and so modes joined by
 * bridges.
 */
@Kind("flow")
public record Flow(
    @Key(value = "d, of a flat x", range = ">= 2") int dimensions,

    @Key(value = "affine coupling layers", range = ">= 2, <= 100", byDefault = "8")
    int layers,

    @Key(
        value = "units of the two hidden layers of a coupling's network",
        range = ">= 1",
        byDefault = "64")
    int width,

    @Key(
        "what the data are measured in, as data.arrays.standardize finds it; not given: x is taken as it is")
    Optional<Standardized> standardized)
    implements SelfContained {
  public Flow {
    Shape shape = Shape.of(dimensions);
    standardized.ifPresent(units -> units.requireFor(shape));
  }

  /** Of data as they are. */
  public Flow(int dimensions, int layers, int width) {
    this(dimensions, layers, width, Optional.empty());
  }

  public Couplings couplings() {
    return new Couplings(dimensions, layers, width);
  }

  @Override
  public Shape shape() {
    return Shape.of(dimensions);
  }

  @Override
  public Optional<Units> units() {
    return standardized.map(Standardized::units);
  }

  @Override
  public Flow measuredIn(Units units) {
    return new Flow(
        dimensions,
        layers,
        width,
        Optional.of(standardized.orElseGet(() -> Standardized.of(units))));
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.ENERGY, Ability.GRADIENT, Ability.CURVATURE, Ability.NORMALIZED);
  }

  @Override
  public List<Parameter> parameters() {
    return couplings().parameters();
  }

  @Override
  public long numbersPerExample() {
    return (long) layers * (2L * width + 4L * dimensions);
  }

  @Override
  public List<Problem> withoutWeights(String place) {
    return List.of(new Problem(
        place + ".flow",
        "has no weights here; give a learned one: energy: {model: runs/NAME/model}"));
  }

  /** Nothing but the change of variables. */
  @Override
  public Optional<ExactLaw> exactLaw(List<FloatArray> parameters) {
    return Optional.of(
        new ExactLaw(0, OptionalDouble.empty(), "construction: a flow is a density"));
  }

  /** Always float32: a density that is rounded is none. */
  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    List<Method> methods = new ArrayList<>(couplings().methods());
    methods.add(Method.of(EnergyModule.PREPARE, prepare()));
    methods.add(Method.of(EnergyModule.ENERGY, energy()));
    methods.addAll(Autograd.methods(graph));
    methods.add(Method.of(
        EnergyModule.DRAW,
        units().isPresent()
            ? "return torch.add(torch.mul(self.flow_draw(n, w, generator), w[-1]), w[-2])"
            : "return self.flow_draw(n, w, generator)"));
    int prepared = Couplings.ARRAYS + (units().isPresent() ? 2 : 0);
    return new EnergyModule(new TorchClass("Flow", methods).fixing(couplings().arrays()), prepared);
  }

  private String prepare() {
    return units()
        .map(known -> "return torch.add(p, [" + InUnits.constant(known.mean(), "p[0]") + ", "
            + InUnits.constant(known.sd(), "p[0]") + "])")
        .orElse("return p");
  }

  private String energy() {
    return units().isPresent() ? """
        z = torch.div(torch.sub(x, w[-2]), w[-1])
        wide = torch.sum(torch.expand_as(torch.log(w[-1]), w[0]))
        return torch.sub(wide, self.flow_log_density(z, w))""" : "return torch.neg(self.flow_log_density(x, w))";
  }
}
