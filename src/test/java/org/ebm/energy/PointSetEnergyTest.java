package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.network.ChannelNorm;
import org.ebm.network.Dense;
import org.ebm.network.LeakyRelu;
import org.ebm.network.PointDense;
import org.ebm.network.PointPool;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A set has no first point. */
class PointSetEnergyTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(8);
  private static final int POINTS = 256;
  private static final int N = 20;

  @ParameterizedTest
  @EnumSource
  void permutingPoints_changesNothing(PointPool.Over over) {
    Network network = new Network(
        List.of(POINTS, 3),
        0.01,
        Optional.empty(),
        List.of(
            new PointDense(32),
            new ChannelNorm(1.0e-5),
            new LeakyRelu(0.05),
            new PointDense(32),
            new PointPool(over),
            new Dense(16),
            new LeakyRelu(0.05),
            new Dense(1)),
        Optional.of(Layout.POINT_SET));
    FloatArray x = Nets.uniform(network.shape(), N, KEY.fold("x"));
    int[] order = PermutationSampler.natural(POINTS);
    PermutationSampler.shuffle(KEY.fold("order").generator(), order);
    FloatArray permuted = FloatArray.zeros(network.shape(), N);
    for (int set = 0; set < N; set++) {
      for (int point = 0; point < POINTS; point++) {
        System.arraycopy(
            x.values(),
            3 * (set * POINTS + order[point]),
            permuted.values(),
            3 * (set * POINTS + point),
            3);
      }
    }
    float[] before = energies(network, x);
    float[] after = energies(network, permuted);
    assertThat(Stream.iterate(0, i -> i + 1).limit(N).map(i -> before[i]).distinct())
        .hasSize(N);
    for (int i = 0; i < N; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(1e-5f * Math.abs(before[i])));
    }
  }

  private static float[] energies(Network network, FloatArray x) {
    TorchClass script = TorchClass.over(
        "energy",
        network.module(Precision.FLOAT32, Graph.FAST).script(),
        "Asked",
        List.of(Method.of(
            "asked(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
            "return [(self.energy).energy(x, (self.energy).prepare(p), c)]")));
    try (Program program = Program.load(Archive.write(script), TORCH)) {
      return program
          .call("asked", Nets.parameters(network, KEY), List.of(), List.of(x), 0)
          .get(0)
          .values();
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
