package org.ebm.network;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.Weights;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.files.AtomicFile;
import org.ebm.files.Sha256;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/** A learned function on disk, such as a generator: function.yaml, weights.safetensors, and NAME.pt, whose {@code forward} plain PyTorch calls. */
public final class NetworkDirectory {
  private static final String DESCRIPTION = "function.yaml";

  private NetworkDirectory() {}

  /** The content of function.yaml. */
  public record FunctionFile(@Key("the function") FeedForward network) {}

  /**
   * A function and its weights.
   *
   * @param fingerprints SHA-256 of the files that they were read from, by name
   */
  public record Contents(FeedForward network, Weights weights, Map<String, String> fingerprints) {}

  /** Writes the files, each whole or not at all; the .pt has the folder's name. */
  public static void write(Path folder, FeedForward network, Weights weights) {
    AtomicFile.write(
        folder.resolve(DESCRIPTION),
        ConfigWriter.yaml(new FunctionFile(network)).getBytes(StandardCharsets.UTF_8));
    WeightsFile.write(folder, weights);
    AtomicFile.write(
        folder.resolve(folder.getFileName() + ".pt"),
        Archive.write(exported(network).holding(weights.arrays())));
  }

  /** {@code forward(x)}, or {@code forward(x, label)}: one argument for each of its conditions. */
  private static TorchClass exported(FeedForward network) {
    List<String> told = network.conditions().stream().map(Condition::name).toList();
    List<String> arguments = new ArrayList<>(List.of("x"));
    arguments.addAll(told);
    String weights = network.parameters().stream()
        .map(parameter -> "self." + parameter.name())
        .toList()
        .toString();
    return TorchClass.over(
        "tree",
        network.script(),
        "Function",
        List.of(Method.of(
            "forward("
                + String.join(
                    ", ", arguments.stream().map(each -> each + ": Tensor").toList())
                + ") -> Tensor",
            "return (self.tree).forward(x, (self.tree).prepare(" + weights
                + "), annotate(List[Tensor], " + told + "))")));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws EbmException usage error if there is none, damaged (exit 65) if it is not what was written
   */
  public static Contents load(Path folder) {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new EbmException(
          ExitCode.USAGE,
          folder + ": no learned function here (no " + DESCRIPTION
              + "); give the folder of a player: runs/NAME/model/generator");
    }
    String description = Sha256.hex(file);
    FeedForward network = ConfigTree.read(file).bind(FunctionFile.class).network();
    WeightsFile.Read read = WeightsFile.read(folder, network.parameters());
    return new Contents(
        network, read.weights(), Map.of(DESCRIPTION, description, WeightsFile.NAME, read.sha256()));
  }
}
