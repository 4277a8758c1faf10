package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.data.Examples;
import org.ebm.data.TwoMoons;
import org.ebm.energy.Energy;
import org.ebm.energy.Flow;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Sum;
import org.ebm.network.Parameter;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every noise must keep; a new one fails here until it has an example. */
class NoiseContractTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Examples MOONS = new TwoMoons(0.1).open();
  private static final double CELL = 0.02;
  private static final Flow FLOW = new Flow(2, 5, 6);

  @TempDir
  private static Path folder;

  private static Map<Class<?>, Noise> examples() {
    return Map.of(
        BaseNoise.class,
        new BaseNoise(),
        NormalNoise.class,
        new NormalNoise(),
        MixtureNoise.class,
        new MixtureNoise(2),
        FlowNoise.class,
        new FlowNoise(5, 6, 0, 0.25),
        ModelNoise.class,
        new ModelNoise(model("flow", new Flow(2, 3, 4)), Optional.empty(), Optional.empty()));
  }

  /** Weights that bend: the first ones make a flow the standard normal law. */
  private static Weights bent(List<Parameter> parameters) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      double bound = parameter.bound() == 0 ? 0.3 : parameter.bound();
      arrays.put(
          parameter.name(), new Parameter(parameter.name(), parameter.shape(), bound).initial(KEY));
    }
    return new Weights(arrays);
  }

  private static Path model(String name, Energy energy) {
    ModelDirectory.write(folder.resolve(name), energy, bent(energy.parameters()));
    return folder.resolve(name);
  }

  private static NoiseLaw law(Noise noise) {
    return noise.open(
        noise instanceof BaseNoise ? new Sum(List.of(FLOW, Nets.smooth())).open() : Nets.smooth(),
        MOONS,
        KEY);
  }

  @Test
  void theBaseIsTheFlowThatTheEnergyBeginsWith() {
    assertThatThrownBy(() -> new BaseNoise().require(new Sum(List.of(Nets.smooth(), FLOW)).open()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("noise: base is the flow that the energy begins with");
    new BaseNoise().require(new Sum(List.of(FLOW, Nets.smooth())).open());
  }

  @Test
  void everyNoiseHasAnExample() {
    assertThat(examples().keySet()).isEqualTo(Set.of(Noise.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @ValueSource(classes = {NormalNoise.class, MixtureNoise.class})
  void theSameKeyFitsTheSameLaw(Class<?> kind) {
    Noise noise = Objects.requireNonNull(examples().get(kind));
    assertThat(law(noise).arrays()).isEqualTo(law(noise).arrays()).isNotEmpty();
  }

  /** Sum of p over cells of 0.02, far enough beyond the data; p's mean by that sum against the mean of 40 000 draws, within five standard errors (sd below 1.2). */
  @ParameterizedTest
  @ValueSource(
      classes = {
        NormalNoise.class,
        MixtureNoise.class,
        FlowNoise.class,
        ModelNoise.class,
        BaseNoise.class
      })
  void itsDensityIsOne_andItsDrawsHaveIt(Class<?> kind) {
    Noise noise = Objects.requireNonNull(examples().get(kind));
    NoiseLaw law = law(noise);
    List<FloatArray> q = noise instanceof BaseNoise
        ? bent(FLOW.parameters()).list()
        : noise.players(Shape.of(2)).stream()
            .flatMap(player -> bent(player.parameters()).list().stream())
            .toList();
    List<Method> methods = new ArrayList<>(law.methods());
    methods.add(Method.of(
        "density(q: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        "return [self.log_density(x, q)]"));
    methods.add(
        Method.of("draws(q: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
            generator = torch.Generator(device=x.device)
            generator.manual_seed(5)
            return [self.draw(40000, q, generator)]"""));
    TorchClass script = new TorchClass("Noise", law.modules(), Map.of(), law.arrays(), methods);
    FloatArray grid = grid();
    try (Program program = Program.load(Archive.write(script), TORCH).inference()) {
      float[] log = program.call("density", q, List.of(grid), 0).get(0).values();
      double total = 0;
      double[] mean = new double[2];
      for (int i = 0; i < log.length; i++) {
        double mass = Math.exp(log[i]) * CELL * CELL;
        total += mass;
        mean[0] += mass * grid.values()[2 * i];
        mean[1] += mass * grid.values()[2 * i + 1];
      }
      assertThat(total).isCloseTo(1, within(1e-3));
      FloatArray draws = program.call("draws", q, List.of(grid), 0).get(0);
      for (int axis = 0; axis < 2; axis++) {
        double sum = 0;
        for (int i = 0; i < draws.rows(); i++) {
          sum += draws.values()[2 * i + axis];
        }
        assertThat(sum / draws.rows()).isCloseTo(mean[axis], within(0.03));
      }
    }
  }

  /** From -6 to 6 along both axes. */
  private static FloatArray grid() {
    int n = (int) (12 / CELL);
    float[] points = new float[2 * n * n];
    for (int i = 0; i < n * n; i++) {
      points[2 * i] = (float) (-6 + (i % n + 0.5) * CELL);
      points[2 * i + 1] = (float) (-6 + (i / n + 0.5) * CELL);
    }
    return new FloatArray(new int[] {n * n, 2}, points);
  }

  /** The moons' mean is (1/2, 1/4); of 10 000 examples, of sd 0.87 and 0.5, five standard errors. */
  @Test
  void oneNormalLawHasTheMeanOfTheData() {
    float[] mean = new NormalNoise().fit(MOONS, KEY).mean().values();
    assertThat((double) mean[0]).isCloseTo(0.5, within(0.044));
    assertThat((double) mean[1]).isCloseTo(0.25, within(0.025));
  }

  @Test
  void aModelThatIsNoFlowNeedsItsLogZ_andAFlowHasIt() {
    Path network = model("network", Nets.smooth());
    assertThatThrownBy(() -> law(new ModelNoise(network, Optional.empty(), Optional.empty())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("noise.model.log_z: is missing");
    assertThatThrownBy(() -> law(new ModelNoise(network, Optional.of(1.0), Optional.empty())))
        .hasMessageContaining("noise.model.samples: are missing");
    Path flow = model("other", new Flow(2, 2, 3));
    assertThatThrownBy(() -> law(new ModelNoise(flow, Optional.of(1.0), Optional.empty())))
        .hasMessageContaining("leave it out");
    Path wide = model("wide", new Flow(3, 2, 3));
    assertThatThrownBy(() -> law(new ModelNoise(wide, Optional.empty(), Optional.empty())))
        .hasMessageContaining("shape of the data, 2, got 3");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
