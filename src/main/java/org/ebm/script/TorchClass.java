package org.ebm.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;

/**
 * A TorchScript class as text, and the one object of it: the serialized dialect, in which types are spelled out, element types are numbers ({@link
 * ElementType}) and only engine operators, the class's own methods and those of its children can be called: {@code (self.base).energy(x, w, c)}.
 *
 * @param type an identifier; the archive adds a number where two classes of a tree share one
 * @param children modules below this one, by attribute name
 * @param parameters named weights held as attributes, in order: what Python sees as parameters
 * @param arrays fixed arrays held as attributes, in order: what Python sees as buffers
 * @param methods in order; a method may call those before it
 */
public record TorchClass(
    String type,
    Map<String, TorchModule> children,
    Map<String, FloatArray> parameters,
    Map<String, FloatArray> arrays,
    List<Method> methods)
    implements TorchModule {
  public TorchClass {
    methods = List.copyOf(methods);
  }

  /** A class that holds nothing. */
  public TorchClass(String type, List<Method> methods) {
    this(type, Map.of(), Map.of(), Map.of(), methods);
  }

  /** A class over one child. */
  public static TorchClass over(
      String child, TorchModule module, String type, List<Method> methods) {
    return new TorchClass(type, Map.of(child, module), Map.of(), Map.of(), methods);
  }

  /** This class with more methods after its own. */
  public TorchClass with(Method... more) {
    return new TorchClass(
        type,
        children,
        parameters,
        arrays,
        Stream.concat(methods.stream(), Arrays.stream(more)).toList());
  }

  /** This class holding its weights as named attributes. */
  public TorchClass holding(Map<String, FloatArray> weights) {
    return new TorchClass(type, children, weights, arrays, methods);
  }

  /** This class with fixed arrays as named attributes. */
  public TorchClass fixing(Map<String, FloatArray> fixed) {
    return new TorchClass(type, children, parameters, fixed, methods);
  }

  /** What others saved, in this module or below it, from left to right. */
  public List<ForeignModule> foreign() {
    List<ForeignModule> found = new ArrayList<>();
    for (TorchModule child : children.values()) {
      if (child instanceof ForeignModule saved) {
        found.add(saved);
      } else if (child instanceof TorchClass own) {
        found.addAll(own.foreign());
      }
    }
    return found;
  }

  /** Whether a method of this class, or of one below it, asks for a gradient; of what others saved nobody knows. */
  public boolean differentiates() {
    return methods.stream()
            .anyMatch(
                method -> method.body().stream().anyMatch(line -> line.contains("torch.autograd.")))
        || children.values().stream()
            .anyMatch(child -> !(child instanceof TorchClass own) || own.differentiates());
  }

  /** The class's source text as if it were alone in its program and its children had their own types' names. */
  public String text() {
    Map<String, String> types = new LinkedHashMap<>();
    children.forEach((name, child) -> types.put(
        name, child instanceof TorchClass own ? "__torch__." + own.type : "__torch__.Foreign"));
    return text("__torch__." + type, types);
  }

  /**
   * The class's source text in an archive.
   *
   * @param name full name: {@code __torch__.ebm.Kernel}
   * @param types full names of the children's types, by attribute
   */
  String text(String name, Map<String, String> types) {
    Stream<String> tensors = Stream.concat(parameters.keySet().stream(), arrays.keySet().stream())
        .map(key -> key + " : Tensor");
    Stream<String> modules =
        children.keySet().stream().map(child -> child + " : " + types.get(child));
    String attributes = Stream.of(Stream.of("training : bool"), tensors, modules)
        .flatMap(lines -> lines)
        .map(line -> "  " + line + "\n")
        .collect(Collectors.joining());
    return "class " + name.substring(name.lastIndexOf('.') + 1) + "(Module):\n"
        + "  __parameters__ = [" + quoted(parameters) + "]\n"
        + "  __buffers__ = [" + quoted(arrays) + "]\n"
        + attributes
        + methods.stream().map(method -> method.text(name)).collect(Collectors.joining("\n"));
  }

  private static String quoted(Map<String, FloatArray> attributes) {
    return attributes.keySet().stream()
        .map(key -> "\"" + key + "\", ")
        .collect(Collectors.joining());
  }
}
