package org.ebm.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * A part of an energy that has hidden stages, as a program that reads them.
 *
 * @param place in the tree: {@code sum0.of}; empty for a whole energy
 * @param of the part, by itself
 * @param weights its own
 * @param told what it is told where the tree fixes it, by name
 */
public record Stages(String place, SelfContained of, Weights weights, Map<String, Double> told) {
  /** {@code features(x, w, c) -> (n, widths together)}. */
  static final String FEATURES = "features(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";

  private static final String READ =
      "read(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]";

  /** Of all parts of an energy that have some and see x itself, from left to right; files are read here. */
  public static List<Stages> of(Energy energy) {
    List<Stages> found = new ArrayList<>();
    collect("", energy, new Weights(Map.of()), Map.of(), found);
    return List.copyOf(found);
  }

  private static void collect(
      String place, Energy energy, Weights weights, Map<String, Double> told, List<Stages> found) {
    if (energy instanceof Model model) {
      ModelDirectory.Contents read = model.contents();
      collect(place, read.energy(), read.weights(), told, found);
    } else if (energy instanceof SelfContained part) {
      if (!part.stages().isEmpty()) {
        found.add(new Stages(place, part, weights, told));
      }
    } else if (!(energy instanceof Latent)) {
      // the x of a latent's parts are made of its own
      Map<String, Double> all = new LinkedHashMap<>(told);
      if (energy instanceof Given given) {
        all.putAll(given.values());
      }
      energy
          .parts()
          .forEach((name, part) -> collect(
              place.isEmpty() ? name : place + "." + name,
              part,
              below(name + "_", weights),
              all,
              found));
    }
  }

  private static Weights below(String prefix, Weights weights) {
    Map<String, FloatArray> own = new LinkedHashMap<>();
    weights.arrays().forEach((name, array) -> {
      if (name.startsWith(prefix)) {
        own.put(name.substring(prefix.length()), array);
      }
    });
    return new Weights(own);
  }

  /** The same part as it is before it learns. */
  public Stages untrained(RandomKey key) {
    Map<String, FloatArray> first = new LinkedHashMap<>();
    RandomKey own = key.fold(place);
    for (Parameter parameter : of.parameters()) {
      first.put(parameter.name(), parameter.initial(own));
    }
    return new Stages(place, of, new Weights(first), told);
  }

  /** What a call is told, for all examples alike. */
  public List<FloatArray> conditions() {
    List<FloatArray> defaults = new ArrayList<>();
    for (Condition condition : of.conditions()) {
      Double fixed = told.get(condition.name());
      defaults.add(
          fixed != null
              ? condition.alike(fixed)
              : condition.defaultArray().orElseThrow(() -> Potential.untold(condition)));
    }
    return defaults;
  }

  /** A program {@code read(p, c, x, control) -> [(n, widths together)]}. */
  public TorchClass reading(List<Stage> stages, Stage.Pool pool) {
    return TorchClass.over(
        "energy",
        of.features(stages, pool),
        "Features",
        List.of(Method.of(
            READ,
            "return [torch.contiguous((self.energy).features(x, (self.energy).prepare(p), c))]")));
  }

  /** The same with its weights, for plain PyTorch: {@code forward(x) -> (n, widths together)}. */
  public TorchClass exported(List<Stage> stages, Stage.Pool pool) {
    Map<String, FloatArray> fixed = new LinkedHashMap<>();
    List<FloatArray> conditions = conditions();
    for (int i = 0; i < conditions.size(); i++) {
      fixed.put("told_" + i, conditions.get(i));
    }
    String c = fixed.isEmpty()
        ? "annotate(List[Tensor], [])"
        : fixed.keySet().stream().map(name -> "self." + name).toList().toString();
    TorchClass script = TorchClass.over(
        "energy",
        of.features(stages, pool),
        "Features",
        List.of(Method.of(
            "forward(x: Tensor) -> Tensor",
            "return (self.energy).features(x, (self.energy).prepare(" + Model.attributes(weights)
                + "), " + c + ")")));
    return script.holding(weights.arrays()).fixing(fixed);
  }

  /** The last line of {@code features}. */
  static String joined(int stages) {
    return "return torch.cat("
        + IntStream.range(0, stages).mapToObj(i -> "stage_" + i).toList() + ", 1)";
  }
}
