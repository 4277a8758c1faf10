package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.base.Shape;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * What plain PyTorch finds on the outermost class of a file that we export, whose weights are its parameters. The methods' names and signatures never change; a score network has those of its slope alone.
 * <p>{@code prepare(p) -> w}, {@code energy_with(x, w)}, {@code energy_gradient_with(x, w)} and {@code gradient_with(x, w)} take the weights as a list and, after them, what the
 * energy is told, in place of the defaults. Energies of spins and bits have no gradients, nor the methods that give them.
 */
public final class PublicMethods {
  private PublicMethods() {}

  /**
   * The class of energy.pt: besides those, {@code forward(x) = U(x)} (n) and {@code energy_gradient(x)} (U (n), dU/dx (n, ...)); of a score network {@code forward(x)} is the score, -dU/dx (n, ...).
   */
  static TorchClass energy(Potential energy) {
    List<String> own = energy.parameters().stream()
        .map(parameter -> "self." + parameter.name())
        .toList();
    boolean valued = energy.abilities().contains(Ability.ENERGY);
    List<Method> methods = new ArrayList<>(of(energy, "self.tree"));
    methods.add(Method.of(
        "forward(x: Tensor) -> Tensor",
        valued
            ? "return self.energy_with(x, self.prepare(" + own + "))"
            : "return torch.neg(self.gradient_with(x, self.prepare(" + own + ")))"));
    if (valued && hasGradient(energy)) {
      methods.add(Method.of(
          "energy_gradient(x: Tensor) -> Tuple[Tensor, Tensor]",
          "return self.energy_gradient_with(x, self.prepare(" + detached(energy) + "))"));
    }
    TorchClass tree = energy.module(Precision.FLOAT32, Graph.FAST).script();
    return TorchClass.over("tree", tree, "Energy", methods);
  }

  /** A list expression of the class's weights, out of every graph. */
  public static List<String> detached(Potential energy) {
    return energy.parameters().stream()
        .map(parameter -> "torch.detach(self." + parameter.name() + ")")
        .toList();
  }

  /**
   * The four methods, or two.
   *
   * @param module expression of the energy's module
   */
  public static List<Method> of(Potential energy, String module) {
    int prepared = energy.module(Precision.FLOAT32, Graph.FAST).prepared();
    String arguments = "(x, torch.slice(w, 0, " + prepared + "), torch.slice(w, " + prepared + "))";
    List<Method> methods = new ArrayList<>(List.of(prepare(energy, module)));
    boolean valued = energy.abilities().contains(Ability.ENERGY);
    if (valued) {
      methods.add(Method.of(
          "energy_with(x: Tensor, w: List[Tensor]) -> Tensor",
          "return (" + module + ").energy" + arguments));
    }
    if (valued && hasGradient(energy)) {
      methods.add(Method.of(
          "energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]",
          "return (" + module + ").energy_gradient" + arguments));
    }
    if (hasGradient(energy)) {
      methods.add(Method.of(
          "gradient_with(x: Tensor, w: List[Tensor]) -> Tensor",
          "return (" + module + ").gradient" + arguments));
    }
    return methods;
  }

  private static boolean hasGradient(Potential energy) {
    return energy.abilities().contains(Ability.GRADIENT);
  }

  private static Method prepare(Potential energy, String module) {
    List<Parameter> parameters = energy.parameters();
    List<String> lines = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Condition condition : energy.conditions()) {
      int index = parameters.size() + told.size();
      String name = condition.name();
      lines.add("if torch.gt(torch.len(p), " + index + "):");
      lines.add("  " + name + " = p[" + index + "]");
      lines.add("else:");
      lines.addAll(otherwise(condition));
      told.add(name);
    }
    String w = "(" + module + ").prepare(torch.slice(p, 0, " + parameters.size() + "))";
    lines.add("return " + (told.isEmpty() ? w : "torch.add(" + w + ", " + told + ")"));
    return new Method(EnergyModule.PREPARE, lines);
  }

  private static List<String> otherwise(Condition condition) {
    return condition
        .byDefault()
        .map(value ->
            List.of("  " + condition.name() + " = " + full(condition.shape(), value, "p[0]")))
        .orElseGet(() -> List.of(
            "  ops.prim.RaiseException(\"" + condition.name() + " must follow the weights\")",
            "  " + condition.name() + " = p[0]"));
  }

  /** One value for all examples alike, on the device of an array. */
  private static String full(Shape shape, double value, String like) {
    List<Integer> sizes = Stream.concat(Stream.of(1), shape.sizes().stream()).toList();
    return "torch.full(" + sizes + ", " + value + ", dtype=6, device=" + like + ".device)";
  }

  /** A list expression of the conditions' defaults; those without are refused before. */
  public static String defaults(Potential energy, String like) {
    return "annotate(List[Tensor], "
        + energy.conditions().stream()
            .map(condition -> full(condition.shape(), condition.byDefault().orElseThrow(), like))
            .toList()
        + ")";
  }
}
