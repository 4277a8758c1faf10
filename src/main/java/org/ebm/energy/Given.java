package org.ebm.energy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Condition;
import org.ebm.script.Method;

/** U(x) = U_1(x; c) at a fixed value of what U_1 is told: a class of a conditional energy, a noise level. Two of them in a {@link Sum} are "3 and 5". */
@Kind("given")
public record Given(
    @Key("the energy that is told") Energy of,

    @Key(value = "the class, counted from 0", range = ">= 0", byDefault = "none")
    Optional<Integer> label,

    @Key(
        value = "sigma, one of the energy's noise levels or between",
        range = "> 0",
        byDefault = "none")
    Optional<Double> noiseLevel)
    implements Energy {
  public Given {
    if (label.isEmpty() && noiseLevel.isEmpty()) {
      throw new ConfigException("", "fixes nothing; give label or noise_level");
    }
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Map<String, Energy> parts() {
    return Map.of("of", of);
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    return new Given(others.values().iterator().next(), label, noiseLevel);
  }

  @Override
  public Optional<Model> model() {
    return of.model();
  }

  @Override
  public Optional<Latent> latent() {
    return of.latent();
  }

  @Override
  public Optional<double[]> tails() {
    return of.tails();
  }

  @Override
  public Potential open() {
    Parts parts = Parts.open(parts());
    values()
        .forEach((name, value) -> parts.conditions().stream()
            .filter(condition -> condition.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new ConfigException(
                name,
                "the energy is not told any; it has "
                    + parts.conditions().stream().map(Condition::name).toList()))
            .require(value));
    List<Condition> left = parts.conditions().stream()
        .filter(condition -> !values().containsKey(condition.name()))
        .toList();
    return new Composed(
        "Given", parts, left, arrays(parts), fixedLabel(parts), calls -> methods(parts, left));
  }

  private Optional<Potential.Label> fixedLabel(Parts parts) {
    return label.flatMap(value -> parts.conditions().stream()
        .filter(condition -> condition.name().equals(Condition.LABEL))
        .map(condition -> new Potential.Label(value, condition.values().size()))
        .findFirst());
  }

  /** What is fixed, by name. */
  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    label.ifPresent(value -> values.put(Condition.LABEL, (double) value));
    noiseLevel.ifPresent(value -> values.put(Condition.NOISE_LEVEL, value));
    return values;
  }

  /** The fixed values, as the part is told them. */
  private Map<String, FloatArray> arrays(Parts parts) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    for (Condition condition : parts.conditions()) {
      Double fixed = values().get(condition.name());
      if (fixed != null) {
        arrays.put(condition.name(), condition.alike(fixed));
      }
    }
    return arrays;
  }

  private List<Method> methods(Parts parts, List<Condition> left) {
    List<String> ours = left.stream().map(Condition::name).toList();
    String c = parts.conditions().stream()
        .map(Condition::name)
        .map(name -> values().containsKey(name) ? "self." + name : "c[" + ours.indexOf(name) + "]")
        .collect(Collectors.joining(", ", "[", "]"));
    return List.of(
        Method.of(EnergyModule.ENERGY, "return (self.u_of).energy(x, w, " + c + ")"),
        Method.of(
            EnergyModule.ENERGY_GRADIENT, "return (self.u_of).energy_gradient(x, w, " + c + ")"),
        Method.of(EnergyModule.GRADIENT, "return (self.u_of).gradient(x, w, " + c + ")"));
  }
}
