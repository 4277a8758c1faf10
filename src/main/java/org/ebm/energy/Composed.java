package org.ebm.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * An opened energy that is made of others: what follows from the parts alone.
 *
 * @param type name of its class
 * @param conditions what it is told, in its order
 * @param arrays fixed arrays that the text reads as {@code self.NAME}
 * @param fixed what its parts are told already
 * @param text the methods energy, energy_gradient and gradient, from the calls of the parts
 */
record Composed(
    String type,
    Parts parts,
    List<Condition> conditions,
    Map<String, FloatArray> arrays,
    Fixed fixed,
    Function<Parts.Calls, List<Method>> text)
    implements Potential {
  /** One that is told what its parts are told, and holds nothing of its own. */
  Composed(String type, Parts parts, Function<Parts.Calls, List<Method>> text) {
    this(type, parts, List.of(), text);
  }

  /** @param told after what the parts are told */
  Composed(
      String type, Parts parts, List<Condition> told, Function<Parts.Calls, List<Method>> text) {
    this(
        type,
        parts,
        Stream.concat(parts.conditions().stream(), told.stream()).toList(),
        Map.of(),
        Fixed.NOTHING,
        text);
  }

  /**
   * What parts are told already.
   *
   * @param values by name, (1, ...) for all chains alike, or (m, ...), dealt to them
   * @param label the class among them
   * @param images the images among them, and what is known of them
   */
  record Fixed(
      Map<String, FloatArray> values, Optional<Label> label, Optional<GivenImages.Opened> images) {
    static final Fixed NOTHING = new Fixed(Map.of(), Optional.empty(), Optional.empty());

    /** Those that differ between chains. */
    Map<String, FloatArray> dealt() {
      return among(false);
    }

    /** Those for all chains alike. */
    Map<String, FloatArray> alike() {
      return among(true);
    }

    private Map<String, FloatArray> among(boolean alike) {
      Map<String, FloatArray> some = new LinkedHashMap<>(values);
      some.values().removeIf(rows -> rows.rows() == 1 != alike);
      return some;
    }
  }

  @Override
  public Optional<Label> fixedLabel() {
    return fixed.label();
  }

  @Override
  public Optional<GivenImages.Pairs> pairs() {
    return fixed.images().flatMap(GivenImages.Opened::pairs);
  }

  @Override
  public Map<String, FloatArray> given() {
    return fixed.values();
  }

  @Override
  public Shape shape() {
    return parts.shape();
  }

  @Override
  public Map<String, FloatArray> dealt() {
    Map<String, FloatArray> all = new LinkedHashMap<>(parts.dealt());
    all.putAll(fixed.dealt());
    return all;
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
  public Set<Ability> abilities() {
    return parts.abilities();
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    Parts.Calls calls = parts.calls(precision, graph);
    List<Method> methods = new ArrayList<>();
    methods.add(Method.of(EnergyModule.PREPARE, "return " + calls.prepare()));
    methods.addAll(text.apply(calls));
    return new EnergyModule(
        new TorchClass(type, calls.children(), Map.of(), arrays, methods), calls.prepared());
  }

  @Override
  public Optional<Potential> base() {
    return type.equals("Sum")
        ? Optional.of(parts.opened().values().iterator().next())
        : Optional.empty();
  }

  @Override
  public Map<String, String> fingerprints() {
    Map<String, String> all = new TreeMap<>(parts.fingerprints());
    fixed.images().ifPresent(images -> all.putAll(images.fingerprints()));
    return all;
  }

  @Override
  public Optional<Frame> frame() {
    return parts.opened().values().stream()
        .flatMap(part -> part.frame().stream())
        .findFirst();
  }

  @Override
  public Optional<UserCode> foreign() {
    return parts.foreign();
  }

  @Override
  public Optional<Units> units() {
    return parts.units();
  }

  @Override
  public double temperature() {
    return parts.temperature();
  }

  @Override
  public long numbersPerExample() {
    return parts.numbersPerExample();
  }
}
