package org.ebm.energy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Weights;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.files.AtomicFile;
import org.ebm.files.Safetensors;
import org.ebm.files.Sha256;
import org.ebm.network.Parameter;
import org.ebm.script.Archive;

/**
 * A learned energy on disk: network.yaml, or energy.yaml if it is more than a network, weights.safetensors, and energy.pt, which plain PyTorch loads. What a tree holds that is not learned is
 * copied in, so the folder is whole.
 */
public final class ModelDirectory {
  private static final String NETWORK = "network.yaml";
  private static final String TREE = "energy.yaml";
  private static final String WEIGHTS = "weights.safetensors";

  /** Of the same arrays without metadata: a flipped bit in a weight is no error of the format. */
  private static final String SUM = "sha256";

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
    Safetensors.write(
        directory.resolve(WEIGHTS), weights.arrays(), Map.of(SUM, sum(weights.arrays())));
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
    Safetensors.Content content = Safetensors.content(directory.resolve(WEIGHTS));
    Weights weights = weights(directory.resolve(WEIGHTS), content, energy);
    if (!before.equals(Sha256.hex(description))) {
      throw EbmException.damaged(
          directory, "was replaced by another model while it was read; try again");
    }
    return new Contents(
        energy, weights, Map.of(file(directory), before, WEIGHTS, content.sha256()));
  }

  private static Weights weights(Path file, Safetensors.Content content, Energy energy) {
    Map<String, FloatArray> weights = content.arrays();
    String expected = content.metadata().get(SUM);
    // weights that others wrote, or an older ebm, have none
    if (expected != null && !expected.equals(sum(weights))) {
      throw EbmException.damaged(
          file,
          "does not match the SHA-256 in its metadata; go on with the run (--resume), which writes the model anew from a checkpoint, or take a copy");
    }
    Map<String, FloatArray> ordered = new LinkedHashMap<>();
    for (Parameter parameter : energy.parameters()) {
      FloatArray weight = weights.get(parameter.name());
      int[] sizes =
          parameter.shape().sizes().stream().mapToInt(Integer::intValue).toArray();
      if (weight == null || !Arrays.equals(weight.shape(), sizes)) {
        throw EbmException.damaged(
            file,
            "no array " + parameter.name() + " of shape " + parameter.shape() + ", got " + weight);
      }
      ordered.put(parameter.name(), weight);
    }
    return new Weights(ordered);
  }

  private static String sum(Map<String, FloatArray> weights) {
    return Sha256.hex(Safetensors.bytes(weights, Map.of()));
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
