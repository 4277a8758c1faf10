package org.ebm.suggest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.config.ConfigTree;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.data.NumbersFile;
import org.ebm.files.NoFile;

/**
 * Data as a user names them: a file of numbers, a folder of pictures, or a configuration that has a section {@code data}.
 *
 * @param name for the file of settings
 * @param tree a configuration with the one section {@code data}
 */
public record NamedData(String name, ConfigTree tree) {
  /** The section alone. */
  public record Section(@Key("what to learn from") Dataset data) {}

  private static final List<String> MNIST =
      List.of("train-images-idx3-ubyte", "t10k-images-idx3-ubyte");
  private static final int BYTE = 255;

  /**
   * Looks at what is there.
   *
   * @param size of pictures, height and width; none: 16, or 32 with colour
   * @param array which one of a .npz
   * @throws EbmException with exit 78 if nothing is there, with exit 65 if it cannot be data
   */
  public static NamedData of(Path path, Optional<Integer> size, Optional<String> array) {
    String plain = name(path);
    if (!Files.exists(path)) {
      throw new EbmException(
          ExitCode.CONFIG,
          path + ": " + NoFile.reason(path)
              + "; name a folder of pictures, a file of numbers (.npy, .npz, .csv, .tsv, .safetensors) or a configuration with a section data");
    }
    if (Files.isDirectory(path)) {
      return new NamedData(plain, folder(path, size));
    }
    if (path.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")) {
      ConfigTree tree = ConfigTree.read(path);
      if (!tree.has("data")) {
        throw new EbmException(ExitCode.CONFIG, path + ": has no section data; give it one");
      }
      return new NamedData(plain, tree.only("data"));
    }
    return new NamedData(plain, numbers(path, array));
  }

  /** Of data, for files and runs. */
  public static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName())
        .replaceFirst("\\.(npy|npz|csv|tsv|safetensors|ya?ml)$", "");
  }

  private static ConfigTree folder(Path path, Optional<Integer> size) {
    boolean mnist = MNIST.stream()
        .anyMatch(
            file -> Files.exists(path.resolve(file)) || Files.exists(path.resolve(file + ".gz")));
    if (mnist) {
      boolean train = Files.exists(path.resolve(MNIST.get(0)))
          || Files.exists(path.resolve(MNIST.get(0) + ".gz"));
      return section("mnist", path, "folder", "size", size.orElse(16))
          .with("data.mnist.split=" + (train ? "train" : "test"), "what is there");
    }
    if (Files.exists(path.resolve("data_batch_1.bin"))) {
      return section("cifar10", path, "folder", "size", size.orElse(32));
    }
    return section("image_folder", path, "folder", "size", size.orElse(32));
  }

  private static ConfigTree section(
      String kind, Path path, String key, String other, Object value) {
    return ConfigTree.parse(
        "data: {" + kind + ": {" + key + ": " + quoted(path) + ", " + other + ": " + value + "}}",
        path.toString());
  }

  private static ConfigTree numbers(Path path, Optional<String> array) {
    FloatArray found = new NumbersFile(path, array, Optional.empty()).read(new ArrayList<>());
    int[] shape = found.shape();
    if (shape.length == 0 || shape.length > 4) {
      throw EbmException.damaged(
          path,
          "holds " + Arrays.toString(shape)
              + "; examples lie along the first axis: points (n, d) or pictures (n, channels, height, width)");
    }
    if (shape.length == 3) {
      throw EbmException.damaged(
          path,
          "holds " + Arrays.toString(shape)
              + "; if these are grey pictures, give them a channel: x[:, None]; if they are points, one row each: x.reshape(len(x), -1)");
    }
    String example = shape.length == 1
        ? "1"
        : Arrays.stream(shape).skip(1).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    ConfigTree tree = section("arrays", path, "file", "example", "[" + example + "]");
    if (array.isPresent()) {
      tree = tree.with("data.arrays.array=" + array.get(), "--array");
    }
    if (shape.length == 4 && isBytes(found.values())) {
      tree = tree.with("data.arrays.pixels=[0, 255]", "what is there");
    }
    return shape.length <= 2 ? tree.with("data.arrays.standardize=coordinates", "points") : tree;
  }

  private static boolean isBytes(float[] values) {
    boolean whole = true;
    float most = 0;
    for (float value : values) {
      whole &= value == Math.rint(value) && value >= 0 && value <= BYTE;
      most = Math.max(most, value);
    }
    return whole && most > 1;
  }

  /** A path as YAML's double-quoted text. */
  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The same pictures in one channel; the same data where they are no folder of pictures. */
  public NamedData inGrey() {
    return tree.kind("data").filter("image_folder"::equals).isPresent()
        ? new NamedData(name, tree.with("data.image_folder.channels=1", "what is there"))
        : this;
  }

  /** The set, described. */
  public Dataset dataset() {
    return tree.bind(Section.class).data();
  }
}
