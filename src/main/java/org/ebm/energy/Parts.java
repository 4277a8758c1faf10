package org.ebm.energy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.script.TorchModule;

/**
 * The energies that one energy is made of: each its own module of the program, which is handed its slice of the parameters and those of the conditions that it names.
 *
 * @param opened by name, an identifier; all of one shape
 */
record Parts(Map<String, Potential> opened) {
  /** @throws ConfigException if their shapes differ, or one has no gradient */
  Parts {
    opened = new LinkedHashMap<>(opened);
    Shape shape = null;
    for (var part : opened.entrySet()) {
      Shape own = part.getValue().shape();
      if (shape != null && !own.equals(shape)) {
        throw new ConfigException(
            part.getKey(),
            "must be an energy of the same shape as the others, " + shape + ", got " + own);
      }
      if (!part.getValue().abilities().contains(Ability.GRADIENT)) {
        throw new ConfigException(
            part.getKey(),
            "must be an energy of real numbers, its x are "
                + part.getValue().space().support().words()
                + "; such an energy stands alone, change its own keys (beta, coupling, field)");
      }
      shape = own;
    }
  }

  static Parts open(Map<String, Energy> parts) {
    Map<String, Potential> opened = new LinkedHashMap<>();
    parts.forEach((name, part) -> opened.put(name, part.open()));
    return new Parts(opened);
  }

  /** Learned arrays of energies below one, named after their place. */
  static List<Parameter> parameters(Map<String, Energy> parts) {
    List<Parameter> all = new ArrayList<>();
    parts.forEach((name, part) -> part.parameters()
        .forEach(parameter -> all.add(parameter.named(name + "_" + parameter.name()))));
    return all;
  }

  /** A list's elements by name. */
  static Map<String, Energy> numbered(String name, List<Energy> energies) {
    Map<String, Energy> all = new LinkedHashMap<>();
    for (int i = 0; i < energies.size(); i++) {
      all.put(name + i, energies.get(i));
    }
    return all;
  }

  /** Of all, axis by axis; empty unless all are known. */
  static Optional<double[]> tails(List<Energy> energies, DoubleBinaryOperator joined) {
    return energies.stream()
        .map(Energy::tails)
        .reduce((a, b) -> a.isEmpty() || b.isEmpty() || a.get().length != b.get().length
            ? Optional.empty()
            : Optional.of(IntStream.range(0, a.get().length)
                .mapToDouble(axis -> joined.applyAsDouble(a.get()[axis], b.get()[axis]))
                .toArray()))
        .orElse(Optional.empty());
  }

  Shape shape() {
    return opened.values().iterator().next().shape();
  }

  /** That of the first part that has a better word than point. */
  Space space() {
    return opened.values().stream()
        .map(Potential::space)
        .filter(space -> space.layout() != Layout.POINT)
        .findFirst()
        .orElseGet(() -> opened.values().iterator().next().space());
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    opened.forEach((name, part) -> part.parameters()
        .forEach(parameter -> all.add(parameter.named(name + "_" + parameter.name()))));
    return all;
  }

  /** Of all, each name once. */
  List<Condition> conditions() {
    Map<String, Condition> all = new LinkedHashMap<>();
    opened.forEach((name, part) -> part.conditions().forEach(condition -> {
      Condition other = all.putIfAbsent(condition.name(), condition);
      if (other != null && !other.equals(condition)) {
        throw new ConfigException(
            name,
            "is told " + condition + " as '" + condition.name() + "' and another part " + other
                + "; fix it in one of them: given: {of: ..., " + condition.name() + ": ...}");
      }
    }));
    return List.copyOf(all.values());
  }

  /** Of all. */
  Map<String, FloatArray> dealt() {
    Map<String, FloatArray> all = new LinkedHashMap<>();
    opened.values().forEach(part -> all.putAll(part.dealt()));
    return all;
  }

  /** What all of them offer; a curvature only if every part that is learned has one. Densities together are no density. */
  Set<Ability> abilities() {
    Set<Ability> all = EnumSet.complementOf(EnumSet.of(Ability.NORMALIZED));
    opened.values().forEach(part -> all.retainAll(part.abilities()));
    List<Potential> learned =
        opened.values().stream().filter(part -> !part.parameters().isEmpty()).toList();
    boolean curved = (learned.isEmpty() ? opened.values() : learned)
        .stream().allMatch(part -> part.abilities().contains(Ability.CURVATURE));
    if (curved) {
      all.add(Ability.CURVATURE);
    }
    return all;
  }

  /** By place: {@code sum0/weights.safetensors}. */
  Map<String, String> fingerprints() {
    Map<String, String> all = new TreeMap<>();
    opened.forEach((name, part) ->
        part.fingerprints().forEach((file, hash) -> all.put(name + "/" + file, hash)));
    return all;
  }

  Optional<UserCode> foreign() {
    return opened.values().stream().flatMap(part -> part.foreign().stream()).findFirst();
  }

  /** The lowest of those parts that are learned. */
  double temperature() {
    return opened.values().stream()
        .filter(part -> !part.parameters().isEmpty())
        .mapToDouble(Potential::temperature)
        .min()
        .orElse(1);
  }

  Optional<Units> units() {
    return opened.values().stream().flatMap(part -> part.units().stream()).findFirst();
  }

  long numbersPerExample() {
    return opened.values().stream().mapToLong(Potential::numbersPerExample).sum();
  }

  /** Their modules, and the lines that call them. */
  Calls calls(Precision precision, Graph graph) {
    Map<String, EnergyModule> modules = new LinkedHashMap<>();
    opened.forEach((name, part) -> modules.put(name, part.module(precision, graph)));
    return new Calls(this, modules);
  }

  /** @param modules by part */
  record Calls(Parts parts, Map<String, EnergyModule> modules) {
    Map<String, TorchModule> children() {
      Map<String, TorchModule> children = new LinkedHashMap<>();
      modules.forEach((name, module) -> children.put("u_" + name, module.script()));
      return children;
    }

    int prepared() {
      return modules.values().stream().mapToInt(EnergyModule::prepared).sum();
    }

    /** The expression of w. */
    String prepare() {
      if (modules.size() == 1) {
        return "(self.u_" + modules.keySet().iterator().next() + ").prepare(p)";
      }
      int[] at = {0};
      return modules.keySet().stream()
          .map(name -> {
            int from = at[0];
            at[0] += parts.potential(name).parameters().size();
            return "(self.u_" + name + ").prepare(" + slice("p", from, at[0]) + ")";
          })
          .reduce((a, b) -> "torch.add(" + a + ", " + b + ")")
          .orElseThrow();
    }

    /** The call of a part's method: {@code (self.u_sum0).energy(x, torch.slice(w, 0, 8), [c[0]])}. */
    String call(String name, String method) {
      int from = 0;
      for (var module : modules.entrySet()) {
        if (module.getKey().equals(name)) {
          break;
        }
        from += module.getValue().prepared();
      }
      int to = from + Objects.requireNonNull(modules.get(name)).prepared();
      String w = modules.size() == 1 ? "w" : slice("w", from, to);
      return "(self.u_" + name + ")." + method + "(x, " + w + ", " + told(name) + ")";
    }

    /** Those conditions that a part names, picked one by one: two parts may share one. */
    String told(String name) {
      List<String> ours = parts.conditions().stream().map(Condition::name).toList();
      List<String> its =
          parts.potential(name).conditions().stream().map(Condition::name).toList();
      return its.equals(ours) ? "c" : picked(its, ours);
    }
  }

  private Potential potential(String name) {
    return Objects.requireNonNull(opened.get(name));
  }

  /** A list expression of some of the elements of {@code c}. */
  static String picked(List<String> wanted, List<String> all) {
    return wanted.isEmpty()
        ? "annotate(List[Tensor], [])"
        : wanted.stream()
            .map(name -> "c[" + all.indexOf(name) + "]")
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String slice(String list, int from, int to) {
    return from == to
        ? "annotate(List[Tensor], [])"
        : "torch.slice(" + list + ", " + from + ", " + to + ")";
  }
}
