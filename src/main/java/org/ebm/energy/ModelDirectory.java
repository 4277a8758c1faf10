package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.files.AtomicFile;
import org.ebm.files.Safetensors;
import org.ebm.files.Sha256;
import org.ebm.network.Parameter;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;

/** A learned energy on disk: network.yaml, weights.safetensors and energy.pt, which plain PyTorch loads. */
public final class ModelDirectory {
  private static final String NETWORK = "network.yaml";
  private static final String WEIGHTS = "weights.safetensors";

  /** Of the same arrays without metadata: a flipped bit in a weight is no error of the format. */
  private static final String SUM = "sha256";

  private ModelDirectory() {}

  /** The content of network.yaml. */
  public record NetworkFile(@Key("the energy") Energy energy) {}

  /**
   * A network and its weights.
   *
   * @param weights by parameter name, in the network's order
   * @param fingerprint SHA-256 of the very file that the weights were read from
   */
  public record Contents(Network network, Map<String, FloatArray> weights, String fingerprint) {
    /** The weights as a program's list argument. */
    public List<FloatArray> parameters() {
      return List.copyOf(weights.values());
    }
  }

  /** Writes the three files, each whole or not at all. */
  public static void write(Path directory, Network network, Map<String, FloatArray> weights) {
    AtomicFile.write(
        directory.resolve(NETWORK),
        ConfigWriter.yaml(new NetworkFile(network))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Safetensors.write(directory.resolve(WEIGHTS), weights, Map.of(SUM, sum(weights)));
    AtomicFile.write(
        directory.resolve("energy.pt"), Archive.write(script(network).holding(weights)));
  }

  /** Usage error (exit 2) if there is no model in a folder. */
  public static void requireAt(Path directory) {
    if (!Files.isRegularFile(directory.resolve(NETWORK))) {
      throw new EbmException(
          ExitCode.USAGE,
          directory + ": no model here (no " + NETWORK
              + "); give a training run or its model folder: runs/NAME");
    }
  }

  /** Reads a model from network.yaml and weights.safetensors; damaged if these are not the weights that were written. */
  public static Contents load(Path directory) {
    Network network = network(directory);
    Safetensors.Content file = weights(directory.resolve(WEIGHTS));
    Map<String, FloatArray> weights = file.arrays();
    Map<String, FloatArray> ordered = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      FloatArray weight = weights.get(parameter.name());
      int[] expected =
          parameter.shape().sizes().stream().mapToInt(Integer::intValue).toArray();
      if (weight == null || !Arrays.equals(weight.shape(), expected)) {
        throw EbmException.damaged(
            directory.resolve(WEIGHTS),
            "no array " + parameter.name() + " of shape " + parameter.shape() + ", got " + weight);
      }
      ordered.put(parameter.name(), weight);
    }
    return new Contents(network, ordered, file.sha256());
  }

  private static Safetensors.Content weights(Path file) {
    Safetensors.Content weights = Safetensors.content(file);
    String expected = weights.metadata().get(SUM);
    // weights that others wrote, or an older ebm, have none
    if (expected != null && !expected.equals(sum(weights.arrays()))) {
      throw EbmException.damaged(
          file,
          "does not match the SHA-256 in its metadata; go on with the run (--resume), which writes the model anew from a checkpoint, or take a copy");
    }
    return weights;
  }

  private static String sum(Map<String, FloatArray> weights) {
    return Sha256.hex(Safetensors.bytes(weights, Map.of()));
  }

  /** Reads network.yaml alone. */
  static Network network(Path directory) {
    requireAt(directory);
    NetworkFile file = ConfigTree.read(directory.resolve(NETWORK)).bind(NetworkFile.class);
    if (file.energy() instanceof Network network) {
      return network;
    }
    throw EbmException.damaged(directory.resolve(NETWORK), "holds no network");
  }

  /** energy.pt: {@code forward(x) = U(x)} (n) and {@code energy_gradient(x)} (U (n), dU/dx (n, ...)), weights as named parameters. */
  static ScriptClass script(Network network) {
    String names = String.join(
        ", ",
        network.parameters().stream()
            .map(parameter -> "self." + parameter.name())
            .toList());
    String detached = String.join(
        ", ",
        network.parameters().stream()
            .map(parameter -> "torch.detach(self." + parameter.name() + ")")
            .toList());
    List<Method> methods = new ArrayList<>(network.methods(Precision.FLOAT32));
    methods.add(new Method(
        "forward(x: Tensor) -> Tensor",
        List.of("return self.energy_with(x, self.prepare([" + names + "]))")));
    methods.add(new Method(
        "energy_gradient(x: Tensor) -> Tuple[Tensor, Tensor]",
        List.of("return self.energy_gradient_with(x, self.prepare([" + detached + "]))")));
    return new ScriptClass("Energy", methods);
  }
}
