package org.ebm.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;

/**
 * A TorchScript class as text: the serialized dialect, in which types are spelled out, element types are numbers ({@link ElementType}) and only
 * engine operators and the class's own methods can be called.
 *
 * @param name an identifier
 * @param parameters named weights held as attributes, in order; empty for a program whose weights arrive as an argument
 * @param methods in order; a method may call those before it
 */
public record ScriptClass(String name, Map<String, FloatArray> parameters, List<Method> methods) {
  public ScriptClass {
    methods = List.copyOf(methods);
  }

  public ScriptClass(String name, List<Method> methods) {
    this(name, Map.of(), methods);
  }

  /** This class with more methods after its own. */
  public ScriptClass with(Method... more) {
    List<Method> all = new ArrayList<>(methods);
    all.addAll(List.of(more));
    return new ScriptClass(name, parameters, all);
  }

  /** This class holding its weights as named attributes. */
  public ScriptClass holding(Map<String, FloatArray> weights) {
    return new ScriptClass(name, weights, methods);
  }

  /** Whether a method asks the engine for a gradient, for which the engine has to follow every operator. */
  public boolean differentiates() {
    return methods.stream()
        .flatMap(method -> method.body().stream())
        .anyMatch(line -> line.contains("torch.autograd."));
  }

  /** The class's source text, as the archive's main file holds it. */
  public String text() {
    return text("__torch__", Map.of());
  }

  /**
   * The class's source text in a module of its own.
   *
   * @param module full name: {@code __torch__.ebm}
   * @param objects attributes beside the weights, with their types
   */
  String text(String module, Map<String, String> objects) {
    String names =
        parameters.keySet().stream().map(key -> "\"" + key + "\", ").collect(Collectors.joining());
    Stream<String> weights = parameters.keySet().stream().map(key -> key + " : Tensor");
    Stream<String> others =
        objects.entrySet().stream().map(object -> object.getKey() + " : " + object.getValue());
    String attributes = Stream.of(Stream.of("training : bool"), weights, others)
        .flatMap(lines -> lines)
        .map(line -> "  " + line + "\n")
        .collect(Collectors.joining());
    return "class " + name + "(Module):\n"
        + "  __parameters__ = [" + names + "]\n"
        + "  __buffers__ = []\n"
        + attributes
        + methods.stream()
            .map(method -> method.text(module + "." + name))
            .collect(Collectors.joining("\n"));
  }
}
