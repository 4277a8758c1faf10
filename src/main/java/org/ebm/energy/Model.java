package org.ebm.energy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.base.Units;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Condition;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/** A learned energy, read from its folder. Its weights are fixed. */
@Kind("model")
public record Model(
    @Key("model folder of a training run (network.yaml, weights.safetensors)")
    Path folder,

    @Key(
        "sizes of one x, of an energy whose layers fit any: [3, 96, 96] where [3, 32, 32] was learned; not given: as learned")
    Optional<List<Integer>> input)
    implements Energy {

  /** As it was learned. */
  public Model(Path folder) {
    this(folder, Optional.empty());
  }

  @Override
  public Shape shape() {
    return learned().shape();
  }

  @Override
  public Support support() {
    return learned().support();
  }

  @Override
  public long numbersPerExample() {
    return learned().numbersPerExample();
  }

  @Override
  public Optional<Model> model() {
    return Optional.of(this);
  }

  @Override
  public Optional<double[]> tails() {
    return learned().tails();
  }

  @Override
  public boolean hasConvolutions() {
    return learned().hasConvolutions();
  }

  @Override
  public Optional<Units> units() {
    return learned().units();
  }

  @Override
  public Potential open() {
    return contents().open();
  }

  /** The learned energy and its weights, for the size that is asked for. */
  ModelDirectory.Contents contents() {
    ModelDirectory.Contents read = ModelDirectory.load(folder);
    return new ModelDirectory.Contents(sized(read.energy()), read.weights(), read.fingerprints());
  }

  private Energy learned() {
    return sized(ModelDirectory.energy(folder));
  }

  /** The same parameters in layers for another size, if they fit it. */
  private Energy sized(Energy energy) {
    if (input.isEmpty()) {
      return energy;
    }
    try {
      Energy other = energy.withInput(input.get());
      if (other.shape().sizes().equals(input.get())
          && other.parameters().equals(energy.parameters())) {
        return other;
      }
    } catch (ConfigException e) {
      throw misfit(energy, "; " + e.problems().get(0).message());
    }
    throw misfit(energy, "");
  }

  private ConfigException misfit(Energy energy, String reason) {
    return new ConfigException(
        "energy.model.input",
        "the layers of " + folder + ", learned on " + energy.shape() + ", do not fit "
            + new Shape(input.orElseThrow())
            + ": only those that end with global_pool fit other sizes; leave it out" + reason);
  }

  /**
   * A learned energy with its weights inside.
   *
   * @param learned what it was before: its parameters are those of the weights
   * @param fingerprints of the files that were read
   */
  record Opened(Potential learned, Weights weights, Map<String, String> fingerprints)
      implements Potential {
    @Override
    public Shape shape() {
      return learned.shape();
    }

    @Override
    public Space space() {
      return learned.space();
    }

    @Override
    public List<Condition> conditions() {
      return learned.conditions();
    }

    @Override
    public Set<Ability> abilities() {
      return learned.abilities();
    }

    @Override
    public Optional<UserCode> foreign() {
      return learned.foreign();
    }

    @Override
    public Optional<Units> units() {
      return learned.units();
    }

    @Override
    public double temperature() {
      return learned.temperature();
    }

    @Override
    public long numbersPerExample() {
      return learned.numbersPerExample();
    }

    @Override
    public Optional<Integer> classes() {
      return learned.classes();
    }

    @Override
    public Optional<ExactLaw> exactLaw(List<FloatArray> none) {
      return learned.exactLaw(weights.list());
    }

    /** The learned energy's own class, which finds its parameters in itself: no module more on the way of a step. */
    @Override
    public EnergyModule module(Precision precision, Graph graph) {
      EnergyModule module = learned.module(precision, graph);
      TorchClass script = module.script();
      List<Method> methods = new ArrayList<>();
      for (Method method : script.methods()) {
        methods.add(
            method.signature().equals(EnergyModule.PREPARE)
                ? method.after("p = " + attributes(weights))
                : method);
      }
      Map<String, FloatArray> arrays = new LinkedHashMap<>(weights.arrays());
      arrays.putAll(script.arrays());
      TorchClass whole =
          new TorchClass(script.type(), script.children(), Map.of(), arrays, methods);
      return new EnergyModule(whole, module.prepared());
    }
  }

  /** A list expression of a class's own arrays. */
  static String attributes(Weights weights) {
    return weights.arrays().keySet().stream()
        .map(name -> "self." + name)
        .toList()
        .toString();
  }
}
