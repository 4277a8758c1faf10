package org.ebm.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Every .png, .jpg and .jpeg file below a folder, in sorted order; names that start with a dot are passed over. The short side is resized to size
 * (antialiased bilinear) and the centre cut out. One sub-folder is one class, numbered in sorted order; images that all lie in one folder have no
 * classes.
 */
@Kind("image_folder")
public record ImageFolder(
    @Key("folder with the images, or with one sub-folder per class")
    Path folder,

    @Key(value = "height and width in pixels", range = ">= 4, <= 1024")
    int size,

    @Key(
        value = "3 for colour, 1 for grey (0.299 R + 0.587 G + 0.114 B)",
        range = ">= 1, <= 3",
        byDefault = "3")
    int channels,

    @Key(
        value = "sd of the noise added at each draw; pixels span 2",
        range = ">= 0",
        byDefault = "0")
    double noise)
    implements Dataset {

  public ImageFolder {
    if (channels != 1 && channels != 3) {
      throw new ConfigException("channels", "got " + channels + "; allowed: 1, 3");
    }
  }

  @Override
  public Shape shape() {
    return Shape.of(channels, size, size);
  }

  @Override
  public Examples open() {
    List<Path> files = files();
    byte[][] pixels = files.parallelStream().map(this::scaled).toArray(byte[][]::new);
    return new ImagePool(
        shape(), pixels, labels(files), new Noise(noise), Fingerprint.ofFiles(folder, files));
  }

  private List<Path> files() {
    String remedy =
        "correct data.image_folder.folder (scripts/fetch-data flowers fetches an example)";
    Damage.requireFolder(folder, remedy);
    try (Stream<Path> below = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files = below.filter(ImageFolder::isImage).sorted().toList();
      if (files.isEmpty()) {
        throw Damage.missing(folder, "has no .png, .jpg or .jpeg file in it or below", remedy);
      }
      return files;
    } catch (UncheckedIOException | IOException e) {
      throw Damage.unreadable(folder, e);
    }
  }

  private static boolean isImage(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean image = name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    return image && !name.startsWith(".") && Files.isRegularFile(path);
  }

  private static Optional<int[]> labels(List<Path> files) {
    List<Path> parents = files.stream().map(Path::getParent).toList();
    List<Path> classes = new ArrayList<>(new TreeSet<>(parents));
    return classes.size() == 1
        ? Optional.empty()
        : Optional.of(parents.stream().mapToInt(classes::indexOf).toArray());
  }

  private byte[] scaled(Path file) {
    ImageFile image = ImageFile.read(file, channels);
    byte[] scaled = new byte[channels * size * size];
    for (int channel = 0; channel < channels; channel++) {
      byte[] square = Resize.toSquare(image.planes()[channel], image.width(), image.height(), size);
      System.arraycopy(square, 0, scaled, channel * square.length, square.length);
    }
    return scaled;
  }
}
