package org.ebm.energy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.config.KindName;
import org.ebm.network.Condition;
import org.ebm.network.FreeEnergy;
import org.ebm.network.Layer;
import org.ebm.network.Parameter;
import org.ebm.network.Stack;
import org.ebm.network.StackText;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * The energy of a feed-forward network with one output f: U(x) = f(x) / temperature.
 * <p>A Langevin step of size eps moves by (eps^2 / 2) dU/dx, so temperature = eps^2 / 2 makes it x - df/dx + eps z, the published form (Nijkamp et al.
 * 2020), in which f is learned at a scale of its own.
 * <p>With noise levels it is a family of energies U(x; sigma) = f(x, sigma) / (sigma T), one for each level: scores of data noisier by sigma are smaller by as much.
 */
@Kind("network")
public record Network(
    @Key(value = "sizes of one example: [2] or [channels, height, width]", range = ">= 1")
    List<Integer> input,

    @Key(
        value = "T in U = f / T; eps^2 / 2 makes a Langevin step  x - grad f + eps z",
        range = "> 0",
        byDefault = "1.0")
    double temperature,

    @Key(
        value = "levels of noise that the energy is told about; none: it describes the data alone",
        byDefault = "none")
    Optional<NoiseLevels> noiseLevels,

    @Key("the layers, input first; the last one gives a single number")
    List<Layer> layers,

    @Key(
        value =
            "what the axes of the input mean, where there are 2 or 4: video, volume or point_set; auto: a point or an image",
        byDefault = "auto")
    Optional<Layout> layout,

    @Key(
        "what the data are measured in, as data.arrays.standardize finds it; not given: the input is taken as it is")
    Optional<Standardized> standardized)
    implements SelfContained {
  /** The engine's parser crashes on a few thousand, and residuals in residuals take a power of their depth to write. */
  private static final int MOST_LAYERS = 1000;

  public Network {
    input = List.copyOf(input);
    layers = List.copyOf(layers);
    Shape shape = new Shape(input);
    standardized.ifPresent(units -> units.requireFor(shape));
    layout.ifPresent(given -> Space.real(shape, given));
    Stack stack = new Stack(layers);
    if (stack.texts() > MOST_LAYERS) {
      throw new ConfigException(
          "layers",
          "at most " + MOST_LAYERS + " layers, got " + stack.texts()
              + "; a residual counts 1 and three times what is in it");
    }
    Shape output = stack.outputShape(new Shape(input));
    stack.parameters(new Shape(input));
    if (output.elements() != 1) {
      throw new ConfigException(
          "layers",
          "the last layer must give one number, got " + output + " from " + new Shape(input));
    }
    if (noiseLevels.isEmpty() && stack.reads().contains(Condition.NOISE_LEVEL)) {
      throw new ConfigException(
          "noise_levels",
          "a noise_level_embedding needs levels; give noise_levels: {largest: 1, smallest: 0.01}");
    }
  }

  /** An energy without noise levels. */
  public Network(List<Integer> input, double temperature, List<Layer> layers) {
    this(input, temperature, Optional.empty(), layers);
  }

  /** An energy of points or images. */
  public Network(
      List<Integer> input,
      double temperature,
      Optional<NoiseLevels> noiseLevels,
      List<Layer> layers) {
    this(input, temperature, noiseLevels, layers, Optional.empty());
  }

  /** An energy of data as they are. */
  public Network(
      List<Integer> input,
      double temperature,
      Optional<NoiseLevels> noiseLevels,
      List<Layer> layers,
      Optional<Layout> layout) {
    this(input, temperature, noiseLevels, layers, layout, Optional.empty());
  }

  @Override
  public Network withTemperature(double other) {
    return new Network(input, other, noiseLevels, layers, layout, standardized);
  }

  @Override
  public Optional<Units> units() {
    return standardized.map(Standardized::units);
  }

  @Override
  public Network measuredIn(Units units) {
    Standardized known = standardized.orElseGet(() -> Standardized.of(units));
    return new Network(input, temperature, noiseLevels, layers, layout, Optional.of(known));
  }

  @Override
  public Network withInput(List<Integer> sizes) {
    return new Network(sizes, temperature, noiseLevels, layers, layout, standardized);
  }

  /** Whether U has no curvature almost everywhere, so that score matching by its second derivative cannot see it. */
  public boolean isPiecewiseLinear() {
    return layers.stream().allMatch(Layer::isPiecewiseLinear);
  }

  @Override
  public Shape shape() {
    return new Shape(input);
  }

  @Override
  public Space space() {
    return Space.real(shape(), layout.orElseGet(() -> Layout.of(shape())));
  }

  /** What its layers give is kept for the gradient. */
  @Override
  public long numbersPerExample() {
    return new Stack(layers).shapes(shape()).stream().mapToLong(Shape::elements).sum();
  }

  /** Learned arrays, in the order of the program's list argument. */
  @Override
  public List<Parameter> parameters() {
    return new Stack(layers).parameters(shape());
  }

  /** Number of learned values. */
  public long parameterCount() {
    return parameters().stream()
        .mapToLong(parameter -> parameter.shape().elements())
        .sum();
  }

  /** A convolution is what has weights of four axes or more. */
  @Override
  public boolean hasConvolutions() {
    return parameters().stream().anyMatch(parameter -> parameter.shape().rank() >= 4);
  }

  /** The noise level first, then what the layers read, by name. */
  @Override
  public List<Condition> conditions() {
    List<Condition> told = new ArrayList<>();
    noiseLevels.map(NoiseLevels::condition).ifPresent(told::add);
    new Stack(layers).conditions().values().forEach(told::add);
    return told;
  }

  @Override
  public Set<Ability> abilities() {
    return isPiecewiseLinear()
        ? EnumSet.of(Ability.ENERGY, Ability.GRADIENT)
        : EnumSet.of(Ability.ENERGY, Ability.GRADIENT, Ability.CURVATURE);
  }

  @Override
  public List<Problem> withoutWeights(String place) {
    return List.of(new Problem(
        place + ".network",
        "has no weights here; give a learned one: energy: {model: runs/NAME/model}"));
  }

  /** Layers grow at most linearly, all that there are. */
  @Override
  public Optional<double[]> tails() {
    return Optional.of(new double[shape().elements()]);
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    NetworkLines network = lines(precision);
    List<Method> methods = new ArrayList<>(List.of(
        new Method(EnergyModule.PREPARE, network.prepare()),
        new Method(EnergyModule.ENERGY, energy(network))));
    Optional<String> byHand =
        graph == Graph.FAST ? network.text().energyGradient() : Optional.empty();
    byHand.ifPresentOrElse(
        gradient -> methods.addAll(List.of(
            new Method(EnergyModule.ENERGY_GRADIENT, handWritten(network, gradient)),
            new Method(EnergyModule.GRADIENT, withoutEnergy(network, gradient)))),
        () -> methods.addAll(Autograd.methods(graph)));
    classes().ifPresent(k -> methods.add(classEnergies(network)));
    return new EnergyModule(
        new TorchClass("Network", methods), network.weights().size());
  }

  private NetworkLines lines(Precision precision) {
    StackText text = new Stack(layers).text(shape(), 1 / temperature);
    return new NetworkLines(
        shape(),
        text,
        text.preparedForEnergy(),
        parameters(),
        conditions(),
        standardized,
        precision);
  }

  @Override
  public Optional<Integer> classes() {
    return layers.get(layers.size() - 1) instanceof FreeEnergy last && noiseLevels.isEmpty()
        ? Optional.of(last.classes())
        : Optional.empty();
  }

  private Method classEnergies(NetworkLines network) {
    List<String> lines = network.opening();
    IntStream.range(0, layers.size() - 1)
        .forEach(i -> lines.addAll(network.text().forward(i)));
    String numbers = network.toFloat32(network.text().output(layers.size() - 2));
    lines.add("return torch.mul(" + numbers + ", " + 1 / temperature + ")");
    return new Method(EnergyModule.CLASS_ENERGIES, network.unpacked(lines));
  }

  /** What activations and residuals give, before the last layer; where there is none, what each layer but the last gives. */
  @Override
  public List<Stage> stages() {
    List<Shape> shapes = new Stack(layers).shapes(shape());
    boolean marked = layers.stream().limit(layers.size() - 1L).anyMatch(Layer::isStage);
    return IntStream.range(0, layers.size() - 1)
        .filter(i -> !marked || layers.get(i).isStage())
        .mapToObj(i -> new Stage(i, KindName.of(layers.get(i).getClass()), shapes.get(i + 1)))
        .toList();
  }

  @Override
  public TorchClass features(List<Stage> read, Stage.Pool pool) {
    NetworkLines network = lines(Precision.FLOAT32);
    List<String> lines = network.opening();
    int found = 0;
    for (int i = 0; found < read.size(); i++) {
      lines.addAll(network.text().forward(i));
      // at once: the next layer may overwrite it
      if (read.get(found).layer() == i) {
        lines.add(
            "stage_" + found + " = " + read.get(found).pooled(network.text().output(i), pool));
        found++;
      }
    }
    lines.add(Stages.joined(found));
    return new TorchClass(
        "NetworkFeatures",
        List.of(
            new Method(EnergyModule.PREPARE, network.prepare()),
            new Method(Stages.FEATURES, network.unpacked(lines))));
  }

  private List<String> energy(NetworkLines network) {
    List<String> lines = network.forward();
    lines.add("return " + energyOf(network));
    return network.unpacked(lines);
  }

  private List<String> handWritten(NetworkLines network, String gradient) {
    List<String> lines = network.forward();
    lines.add("energy = " + energyOf(network));
    gradient.lines().forEach(lines::add);
    lines.add("return (energy, " + gradientOf(network) + ")");
    return network.unpacked(lines);
  }

  private List<String> withoutEnergy(NetworkLines network, String gradient) {
    List<String> lines = network.forward();
    gradient.lines().forEach(lines::add);
    lines.add("return " + gradientOf(network));
    return network.unpacked(lines);
  }

  private String energyOf(NetworkLines network) {
    String f = network.toFloat32("torch.reshape(" + network.text().output() + ", [-1])");
    String energy = temperature == 1 ? f : "torch.mul(" + f + ", " + 1 / temperature + ")";
    return noiseLevels.isEmpty()
        ? energy
        : "torch.div(" + energy + ", " + Condition.NOISE_LEVEL + ")";
  }

  private String gradientOf(NetworkLines network) {
    String gradient = network.inData(network.toFloat32(network.text().gradientAtInput()));
    return noiseLevels.isEmpty() ? gradient : network.overNoiseLevel(gradient);
  }
}
