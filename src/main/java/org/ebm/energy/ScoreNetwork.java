package org.ebm.energy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Condition;
import org.ebm.network.Layer;
import org.ebm.network.Parameter;
import org.ebm.network.Stack;
import org.ebm.network.StackText;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * A network whose output is a slope, s(x) in the shape of x, in place of an energy: grad log p(x), or with noise levels that of the noisy data, s(x; sigma) = f(x, sigma) / sigma. Nothing makes it the slope of
 * any U: what needs U itself (log Z, samplers that reject, verdicts) refuses it. Its {@code energy} is NaN.
 * <p>Source: Song and Ermon (2019), NeurIPS, section 3.
 */
@Kind("score")
public record ScoreNetwork(
    @Key(value = "sizes of one example: [2] or [channels, height, width]", range = ">= 1")
    List<Integer> input,

    @Key(
        value = "levels of noise that the network is told about; none: it describes the data alone",
        byDefault = "none")
    Optional<NoiseLevels> noiseLevels,

    @Key("the layers, input first; the last one gives as many numbers as an example has")
    List<Layer> layers,

    @Key(
        "what the data are measured in, as data.arrays.standardize finds it; not given: the input is taken as it is")
    Optional<Standardized> standardized)
    implements SelfContained {
  public ScoreNetwork {
    input = List.copyOf(input);
    layers = List.copyOf(layers);
    Shape shape = new Shape(input);
    standardized.ifPresent(units -> units.requireFor(shape));
    Stack stack = new Stack(layers);
    Shape output = stack.outputShape(shape);
    stack.parameters(shape);
    if (!output.equals(shape)) {
      throw new ConfigException(
          "layers",
          "the last layer must give a slope in the shape of the input, " + shape + ", got " + output
              + "; for one number, an energy, choose energy.network");
    }
    if (noiseLevels.isEmpty() && stack.reads().contains(Condition.NOISE_LEVEL)) {
      throw new ConfigException(
          "noise_levels",
          "a noise_level_embedding needs levels; give noise_levels: {largest: 1, smallest: 0.01}");
    }
  }

  @Override
  public Shape shape() {
    return new Shape(input);
  }

  @Override
  public Space space() {
    return Space.real(shape(), Layout.of(shape()));
  }

  @Override
  public Set<Ability> abilities() {
    return layers.stream().allMatch(Layer::isPiecewiseLinear)
        ? EnumSet.of(Ability.GRADIENT)
        : EnumSet.of(Ability.GRADIENT, Ability.CURVATURE);
  }

  @Override
  public long numbersPerExample() {
    return new Stack(layers).shapes(shape()).stream().mapToLong(Shape::elements).sum();
  }

  @Override
  public List<Parameter> parameters() {
    return new Stack(layers).parameters(shape());
  }

  @Override
  public boolean hasConvolutions() {
    return parameters().stream().anyMatch(parameter -> parameter.shape().rank() >= 4);
  }

  @Override
  public List<Condition> conditions() {
    List<Condition> told = new ArrayList<>();
    noiseLevels.map(NoiseLevels::condition).ifPresent(told::add);
    told.addAll(new Stack(layers).conditions().values());
    return told;
  }

  @Override
  public Optional<Units> units() {
    return standardized.map(Standardized::units);
  }

  @Override
  public ScoreNetwork measuredIn(Units units) {
    Standardized known = standardized.orElseGet(() -> Standardized.of(units));
    return new ScoreNetwork(input, noiseLevels, layers, Optional.of(known));
  }

  @Override
  public ScoreNetwork withInput(List<Integer> sizes) {
    return new ScoreNetwork(sizes, noiseLevels, layers, standardized);
  }

  @Override
  public List<Problem> withoutWeights(String place) {
    return List.of(new Problem(
        place + ".score",
        "has no weights here; give a learned one: energy: {model: runs/NAME/model}"));
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    StackText text = new Stack(layers).text(shape(), 1);
    NetworkLines network = new NetworkLines(
        shape(), text, text.prepared(), parameters(), conditions(), standardized, precision);
    List<String> slope = network.forward();
    String downhill = "torch.neg(" + network.inData(network.toFloat32(text.output())) + ")";
    slope.add("return " + (noiseLevels.isEmpty() ? downhill : network.overNoiseLevel(downhill)));
    List<Method> methods = List.of(
        new Method(EnergyModule.PREPARE, network.prepare()),
        Method.of(
            EnergyModule.ENERGY,
            "return torch.full([torch.size(x, 0)], float(\"nan\"), dtype=6, device=x.device)"),
        new Method(EnergyModule.GRADIENT, network.unpacked(slope)),
        Method.of(
            EnergyModule.ENERGY_GRADIENT, "return (self.energy(x, w, c), self.gradient(x, w, c))"));
    return new EnergyModule(
        new TorchClass("ScoreNetwork", methods), network.weights().size());
  }
}
