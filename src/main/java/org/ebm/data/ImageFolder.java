package org.ebm.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Every .png, .jpg and .jpeg file below a folder, in sorted order; others are counted and named, and so are folders that programs keep for themselves ({@link PictureFiles}). The short side is resized to size
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
    double noise,

    @Key(value = HoldOut.HELP, range = ">= 0", byDefault = "none")
    Optional<Double> holdOut,

    @Key(
        value = "the examples that hold_out leaves out, in place of the others",
        byDefault = "false")
    boolean heldOutOnly)
    implements Dataset {
  private static final int MOST_NAMED = 10;

  public ImageFolder {
    if (channels != 1 && channels != 3) {
      throw new ConfigException("channels", "got " + channels + "; allowed: 1, 3");
    }
    HoldOut.require(holdOut);
  }

  @Override
  public Shape shape() {
    return Shape.of(channels, size, size);
  }

  @Override
  public Examples open() {
    PictureFiles found = found();
    List<Path> files = found.pictures();
    Optional<int[]> labels = labels(files);
    int[] kept = HoldOut.rows(holdOut, files.size(), heldOutOnly);
    List<String> remarks = new ArrayList<>();
    if (!found.passedOver().isEmpty()) {
      remarks.add(folder + ": " + Counted.of(files.size(), "image")
          + " read (.png, .jpg, .jpeg); passed over are " + found.passedOver());
    }
    remarks.addAll(HoldOut.remarks(holdOut, files.size(), kept.length, heldOutOnly));
    List<Path> used = Arrays.stream(kept).mapToObj(files::get).toList();
    return new ImagePool(
        space(),
        pixels(used),
        labels.map(all -> Arrays.stream(kept).map(i -> all[i]).toArray()),
        new PixelNoise(noise),
        Fingerprint.ofFiles(folder, files),
        remarks);
  }

  @Override
  public Optional<Dataset> heldOut() {
    return HoldOut.isUsed(holdOut) ? Optional.of(holding(holdOut, true)) : Optional.empty();
  }

  @Override
  public Dataset divided() {
    return holdOut.isEmpty()
        ? HoldOut.usual(OptionalLong.of(found().pictures().size()))
            .<Dataset>map(usual -> holding(Optional.of(usual), false))
            .orElse(this)
        : this;
  }

  private ImageFolder holding(Optional<Double> part, boolean only) {
    return new ImageFolder(folder, size, channels, noise, part, only);
  }

  private PictureFiles found() {
    String remedy =
        "correct data.image_folder.folder (scripts/fetch-data flowers fetches an example)";
    Damage.requireFolder(folder, remedy);
    PictureFiles found = PictureFiles.in(folder);
    if (found.pictures().isEmpty()) {
      String others =
          found.passedOver().isEmpty() ? "" : " (passed over: " + found.passedOver() + ")";
      throw Damage.missing(
          folder, "has no .png, .jpg or .jpeg file in it or below" + others, remedy);
    }
    return found;
  }

  /** All are tried, so that one message names all that are bad. */
  private byte[][] pixels(List<Path> files) {
    byte[][] pixels = new byte[files.size()][];
    Map<Integer, EbmException> bad = new ConcurrentSkipListMap<>();
    IntStream.range(0, files.size()).parallel().forEach(i -> {
      try {
        pixels[i] = scaled(files.get(i));
      } catch (EbmException e) {
        bad.put(i, e);
      }
    });
    if (!bad.isEmpty()) {
      throw problem(files, bad);
    }
    return pixels;
  }

  /** The problem of the first bad file, and the names of the others. */
  private EbmException problem(List<Path> files, Map<Integer, EbmException> bad) {
    EbmException first = bad.values().iterator().next();
    if (bad.size() == 1) {
      return first;
    }
    String others = bad.keySet().stream()
        .skip(1)
        .limit(MOST_NAMED)
        .map(i -> folder.relativize(files.get(i)).toString())
        .collect(Collectors.joining(", "));
    return new EbmException(
        first.exitCode(),
        first.getMessage() + "; " + (bad.size() - 1) + " more of " + folder + " cannot be used: "
            + others + (bad.size() > 1 + MOST_NAMED ? ", ..." : ""),
        first);
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
