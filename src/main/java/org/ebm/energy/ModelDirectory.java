package org.ebm.energy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.Weights;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.files.AtomicFile;
import org.ebm.files.Sha256;
import org.ebm.network.WeightsFile;
import org.ebm.script.Archive;

/**
 * A learned energy on disk: network.yaml, or energy.yaml if it is more than a network, weights.safetensors, and energy.pt, which plain PyTorch loads. What a tree holds that is not learned is
 * copied in, so the folder is whole.
 */
public final class ModelDirectory {
  private static final String NETWORK = "network.yaml";
  private static final String TREE = "energy.yaml";

  private ModelDirectory() {}

  /** The content of network.yaml and energy.yaml. */
  public record EnergyFile(@Key("the energy") Energy energy) {}

  /**
   * An energy and its weights.
   *
   * @param weights in the energy's order
   * @param fingerprints SHA-256 of the files they were read from, by name
   */
  public record Contents(Energy energy, Weights weights, Map<String, String> fingerprints) {
    /** What can be computed, with the weights inside. */
    public Potential open() {
      return new Model.Opened(energy.open(), weights, fingerprints);
    }
  }

  /** Writes the files, each whole or not at all. */
  public static void write(Path directory, Energy energy, Weights weights) {
    Energy whole = withCopies(directory, Path.of("parts"), energy);
    AtomicFile.write(
        directory.resolve(energy instanceof Network ? NETWORK : TREE),
        ConfigWriter.yaml(new EnergyFile(whole)).getBytes(StandardCharsets.UTF_8));
    WeightsFile.write(directory, weights);
    AtomicFile.write(
        directory.resolve("energy.pt"),
        Archive.write(PublicMethods.energy(energy.open()).holding(weights.arrays())));
  }

  /** The tree with each of its learned parts in a folder below this one, named after its place. */
  private static Energy withCopies(Path directory, Path place, Energy energy) {
    if (energy instanceof Model model) {
      Contents part = load(model.folder());
      if (!Files.isDirectory(directory.resolve(place))) {
        write(directory.resolve(place), part.energy(), part.weights());
      }
      return new Model(place);
    }
    Map<String, Energy> parts = new LinkedHashMap<>();
    energy
        .parts()
        .forEach((name, part) -> parts.put(name, withCopies(directory, place.resolve(name), part)));
    return energy.withParts(parts);
  }

  /** Usage error (exit 2) if there is no model in a folder. */
  public static void requireAt(Path directory) {
    if (!isAt(directory)) {
      Path inside = directory.resolve("model");
      throw new EbmException(
          ExitCode.USAGE,
          directory + ": no model here (no " + NETWORK + "); "
              + (isAt(inside)
                  ? "give the folder of the run's model: " + inside
                  : "give a training run or its model folder: runs/NAME"));
    }
  }

  private static boolean isAt(Path directory) {
    return Files.isRegularFile(directory.resolve(NETWORK))
        || Files.isRegularFile(directory.resolve(TREE));
  }

  /** Reads a model; damaged if its weights are not those that were written. */
  public static Contents load(Path directory) {
    requireAt(directory);
    Path description = directory.resolve(file(directory));
    String before = Sha256.hex(description);
    Energy energy = energy(directory);
    WeightsFile.Read read = WeightsFile.read(directory, energy.parameters());
    if (!before.equals(Sha256.hex(description))) {
      throw EbmException.damaged(
          directory, "was replaced by another model while it was read; try again");
    }
    return new Contents(
        energy, read.weights(), Map.of(file(directory), before, WeightsFile.NAME, read.sha256()));
  }

  private static String file(Path directory) {
    return Files.isRegularFile(directory.resolve(NETWORK)) ? NETWORK : TREE;
  }

  /** Reads the description alone. */
  static Energy energy(Path directory) {
    requireAt(directory);
    Path file = directory.resolve(file(directory));
    Energy energy = ConfigTree.read(file).bind(EnergyFile.class).energy();
    if (energy.parameters().isEmpty()) {
      throw EbmException.damaged(file, "holds no network");
    }
    return below(directory, energy);
  }

  /** The tree whose parts' folders are below a folder. */
  private static Energy below(Path directory, Energy energy) {
    if (energy instanceof Model model) {
      return new Model(directory.resolve(model.folder()));
    }
    Map<String, Energy> parts = new LinkedHashMap<>();
    energy.parts().forEach((name, part) -> parts.put(name, below(directory, part)));
    return energy.withParts(parts);
  }
}
