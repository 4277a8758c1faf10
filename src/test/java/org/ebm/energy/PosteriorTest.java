package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.Nets;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Weights;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.network.Conv2d;
import org.ebm.network.Dense;
import org.ebm.network.Flatten;
import org.ebm.network.Softplus;
import org.ebm.objective.Player;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** U(x) + |A x - y|^2 / 2 sd^2, and its law on the plane A x = y. */
class PosteriorTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(22);
  private static final Shape SHAPE = Shape.of(1, 4, 4);
  private static final double SD = 0.3;

  @TempDir
  private Path folder;

  private Energy learned() {
    return new Model(folder.resolve("model"));
  }

  @BeforeEach
  void aSmoothEnergyOfPictures() {
    Network network = new Network(
        List.of(1, 4, 4),
        0.02,
        List.of(new Conv2d(3, 3, 1, 1), new Softplus(), new Flatten(), new Dense(1)));
    Weights weights = Player.energy(network.parameters()).initial(KEY);
    ModelDirectory.write(folder.resolve("model"), network, weights);
  }

  private Path file(String name, FloatArray array) {
    Path file = folder.resolve(name);
    AtomicFile.write(file, out -> Npy.write(out, array));
    return file;
  }

  private Path observed(Operator operator, int count) {
    Shape seen = operator.open(Space.of(SHAPE)).observed();
    return file("y.npy", Nets.uniform(seen, count, KEY.fold("y")));
  }

  private Operator operator(String kind) {
    return switch (kind) {
      case "mask" -> new Mask(Optional.empty(), Optional.of(0.25), Optional.empty(), 0);
      case "missing" -> new Mask(Optional.empty(), Optional.empty(), Optional.of(0.6), 1);
      case "block" -> new BlockMean(2);
      case "identity" -> new Identity();
      case "user" -> new UserOperator(module("torch.mean(torch.pow(x, 2), [2, 3])"), List.of(1));
      default -> new Matrix(file("matrix.npy", Nets.uniform(Shape.of(16), 3, KEY.fold("matrix"))));
    };
  }

  /** A module as torch.jit.save writes it. */
  private Path module(String result) {
    Path file = folder.resolve("operator.pt");
    AtomicFile.write(
        file,
        Archive.write(new TorchClass(
            "Seen", List.of(Method.of("forward(x: Tensor) -> Tensor", "return " + result)))));
    return file;
  }

  private static ChainState state(Potential energy, FloatArray x) {
    try (Kernel kernel =
        Kernel.open(energy, new Mala(0.1, 1), new Compute(TORCH, Precision.FLOAT32, 2))) {
      return kernel.init(energy.inputs(List.of(), x.rows()), x);
    }
  }

  static Stream<List<Object>> cases() {
    return Stream.of(
        List.of("mask", false),
        List.of("missing", true),
        List.of("mask", true),
        List.of("block", false),
        List.of("block", true),
        List.of("identity", false),
        List.of("matrix", false),
        List.of("user", false));
  }

  /** Along a direction, by central differences: (U(x + h v) - U(x - h v)) / 2 h, h = 0.02; float32 leaves about 1e-7 x 100 / 0.04. */
  @ParameterizedTest
  @MethodSource("cases")
  void itsGradientIsTheSlopeOfItsEnergy(List<Object> how) {
    Operator operator = operator((String) how.get(0));
    Potential energy =
        new Posterior(learned(), operator, observed(operator, 1), SD, (boolean) how.get(1)).open();
    FloatArray x = Nets.uniform(SHAPE, 1, KEY.fold("x"));
    FloatArray v = Nets.uniform(SHAPE, 1, KEY.fold("v"));
    double slope = 0;
    ChainState at = state(energy, x);
    for (int i = 0; i < 16; i++) {
      slope += at.gradient().values()[i] * v.values()[i];
    }
    double h = 0.02;
    double difference = (state(energy, moved(x, v, h)).energy().values()[0]
            - state(energy, moved(x, v, -h)).energy().values()[0])
        / (2 * h);
    assertThat(difference).isCloseTo(slope, within(2e-3 * (1 + Math.abs(slope))));
  }

  private static FloatArray moved(FloatArray x, FloatArray v, double by) {
    float[] values = x.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (by * v.values()[i]);
    }
    return new FloatArray(x.shape(), values);
  }

  /** By hand: 0.5 sum over the seen of ((x - y) / 0.3)^2. */
  @Test
  void whatIsNotSeenCostsNothing() {
    Mask mask = (Mask) operator("mask");
    float[] seen = mask.open(Space.of(SHAPE)).seen().orElseThrow().values();
    // a quarter of 4 x 4: the 2 x 2 in the middle
    assertThat(seen).containsExactly(1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1);
    FloatArray y = Nets.uniform(SHAPE, 1, KEY.fold("y"));
    FloatArray x = Nets.uniform(SHAPE, 1, KEY.fold("x"));
    double misfit = 0;
    for (int i = 0; i < 16; i++) {
      misfit += seen[i] * Math.pow(x.values()[i] - y.values()[i], 2) / (2 * SD * SD);
      // what stands where nothing is seen is nobody's business
      y.values()[i] = seen[i] == 1 ? y.values()[i] : Float.NaN;
    }
    Path file = file("y.npy", y);
    double before = state(learned().open(), x).energy().values()[0];
    double after = state(new Posterior(learned(), mask, file, SD, false).open(), x)
        .energy()
        .values()[0];
    assertThat(after - before).isCloseTo(misfit, within(1e-4 * misfit));
  }

  /** Chain k is told observation k modulo 2, in whatever block it is. */
  @Test
  void eachChainIsToldItsOwnObservation() {
    Operator operator = operator("block");
    FloatArray y = Nets.uniform(Shape.of(1, 2, 2), 2, KEY.fold("y"));
    FloatArray x = Nets.uniform(SHAPE, 6, KEY.fold("x"));
    float[] together = state(
            new Posterior(learned(), operator, file("y.npy", y), SD, false).open(), x)
        .energy()
        .values();
    for (int chain = 0; chain < 6; chain++) {
      Path own = file("own.npy", y.slice(chain % 2, chain % 2 + 1));
      float alone = state(
              new Posterior(learned(), operator, own, SD, false).open(), x.slice(chain, chain + 1))
          .energy()
          .values()[0];
      assertThat(together[chain]).isCloseTo(alone, within(1e-4f * Math.abs(alone)));
    }
  }

  /** Not linear: A(x) = the mean of x^2, so the cost is ((mean x^2 - y) / 0.3)^2 / 2. */
  @Test
  void anOperatorOfTheUsersIsAsked_andOneThatDoesNotFitIsRefused() {
    Operator square = operator("user");
    FloatArray x = Nets.uniform(SHAPE, 1, KEY.fold("x"));
    double seen = 0;
    for (float value : x.values()) {
      seen += value * value / 16.0;
    }
    Path y = file("y.npy", FloatArray.of(0.75f));
    double cost =
        state(new Posterior(learned(), square, y, SD, false).open(), x).energy().values()[0]
            - state(learned().open(), x).energy().values()[0];
    assertThat(cost).isCloseTo(Math.pow((seen - 0.75) / SD, 2) / 2, within(1e-4));
    Operator wrong = new UserOperator(module("torch.mean(x, [2, 3])"), List.of(2));
    assertThatThrownBy(() -> wrong.open(Space.of(SHAPE)).compiled(TORCH))
        .hasMessageContaining("operator.pt: forward gave float32[3, 1] for float32[3, 1, 4, 4]")
        .hasMessageContaining("and gives (n, 2)");
    Operator mixing =
        new UserOperator(module("torch.add(torch.mean(x, [2, 3]), torch.sum(x))"), List.of(1));
    assertThatThrownBy(() -> mixing.open(Space.of(SHAPE)).compiled(TORCH))
        .hasMessageContaining("for an example among three");
  }

  @Test
  void chainsThatCannotBeDealt_andObservationsThatDoNotFit_areRefused() {
    Operator operator = operator("block");
    Potential two = new Posterior(learned(), operator, observed(operator, 2), SD, false).open();
    assertThatThrownBy(() -> two.inputs(List.of(), 3))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("chains: must be a multiple of 2")
        .hasMessageContaining("got 3");
    assertThatThrownBy(() -> two.inputs(List.of())).hasMessageContaining("another for each chain");
    Path wrong = file("wrong.npy", Nets.uniform(Shape.of(1, 4, 4), 2, KEY));
    assertThatThrownBy(() -> new Posterior(learned(), operator, wrong, SD, false).open())
        .hasMessageContaining("must be (1x2x2) or (observations, 1x2x2), got float32[2, 1, 4, 4]");
    assertThatThrownBy(() -> new Posterior(learned(), new Identity(), wrong, SD, true).open())
        .hasMessageContaining("exact: needs the nearest x with A x = y");
    assertThatThrownBy(() -> new BlockMean(3).open(Space.of(SHAPE)))
        .hasMessageContaining("must divide every side of x, got 3 for x of 1x4x4");
  }
}
