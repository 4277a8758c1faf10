package org.ebm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.Network;
import org.ebm.energy.NoiseLevels;
import org.ebm.energy.Precision;
import org.ebm.energy.Stage;
import org.ebm.energy.Stages;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer must keep; a new layer is tested by being permitted, and fails here until it has an example. */
class LayerContractTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(5);
  private static final int N = 7;

  /** A network around each kind of layer, by the layer's class. */
  private static final Map<Class<?>, Network> EXAMPLES = Map.ofEntries(
      example(new Conv2d(3, 3, 1, 1), new Conv2d(4, 4, 2, 1), new Conv2d(3, 4, 1, 0)),
      example(new LeakyRelu(0.05)),
      example(new Relu()),
      example(new Swish()),
      example(new Softplus()),
      example(new Elu()),
      example(new Tanh()),
      example(new MaxPool2d(2, 2)),
      example(new AvgPool2d(3, 2, 1)),
      example(new NonLocal()),
      example(new SelfAttention()),
      example(new GroupNorm(2, 1.0e-5), new Conv2d(6, 3, 2, 1), new GroupNorm(6, 0.1)),
      example(new ConvTranspose2d(3, 4, 2, 1), new ConvTranspose2d(2, 3, 3, 1)),
      example(new Upsample2d(3)),
      example(new Wrap(2), new Conv2d(3, 5, 1, 0), new Swish()),
      Map.entry(GlobalPool.class, texture()),
      example(new Reshape(List.of(8, 4, 4)), new LeakyRelu(0.05)),
      example(new Residual(
          List.of(new Conv2d(2, 3, 1, 1), new Swish(), new Residual(List.of(new Tanh()))))),
      Map.entry(NoiseLevelEmbedding.class, noisy()),
      Map.entry(LabelEmbedding.class, labelled()),
      Map.entry(Concatenate.class, shown()),
      Map.entry(Conv3d.class, video()),
      volume(
          new MaxPool3d(List.of(2, 1, 2), List.of(2, 1, 2)),
          new AvgPool3d(List.of(1, 2, 2), List.of(1, 1, 2))),
      volume(new AvgPool3d(List.of(2, 3, 2), List.of(1, 2, 3))),
      points(new PointDense(6), new LeakyRelu(0.05), new PointPool(PointPool.Over.MEAN)),
      points(
          new ChannelNorm(1.0e-5),
          new Swish(),
          new PointPool(PointPool.Over.SUM),
          new ChannelNorm(0.5)),
      points(new PointPool(PointPool.Over.MAX)),
      Map.entry(FreeEnergy.class, classifier()),
      Map.entry(Flatten.class, Nets.image(4)),
      Map.entry(Dense.class, Nets.toy()));

  private static Map.Entry<Class<?>, Network> example(Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(new Conv2d(2, 3, 1, 1)));
    all.addAll(List.of(layers));
    return Map.entry(layers[0].getClass(), Nets.image(8, all.toArray(Layer[]::new)));
  }

  /** The embedding on channels, inside a residual, and on units. */
  private static Network noisy() {
    NoiseLevelEmbedding embedding = new NoiseLevelEmbedding(4);
    Residual inner = new Residual(List.of(new Conv2d(2, 3, 1, 1), embedding, new LeakyRelu(0.05)));
    List<Layer> layers = List.of(
        new Conv2d(2, 3, 1, 1),
        embedding,
        inner,
        new Flatten(),
        new Dense(5),
        embedding,
        new Tanh(),
        new Dense(1));
    return new Network(List.of(2, 8, 8), 0.5, Optional.of(new NoiseLevels(1, 0.3, 3)), layers);
  }

  private static Network classifier() {
    return new Network(
        List.of(2, 6, 6),
        0.5,
        List.of(
            new Conv2d(2, 3, 1, 1), new Swish(), new Flatten(), new Dense(3), new FreeEnergy(3)));
  }

  private static Network labelled() {
    LabelEmbedding embedding = new LabelEmbedding(3);
    return new Network(
        List.of(2, 6, 6),
        0.5,
        List.of(
            new Conv2d(2, 3, 1, 1),
            embedding,
            new Residual(List.of(new Conv2d(2, 3, 1, 1), embedding, new LeakyRelu(0.05))),
            new Flatten(),
            new Dense(5),
            embedding,
            new Tanh(),
            new Dense(1)));
  }

  /** An image beside x, what layers make of it inside the network, and beside units, told a class too. */
  private static Network shown() {
    List<Integer> image = List.of(2, 6, 6);
    return new Network(
        List.of(1, 6, 6),
        0.5,
        List.of(
            new Concatenate(image, List.of()),
            new Conv2d(3, 4, 2, 1),
            new Concatenate(image, List.of(new Conv2d(2, 4, 2, 1), new LeakyRelu(0.05))),
            new LeakyRelu(0.05),
            new Flatten(),
            new Dense(5),
            new Concatenate(
                image, List.of(new Flatten(), new Dense(4), new LabelEmbedding(3), new Swish())),
            new Tanh(),
            new Dense(1)));
  }

  /** Strides, padding and kernel differ along the axes. */
  private static Network video() {
    return new Network(
        List.of(2, 6, 9, 8),
        0.5,
        Optional.empty(),
        List.of(
            new Conv3d(3, List.of(3, 4, 5), List.of(1, 2, 3), List.of(0, 1, 2)),
            new LeakyRelu(0.05),
            new Conv3d(2, List.of(2, 2, 2), List.of(1, 1, 1), List.of(0, 0, 0)),
            new Swish(),
            new Flatten(),
            new Dense(1)),
        Optional.of(Layout.VIDEO));
  }

  /** Strides that cut the kernel into blocks, unlike along the axes. */
  private static Network blocks() {
    return new Network(
        List.of(2, 6, 9, 8),
        0.5,
        Optional.empty(),
        List.of(
            new Conv3d(3, List.of(2, 6, 4), List.of(1, 3, 2), List.of(0, 3, 1)),
            new LeakyRelu(0.05),
            new Conv3d(2, List.of(1, 2, 2), List.of(1, 2, 2), List.of(0, 0, 0)),
            new Swish(),
            new Flatten(),
            new Dense(1)),
        Optional.of(Layout.VIDEO));
  }

  /** Weights in another form, at each way in which a layer multiplies: pixel groups, one product, the engine's gradient, and the last layer. */
  private static Network formed(WeightForm form) {
    return new Network(
        List.of(2, 16, 16),
        0.5,
        List.of(
            new Conv2d(5, 3, 1, 1, form),
            new Swish(),
            new Conv2d(4, 4, 2, 1, form),
            new Residual(List.of(new Conv2d(4, 3, 1, 1, form), new GroupNorm(1, 1.0e-5))),
            new Conv2d(6, 8, 1, 0, form),
            new Flatten(),
            new Dense(5, form),
            new Swish(),
            new Dense(1, form)));
  }

  /** Convolutions on a torus, the mean of one layer and the sum of the last. */
  private static Network texture() {
    return new Network(
        List.of(2, 8, 10),
        0.5,
        List.of(
            new Wrap(1),
            new Conv2d(4, 4, 2, 0),
            new LeakyRelu(0.05),
            new Conv2d(3, 3, 1, 0),
            new Swish(),
            new GlobalPool(GlobalPool.Over.MEAN),
            new Reshape(List.of(3, 1, 1)),
            new GlobalPool(GlobalPool.Over.SUM),
            new Dense(1)));
  }

  private static Map.Entry<Class<?>, Network> volume(Layer... layers) {
    List<Layer> all = new ArrayList<>(
        List.of(new Conv3d(2, List.of(1, 1, 1), List.of(1, 1, 1), List.of(0, 0, 0))));
    all.addAll(List.of(layers));
    all.addAll(List.of(new Swish(), new Flatten(), new Dense(1)));
    return Map.entry(
        layers[0].getClass(),
        new Network(List.of(1, 6, 7, 8), 0.5, Optional.empty(), all, Optional.of(Layout.VOLUME)));
  }

  private static Map.Entry<Class<?>, Network> points(Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(new PointDense(5), new LeakyRelu(0.05)));
    all.addAll(List.of(layers));
    all.addAll(List.of(new Dense(4), new Tanh(), new Dense(1)));
    return Map.entry(
        layers[0].getClass(),
        new Network(List.of(11, 3), 0.5, Optional.empty(), all, Optional.of(Layout.POINT_SET)));
  }

  /** What a network is told: labels in turn, and everything else at its default. */
  private static List<FloatArray> told(Network network) {
    return network.conditions().stream()
        .map(condition -> condition.defaultArray().orElseGet(() -> {
          if (condition.name().equals(Condition.IMAGE)) {
            return Nets.uniform(condition.shape(), N, KEY.fold("image"));
          }
          float[] labels = new float[N];
          for (int i = 0; i < N; i++) {
            labels[i] = i % condition.values().size();
          }
          return FloatArray.of(labels);
        }))
        .toList();
  }

  /** The last layer no product, so that it takes 1 / T as the gradient at its output. */
  private static Network bounded() {
    return new Network(
        List.of(3), 0.25, List.of(new Dense(5), new Tanh(), new Dense(1), new Softplus()));
  }

  static Stream<Network> networks() {
    return Stream.concat(
        EXAMPLES.values().stream(),
        Stream.of(
            Nets.vanilla(1),
            Nets.nonLocal(1),
            bounded(),
            blocks(),
            formed(WeightForm.STANDARDIZED),
            formed(WeightForm.SPECTRAL)));
  }

  @Test
  void everyLayerHasAnExample() {
    assertThat(EXAMPLES.keySet()).isEqualTo(Set.of(Layer.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void handWrittenGradient_equalsAutograd(Network network) {
    assertThat(new Stack(network.layers()).text(network.shape(), 1).inputGradient())
        .as("every layer is hand-written today; a layer without one is right but slow")
        .isPresent();
    List<FloatArray> parameters = nonZero(network);
    List<FloatArray> results = both(network, parameters, Precision.FLOAT32);
    // float32 sums in another order: 1e-5 of the largest element
    assertClose(results.get(0), results.get(1), 1e-5);
    assertClose(results.get(2), results.get(3), 1e-5);
  }

  /** The engine follows every operator of a program that differentiates, and a step of a small network is then a tenth slower. */
  @ParameterizedTest
  @MethodSource("networks")
  void theEngineNeedNotFollowTheStep(Network network) {
    assertThat(network.module(Precision.FLOAT32, Graph.FAST).script().differentiates())
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void bfloat16IsCloseToFloat32(Network network) {
    List<FloatArray> parameters = nonZero(network);
    FloatArray exact = both(network, parameters, Precision.FLOAT32).get(2);
    FloatArray rounded = both(network, parameters, Precision.BFLOAT16).get(2);
    // eight bits of mantissa (0.2 % each rounding) and, at kinks and pool maxima, some units that
    // switch side: measured up to 0.19;
    // a wrong cast or layout gives about 1
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < exact.values().length; i++) {
      difference += Math.pow(exact.values()[i] - rounded.values()[i], 2);
      norm += Math.pow(exact.values()[i], 2);
    }
    assertThat(Math.sqrt(difference / norm)).isLessThan(0.25);
  }

  /** U by hand, U by autograd, gradient by hand, gradient by autograd. */
  private static List<FloatArray> both(
      Network network, List<FloatArray> parameters, Precision precision) {
    Method both = Method.of(
        "both(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
        w = (self.energy).prepare(p)
        (e, g) = (self.energy).energy_gradient(x, w, c)
        y = torch.requires_grad_(torch.detach(x), True)
        u = (self.energy).energy(y, w, c)
        gradient = torch.autograd.grad([torch.sum(u)], [y])[0]
        if gradient is None:
          result = torch.zeros_like(x)
        else:
          result = unchecked_cast(Tensor, gradient)
        return [e, torch.detach(u), torch.contiguous(g), torch.contiguous(result)]""");
    TorchClass script = TorchClass.over(
        "energy", network.module(precision, Graph.FAST).script(), "Both", List.of(both));
    FloatArray x = Nets.uniform(network.shape(), N, KEY.fold("x"));
    try (Program program = Program.load(Archive.write(script), TORCH)) {
      List<FloatArray> results = program.call("both", parameters, told(network), List.of(x), 0);
      assertThat(results.get(0).shape()).containsExactly(N);
      assertThat(results.get(2).shape()).containsExactly(network.shape().batch(N));
      return results;
    }
  }

  /** Initial weights, with the zeros of a non-local block replaced so that its gradient is seen. */
  private static List<FloatArray> nonZero(Network network) {
    return network.parameters().stream()
        .map(p -> p.bound() > 0 ? p : new Parameter(p.name(), p.shape(), 0.5))
        .map(p -> p.initial(KEY))
        .collect(Collectors.toList());
  }

  private static void assertClose(FloatArray actual, FloatArray expected, double tolerance) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.values().length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      difference = Math.max(difference, Math.abs(expected.values()[i] - actual.values()[i]));
    }
    assertThat(largest).isPositive();
    assertThat(difference).isLessThan(tolerance * largest);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void declaredShapesAreThoseThatTheEngineGives(Network network) {
    List<FloatArray> outputs = outputs(network);
    Shape shape = network.shape();
    for (int i = 0; i < network.layers().size(); i++) {
      shape = network.layers().get(i).outputShape(shape);
      assertThat(outputs.get(i).shape())
          .as("after layer %d, %s", i, network.layers().get(i))
          .containsExactly(shape.batch(N));
    }
  }

  /** Each stage is what its layer gives, pooled over all positions, also where a later layer overwrites that. */
  @ParameterizedTest
  @MethodSource("networks")
  void stagesAreWhatTheirLayersGive(Network network) {
    List<FloatArray> outputs = outputs(network);
    for (Stage.Pool pool : Stage.Pool.values()) {
      FloatArray features = features(network, pool);
      int column = 0;
      for (Stage stage : network.stages()) {
        FloatArray output = outputs.get(stage.layer());
        assertThat(output.shape()).containsExactly(stage.shape().batch(N));
        for (int channel = 0; channel < stage.width(); channel++) {
          for (int n = 0; n < N; n++) {
            assertThat(features.values()[n * features.rowElements() + column])
                .as("%s of channel %d of %s", pool, channel, stage)
                .isCloseTo((float) pooled(output, n, channel, pool), within(1e-5f));
          }
          column++;
        }
      }
      assertThat(features.shape()).containsExactly(N, column);
    }
  }

  /** Channels come first, in sets of points last. */
  private static double pooled(FloatArray output, int n, int channel, Stage.Pool pool) {
    boolean points = output.shape().length == 3;
    int channels = output.shape()[points ? 2 : 1];
    int positions = output.rowElements() / channels;
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < positions; i++) {
      int at = points ? i * channels + channel : channel * positions + i;
      double value = output.values()[n * output.rowElements() + at];
      sum += value;
      most = Math.max(most, value);
    }
    return pool == Stage.Pool.MEAN ? sum / positions : most;
  }

  /** Mean 0 and sd 1 over the numbers of each group, before what is learned: 4 channels in 2 groups. */
  @Test
  void groupsHaveMeanZeroAndSdOne() {
    Network network = Nets.image(6, new Conv2d(4, 3, 1, 1), new GroupNorm(2, 1.0e-5));
    List<FloatArray> plain =
        network.parameters().stream().map(p -> p.initial(KEY)).toList();
    FloatArray output = outputs(network, plain).get(1);
    int group = output.rowElements() / 2;
    for (int from = 0; from < output.values().length; from += group) {
      double mean = 0;
      double squares = 0;
      for (int i = from; i < from + group; i++) {
        mean += output.values()[i] / group;
        squares += output.values()[i] * output.values()[i] / group;
      }
      assertThat(mean).isCloseTo(0, within(1e-5));
      // var / (var + epsilon), of a variance of about 0.1
      assertThat(squares).isCloseTo(1, within(1e-3));
    }
  }

  /** Of w = (1, 2, 6): sd sqrt(7), so (w - 3) . x / sqrt(7); norm sqrt(41). The bias is 1, x = (1, 0, 0). */
  @Test
  void weightsAreMultipliedInTheirForm() {
    assertThat(outputOf(WeightForm.LEARNED, 1, 2, 6)).isCloseTo(2, within(1e-6));
    assertThat(outputOf(WeightForm.STANDARDIZED, 1, 2, 6))
        .isCloseTo(1 - 2 / Math.sqrt(7), within(1e-5));
    assertThat(outputOf(WeightForm.SPECTRAL, 1, 2, 6))
        .isCloseTo(1 + 1 / Math.sqrt(41), within(1e-6));
    assertThat(outputOf(WeightForm.SPECTRAL, 10, 20, 60))
        .isCloseTo(1 + 1 / Math.sqrt(41), within(1e-6));
  }

  private static double outputOf(WeightForm form, float... weight) {
    Network network = new Network(List.of(3), 1, List.of(new Dense(1, form)));
    List<FloatArray> parameters =
        List.of(new FloatArray(new int[] {1, 3}, weight), FloatArray.of(1));
    TorchClass module = network.module(Precision.FLOAT32, Graph.FAST).script();
    TorchClass script = module.with(Method.of(
        "one(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        "return [self.energy(x, self.prepare(p), [])]"));
    FloatArray x = new FloatArray(new int[] {1, 3}, new float[] {1, 0, 0});
    try (Program program = Program.load(Archive.write(script), TORCH)) {
      return program.call("one", parameters, List.of(x)).get(0).values()[0];
    }
  }

  private static FloatArray features(Network network, Stage.Pool pool) {
    FloatArray x = Nets.uniform(network.shape(), N, KEY.fold("x"));
    Weights weights =
        Weights.of(network.parameters().stream().map(Parameter::name).toList(), nonZero(network));
    TorchClass script = new Stages("", network, weights, Map.of()).reading(network.stages(), pool);
    try (Program program = Program.load(Archive.write(script), TORCH)) {
      return program.call("read", weights.list(), told(network), List.of(x)).get(0);
    }
  }

  /** What each layer of a network gives for N examples: the body of the energy, ended before its last line. */
  private static List<FloatArray> outputs(Network network) {
    return outputs(network, nonZero(network));
  }

  private static List<FloatArray> outputs(Network network, List<FloatArray> parameters) {
    TorchClass module = network.module(Precision.FLOAT32, Graph.FAST).script();
    Method energy = module.methods().stream()
        .filter(method -> method.signature().equals(EnergyModule.ENERGY))
        .findFirst()
        .orElseThrow();
    String outputs = new Stack(network.layers())
        .text(network.shape(), 1).lines().stream()
            .map(lines -> "torch.clone(" + lines.variable("out") + ")")
            .collect(Collectors.joining(", ", "return [", "]"));
    List<String> body = new ArrayList<>(energy.body().subList(0, energy.body().size() - 1));
    body.add(outputs);
    TorchClass script = module.with(
        new Method(
            "outputs_with(x: Tensor, w: List[Tensor], c: List[Tensor]) -> List[Tensor]", body),
        Method.of(
            "outputs(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
            "return self.outputs_with(x, self.prepare(p), c)"));
    FloatArray x = Nets.uniform(network.shape(), N, KEY.fold("x"));
    try (Program program = Program.load(Archive.write(script), TORCH)) {
      return program.call("outputs", parameters, told(network), List.of(x), 0);
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
