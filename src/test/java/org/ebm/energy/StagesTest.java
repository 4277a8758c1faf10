package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.network.Dense;
import org.ebm.network.LabelEmbedding;
import org.ebm.network.LeakyRelu;
import org.ebm.script.Archive;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hidden stages of energies and of trees of them. Those of each kind of layer: LayerContractTest. */
class StagesTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(3);

  @TempDir
  private Path folder;

  @AfterAll
  static void close() {
    TORCH.close();
  }

  /** A kind that learns hidden units must let them be read; the others have none. */
  @Test
  void everySelfContainedEnergyIsKnownToHaveStagesOrNone() {
    Set<Class<?>> with = Set.of(Network.class, Rbm.class);
    Set<Class<?>> without = Set.of(
        BoltzmannMachine.class,
        DoubleWell.class,
        Flow.class,
        Frame.class,
        Funnel.class,
        Gaussian.class,
        GaussianMixture.class,
        MuellerBrown.class,
        Rosenbrock.class);
    assertThat(SelfContained.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(with.stream(), without.stream()).toList());
    assertThat(new MuellerBrown().stages()).isEmpty();
    assertThat(Nets.toy().stages()).hasSize(4);
    assertThat(new Rbm(List.of(2), 3, 0.1).stages()).hasSize(1);
  }

  private static FloatArray read(Stages part, FloatArray x) {
    byte[] archive = Archive.write(part.reading(part.of().stages(), Stage.Pool.MEAN));
    try (Program program = Program.load(archive, TORCH)) {
      return program
          .call("read", part.weights().list(), part.conditions(), List.of(x))
          .get(0);
    }
  }

  /** Weights 1 -1 / 2 0.5, biases 0.5 and 0, of bits 1 and 1: inputs 0.5 + 1 + 2 and -1 + 0.5. */
  @Test
  void hiddenUnitsOfAnRbm_areTheirProbabilities() {
    Rbm rbm = new Rbm(List.of(2), 2, 0.1);
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("weight", new FloatArray(new int[] {2, 2}, new float[] {1, -1, 2, 0.5f}));
    arrays.put("visible_bias", FloatArray.of(0, 0));
    arrays.put("hidden_bias", FloatArray.of(0.5f, 0));
    FloatArray read = read(
        new Stages("", rbm, new Weights(arrays), Map.of()),
        new FloatArray(new int[] {1, 2}, new float[] {1, 1}));
    assertThat(read.values()[0]).isCloseTo((float) (1 / (1 + Math.exp(-3.5))), within(1e-6f));
    assertThat(read.values()[1]).isCloseTo((float) (1 / (1 + Math.exp(0.5))), within(1e-6f));
  }

  private static Weights weights(Energy energy) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    energy.parameters().forEach(p -> arrays.put(p.name(), p.initial(KEY)));
    return new Weights(arrays);
  }

  /** The network inside a tilted one, inside a sum, is read as it is alone, with its own weights. */
  @Test
  void aNetworkInATreeIsReadAsItIsAlone() {
    Network network = Nets.smooth();
    Energy tree = new Sum(
        List.of(new Gaussian(List.of(1.0, 1.0), List.of(0.0, 0.0)), new Tilted(network, 0.5)));
    ModelDirectory.write(folder.resolve("model"), tree, weights(tree));
    List<Stages> parts = Stages.of(new Model(folder.resolve("model")));
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).place()).isEqualTo("sum1.of");
    Map<String, FloatArray> own = new LinkedHashMap<>();
    weights(tree).arrays().forEach((name, array) -> own.put(name.replace("sum1_of_", ""), array));
    FloatArray x = Nets.uniform(network.shape(), 5, KEY);
    assertThat(read(parts.get(0), x))
        .isEqualTo(read(new Stages("", network, new Weights(own), Map.of()), x));
    assertThat(read(parts.get(0).untrained(KEY.fold(1)), x)).isNotEqualTo(read(parts.get(0), x));
  }

  @Test
  void aLabelIsTold_orAskedFor() {
    Network network = new Network(
        List.of(2),
        1.0,
        List.of(new Dense(3), new LabelEmbedding(4), new LeakyRelu(0.05), new Dense(1)));
    ModelDirectory.write(folder.resolve("told"), network, weights(network));
    Model model = new Model(folder.resolve("told"));
    FloatArray x = Nets.uniform(network.shape(), 5, KEY);
    Stages two = Stages.of(new Given(model, Optional.of(2), Optional.empty())).get(0);
    Stages three = Stages.of(new Given(model, Optional.of(3), Optional.empty())).get(0);
    assertThat(read(two, x)).isNotEqualTo(read(three, x));
    assertThatThrownBy(() -> Stages.of(model).get(0).conditions())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--set condition.label=3");
  }
}
