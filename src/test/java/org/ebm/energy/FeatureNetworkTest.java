package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ebm.Nets;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.files.Sha256;
import org.ebm.network.Parameter;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of others that give features: used as they are, refused with what was found. */
class FeatureNetworkTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final Shape TWO = Shape.of(2);

  @TempDir
  private Path folder;

  @AfterAll
  static void close() {
    TORCH.close();
  }

  private Path module(String body) throws IOException {
    Path file = folder.resolve("f.pt");
    Files.write(
        file,
        Archive.write(
            new TorchClass("Theirs", List.of(Method.of("forward(x: Tensor) -> Tensor", body)))));
    return file;
  }

  private void refused(String body, String message) throws IOException {
    Path file = module(body);
    assertThatThrownBy(() -> FeatureNetwork.open(file, TWO, TORCH))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void itsFeaturesAreWhatItGives_underItsHash() throws IOException {
    Path file = module("return torch.cat([x, torch.mul(x, x)], 1)");
    try (FeatureNetwork network = FeatureNetwork.open(file, TWO, TORCH)) {
      assertThat(network.width()).isEqualTo(4);
      assertThat(network.hash()).isEqualTo(Sha256.hex(file));
      FloatArray x = new FloatArray(new int[] {1, 2}, new float[] {2, -3});
      assertThat(network.of(x).values()).containsExactly(2, -3, 4, 9);
      assertThat(network.of(FloatArray.zeros(TWO, 250)).shape()).containsExactly(250, 4);
    }
  }

  /** features.pt of ours is such a network. */
  @Test
  void whatWeExportIsOne() throws IOException {
    Network energy = Nets.smooth();
    Weights weights = Weights.of(
        energy.parameters().stream().map(Parameter::name).toList(),
        Nets.parameters(energy, RandomKey.ofSeed(2)));
    TorchClass exported =
        new Stages("", energy, weights, Map.of()).exported(energy.stages(), Stage.Pool.MEAN);
    Path file = folder.resolve("features.pt");
    Files.write(file, Archive.write(exported));
    try (FeatureNetwork network = FeatureNetwork.open(file, TWO, TORCH)) {
      assertThat(network.width()).isEqualTo(8);
      FloatArray x = Nets.uniform(TWO, 3, RandomKey.ofSeed(4));
      assertThat(network.of(x).isFinite()).isTrue();
    }
  }

  @Test
  void unlikeNetworksAreRefused_withWhatWasFound() throws IOException {
    refused(
        "return torch.sum(x, [1])", "forward gave float32[3] for float32[3, 2]; expected a module");
    refused("return torch.reshape(x, [-1, 2, 1])", "forward gave float32[3, 2, 1]");
    refused("return torch.sub(x, torch.mean(x))", "for an example among three");
    refused("return torch.log(torch.sub(x, 100.))", "for an example among three and NaN");
    refused(
        "return torch.matmul(x, torch.ones([5, 3], dtype=6))",
        "expected a module whose forward(x) takes float32 (n, 2)");
    refused("print(x)\nreturn x", "its code calls print");
  }

  @Test
  void damagedOnesAndThoseThatAreNotThere() throws IOException {
    Path file = module("return x");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> FeatureNetwork.open(file, TWO, TORCH))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED));
    assertThatThrownBy(() -> FeatureNetwork.open(folder.resolve("none.pt"), TWO, TORCH))
        .hasMessageContaining("none.pt: ")
        .hasMessageContaining("torch.jit.save");
  }
}
