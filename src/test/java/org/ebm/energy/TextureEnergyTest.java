package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.network.Conv2d;
import org.ebm.network.GlobalPool;
import org.ebm.network.LeakyRelu;
import org.ebm.network.Parameter;
import org.ebm.network.Wrap;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A texture has no upper left corner, and no size. */
class TextureEnergyTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(8);
  private static final int N = 6;
  private static final Tilted ENERGY = new Tilted(
      new Network(
          List.of(3, 16, 16),
          0.01,
          List.of(
              new Wrap(3),
              new Conv2d(8, 8, 2, 0),
              new LeakyRelu(0.05),
              new Wrap(1),
              new Conv2d(8, 4, 2, 0),
              new LeakyRelu(0.05),
              new Conv2d(1, 1, 1, 0),
              new GlobalPool(GlobalPool.Over.SUM))),
      1);

  @TempDir
  private Path folder;

  private static Weights weights() {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : ENERGY.parameters()) {
      arrays.put(parameter.name(), parameter.initial(KEY));
    }
    return new Weights(arrays);
  }

  /** x as pixels of a picture so many times as high and wide, which repeats it; and shifted. */
  private static FloatArray tiled(FloatArray x, int times, int down, int right) {
    int side = x.shape()[2];
    FloatArray tiled = FloatArray.zeros(Shape.of(3, times * side, times * side), x.rows());
    for (int i = 0; i < tiled.values().length; i++) {
      int column = i % (times * side);
      int row = i / (times * side) % (times * side);
      int plane = i / (times * side * times * side);
      int from = Math.floorMod(row - down, side) * side + Math.floorMod(column - right, side);
      tiled.values()[i] = x.values()[plane * side * side + from];
    }
    return tiled;
  }

  private static float[] energies(Potential energy, FloatArray x) {
    TorchClass script = TorchClass.over(
        "energy",
        energy.module(Precision.FLOAT32, Graph.FAST).script(),
        "Asked",
        List.of(Method.of(
            "asked(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
            "return [(self.energy).energy(x, (self.energy).prepare(p), c)]")));
    try (Program program = Program.load(Archive.write(script), TORCH)) {
      return program.call("asked", List.of(), List.of(), List.of(x), 0).get(0).values();
    }
  }

  @Test
  void shiftsByTheTotalStride_leaveTheEnergyAsItIs() {
    ModelDirectory.write(folder, ENERGY, weights());
    Potential model = new Model(folder).open();
    FloatArray x = Nets.uniform(ENERGY.shape(), N, KEY.fold("x"));
    float[] before = energies(model, x);
    float[] after = energies(model, tiled(x, 1, 4, 8));
    float[] between = energies(model, tiled(x, 1, 1, 0));
    for (int i = 0; i < N; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(1e-5f * Math.abs(before[i])));
      // two strides of two: a shift by one is another picture
      assertThat(between[i]).isNotCloseTo(before[i], within(1e-5f * Math.abs(before[i])));
    }
  }

  /** A torus of nine copies has nine times the energy. */
  @Test
  void aLearnedEnergy_isOneOfLargerPicturesToo() {
    ModelDirectory.write(folder, ENERGY, weights());
    Model larger = new Model(folder, Optional.of(List.of(3, 48, 48)));
    assertThat(larger.shape()).isEqualTo(Shape.of(3, 48, 48));
    FloatArray x = Nets.uniform(ENERGY.shape(), N, KEY.fold("x"));
    float[] small = energies(new Model(folder).open(), x);
    float[] large = energies(larger.open(), tiled(x, 3, 0, 0));
    for (int i = 0; i < N; i++) {
      assertThat(large[i]).isCloseTo(9 * small[i], within(1e-5f * Math.abs(large[i])));
    }
  }

  @Test
  void layersThatFitOneSizeOnly_areRefused() {
    Network fixed = Nets.vanilla(3);
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    fixed.parameters().forEach(p -> arrays.put(p.name(), p.initial(KEY)));
    ModelDirectory.write(folder, fixed, new Weights(arrays));
    assertThatThrownBy(() -> new Model(folder, Optional.of(List.of(3, 96, 96))).open())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("learned on 3x32x32, do not fit 3x96x96");
    assertThatThrownBy(() -> new Model(folder, Optional.of(List.of(1, 32, 32))).shape())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("learned on 3x32x32, do not fit 1x32x32");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
