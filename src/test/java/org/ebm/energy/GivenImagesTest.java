package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Glyphs;
import org.ebm.data.LowResolution;
import org.ebm.data.Paired;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.network.Concatenate;
import org.ebm.network.Conv2d;
import org.ebm.network.LeakyRelu;
import org.ebm.network.Upsample2d;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image told to each chain, to all alike, or fixed in the tree is one and the same, for any number of workers. */
class GivenImagesTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final Torch ONE = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Shape IMAGE = Shape.of(1, 4, 4);
  private static final Network ENERGY = new Network(
      List.of(1, 16, 16),
      0.5,
      List.of(
          new Concatenate(IMAGE.sizes(), List.of(new Upsample2d(4))),
          new Conv2d(4, 4, 4, 0),
          new LeakyRelu(0.05),
          new Conv2d(1, 4, 1, 0)));
  private static final List<FloatArray> WEIGHTS = Nets.parameters(ENERGY, KEY);
  /** More than two blocks of 50, the last one not full. */
  private static final FloatArray X = Nets.uniform(ENERGY.shape(), 120, KEY.fold("x"));

  private static final FloatArray IMAGES = Nets.uniform(IMAGE, 3, KEY.fold("images"));

  @TempDir
  private Path folder;

  private static ChainState at(Potential energy, EnergyInputs told, Torch torch) {
    try (Kernel kernel =
        Kernel.open(energy, new Langevin(0.1, 1, true), new Compute(torch, Precision.FLOAT32))) {
      return kernel.run(told, kernel.init(told, X), 3, KEY).state();
    }
  }

  private Given given(String name, FloatArray images) {
    Path file = folder.resolve(name);
    AtomicFile.write(file, out -> Npy.write(out, images));
    return new Given(
        ENERGY, Optional.empty(), Optional.empty(), Optional.of(new ImagesOfFile(file)));
  }

  @Test
  void toldToEachToAllOrFixed_isTheSameEnergy() {
    FloatArray one = IMAGES.slice(1, 2);
    FloatArray each = ENERGY.conditions().get(0).dealt(one, X.rows());
    ChainState ofEach = at(ENERGY, new EnergyInputs(WEIGHTS, List.of(each)), TORCH);
    assertThat(at(ENERGY, new EnergyInputs(WEIGHTS, List.of(one)), TORCH)).isEqualTo(ofEach);
    Potential fixed =
        given("one.npy", new FloatArray(new int[] {1, 4, 4}, one.values())).open();
    assertThat(fixed.conditions()).isEmpty();
    assertThat(at(fixed, fixed.inputs(WEIGHTS), TORCH)).isEqualTo(ofEach);
    FloatArray other = IMAGES.slice(2, 3);
    assertThat(at(ENERGY, new EnergyInputs(WEIGHTS, List.of(other)), TORCH)).isNotEqualTo(ofEach);
  }

  /** Chain k is told image k modulo 3, whichever block and worker it is in. */
  @Test
  void severalAreDealtToTheChains_alikeOnOneWorkerAndTwo() {
    Potential energy = given("three.npy", IMAGES).open();
    ChainState two = at(energy, energy.inputs(WEIGHTS, X.rows()), TORCH);
    assertThat(at(energy, energy.inputs(WEIGHTS, X.rows()), ONE)).isEqualTo(two);
    FloatArray rows = FloatArray.concat(java.util.Collections.nCopies(40, IMAGES));
    assertThat(at(ENERGY, new EnergyInputs(WEIGHTS, List.of(rows)), ONE)).isEqualTo(two);
    assertThatThrownBy(() -> energy.inputs(WEIGHTS, 100))
        .hasMessageContaining("must be a multiple of 3, as many as there are of 'image', got 100");
  }

  @Test
  void thoseOfDataComeWithTheirTruth() {
    Paired pairs = new Paired(new Glyphs(16, 10, 40, 0, 0), new LowResolution(4), 0.1);
    Potential energy = new Given(
            ENERGY, Optional.empty(), Optional.empty(), Optional.of(new ImagesOfData(pairs, 5)))
        .open();
    GivenImages.Pairs known = energy.pairs().orElseThrow();
    assertThat(known.truth()).isEqualTo(pairs.open().first(5));
    assertThat(energy.dealt().get("image")).isEqualTo(new LowResolution(4).of(known.truth(), KEY));
    assertThat(energy.fingerprints()).containsKey("images");
  }

  @Test
  void othersAreRefused_withPlaceAndShapes() {
    assertThatThrownBy(() ->
            given("bad.npy", Nets.uniform(Shape.of(1, 4, 5), 2, KEY)).open())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "bad.npy: must be one image, (1x4x4), or (m, 1x4x4), got float32[2, 1, 4, 5]");
    Paired others = new Paired(new Glyphs(16, 10, 40, 0, 0), new LowResolution(2), 0);
    assertThatThrownBy(() -> new Given(
                ENERGY,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ImagesOfData(others, 5)))
            .open())
        .hasMessageContaining(
            "image.data: must give 5 images of shape 1x4x4, gives float32[5, 1, 8, 8]");
    assertThatThrownBy(() -> ENERGY.inputs(WEIGHTS))
        .hasMessageContaining("is told an image of shape 1x4x4", "condition.image");
  }

  @AfterAll
  static void close() {
    TORCH.close();
    ONE.close();
  }
}
