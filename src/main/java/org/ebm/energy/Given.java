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

/** U(x) = U_1(x; c) at a fixed value of what U_1 is told: a class of a conditional energy, a noise level, an image. Two of them in a {@link Sum} are "3 and 5". */
@Kind("given")
public record Given(
    @Key("the energy that is told") Energy of,

    @Key(value = "the class, counted from 0", range = ">= 0", byDefault = "none")
    Optional<Integer> label,

    @Key(
        value = "sigma, one of the energy's noise levels or between",
        range = "> 0",
        byDefault = "none")
    Optional<Double> noiseLevel,

    @Key(
        value = "the image, one for all chains or several that are dealt to them",
        byDefault = "none")
    Optional<GivenImages> image)
    implements Energy {
  public Given {
    if (label.isEmpty() && noiseLevel.isEmpty() && image.isEmpty()) {
      throw new ConfigException("", "fixes nothing; give label, noise_level or image");
    }
  }

  /** At a number. */
  public Given(Energy of, Optional<Integer> label, Optional<Double> noiseLevel) {
    this(of, label, noiseLevel, Optional.empty());
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
    return new Given(others.values().iterator().next(), label, noiseLevel, image);
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
    Map<String, FloatArray> fixed = new LinkedHashMap<>();
    values().forEach((name, value) -> {
      Condition condition = told(parts, name);
      condition.require(value);
      fixed.put(name, condition.alike(value));
    });
    Optional<GivenImages.Opened> images =
        image.map(source -> source.open(told(parts, Condition.IMAGE)));
    images.ifPresent(opened -> fixed.put(Condition.IMAGE, opened.images()));
    Composed.Fixed given = new Composed.Fixed(fixed, fixedLabel(parts), images);
    List<Condition> left = parts.conditions().stream()
        .filter(condition -> !given.alike().containsKey(condition.name()))
        .toList();
    return new Composed("Given", parts, left, given.alike(), given, calls -> methods(parts, left));
  }

  private static Condition told(Parts parts, String name) {
    return parts.conditions().stream()
        .filter(condition -> condition.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ConfigException(
            name,
            "the energy is not told any; it has "
                + parts.conditions().stream().map(Condition::name).toList()));
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

  private List<Method> methods(Parts parts, List<Condition> left) {
    List<String> ours = left.stream().map(Condition::name).toList();
    String c = parts.conditions().stream()
        .map(Condition::name)
        .map(name -> ours.contains(name) ? "c[" + ours.indexOf(name) + "]" : "self." + name)
        .collect(Collectors.joining(", ", "[", "]"));
    return List.of(
        Method.of(EnergyModule.ENERGY, "return (self.u_of).energy(x, w, " + c + ")"),
        Method.of(
            EnergyModule.ENERGY_GRADIENT, "return (self.u_of).energy_gradient(x, w, " + c + ")"),
        Method.of(EnergyModule.GRADIENT, "return (self.u_of).gradient(x, w, " + c + ")"));
  }
}
