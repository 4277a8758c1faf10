package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

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
  public List<Parameter> parameters() {
    return Parts.parameters(parts());
  }

  @Override
  public long numbersPerExample() {
    return of.numbersPerExample();
  }

  @Override
  public Optional<Model> model() {
    return of.model();
  }

  @Override
  public Optional<double[]> tails() {
    return of.tails();
  }

  @Override
  public Potential open() {
    return new Opened(new Parts(Map.of("of", of.open())), values());
  }

  private Map<String, Double> values() {
    Map<String, Double> values = new java.util.TreeMap<>();
    label.ifPresent(value -> values.put(Condition.LABEL, (double) value));
    noiseLevel.ifPresent(value -> values.put(Condition.NOISE_LEVEL, value));
    return values;
  }

  /** @param values by condition */
  private record Opened(Parts parts, Map<String, Double> values) implements Potential {
    private Opened {
      values.forEach((name, value) -> inner(parts)
          .condition(name)
          .orElseThrow(() -> new ConfigException(
              name,
              "the energy is not told any; it has "
                  + inner(parts).conditions().stream().map(Condition::name).toList()))
          .require(value));
    }

    private static Potential inner(Parts parts) {
      return java.util.Objects.requireNonNull(parts.opened().get("of"));
    }

    @Override
    public Shape shape() {
      return parts.shape();
    }

    @Override
    public List<Parameter> parameters() {
      return parts.parameters();
    }

    @Override
    public Space space() {
      return parts.space();
    }

    @Override
    public List<Condition> conditions() {
      return parts.conditions().stream()
          .filter(condition -> !values.containsKey(condition.name()))
          .toList();
    }

    @Override
    public Optional<Label> fixedLabel() {
      return Optional.ofNullable(values.get(Condition.LABEL))
          .flatMap(value -> inner(parts)
              .condition(Condition.LABEL)
              .map(condition -> new Label(value.intValue(), condition.values().size())));
    }

    @Override
    public Set<Ability> abilities() {
      return parts.abilities();
    }

    @Override
    public Map<String, String> fingerprints() {
      return parts.fingerprints();
    }

    @Override
    public Optional<Torchscript.Opened> foreign() {
      return parts.foreign();
    }

    @Override
    public double temperature() {
      return parts.temperature();
    }

    @Override
    public long numbersPerExample() {
      return parts.numbersPerExample();
    }

    @Override
    public EnergyModule module(Precision precision, Graph graph) {
      Parts.Calls calls = parts.calls(precision, graph);
      List<String> ours = conditions().stream().map(Condition::name).toList();
      List<String> told = new ArrayList<>();
      Map<String, FloatArray> arrays = new java.util.LinkedHashMap<>();
      for (Condition condition : parts.conditions()) {
        Double fixed = values.get(condition.name());
        told.add(
            fixed == null
                ? "c[" + ours.indexOf(condition.name()) + "]"
                : "self." + condition.name());
        if (fixed != null) {
          arrays.put(condition.name(), condition.alike(fixed));
        }
      }
      String c = "[" + String.join(", ", told) + "]";
      List<Method> methods = List.of(
          Method.of(EnergyModule.PREPARE, "return " + calls.prepare()),
          Method.of(EnergyModule.ENERGY, "return (self.u_of).energy(x, w, " + c + ")"),
          Method.of(
              EnergyModule.ENERGY_GRADIENT, "return (self.u_of).energy_gradient(x, w, " + c + ")"),
          Method.of(EnergyModule.GRADIENT, "return (self.u_of).gradient(x, w, " + c + ")"));
      return new EnergyModule(
          new TorchClass("Given", calls.children(), Map.of(), arrays, methods), calls.prepared());
    }
  }
}
