package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * MNIST, or a set with the same files (Fashion-MNIST, KMNIST): {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} and the same with
 * {@code t10k}, plain or as .gz. One channel.
 * <p>Sizes: 28 as stored; 16, 8 and 4: padded with background to 32, then the mean of 2x2, 4x4, 8x8 pixels, which keeps strokes crisp; every other
 * size, 32 included: antialiased bilinear resizing. Rounded to 8 bits.
 */
@Kind("mnist")
public record Mnist(
    @Key("folder with the four files") Path folder,
    @Key(value = "train or test", byDefault = "train") Split split,

    @Key(value = "height and width in pixels", range = ">= 4, <= 512", byDefault = "28")
    int size,

    @Key(
        value = "sd of the noise added at each draw; pixels span 2",
        range = ">= 0",
        byDefault = "0")
    double noise,

    @Key(value = "labels to keep; all if empty", range = ">= 0, <= 9", byDefault = "[]")
    List<Integer> classes,

    @Key(value = "keep only the first so many images", range = ">= 1", byDefault = "none")
    Optional<Integer> limit,

    @Key(value = HoldOut.HELP, range = ">= 0", byDefault = "none")
    Optional<Double> holdOut,

    @Key(
        value = "the examples that hold_out leaves out, in place of the others",
        byDefault = "false")
    boolean heldOutOnly)
    implements Dataset {
  private static final String IMAGES = "images-idx3-ubyte";
  private static final String LABELS = "labels-idx1-ubyte";
  private static final int STORED = 28;
  private static final int PADDED = 32;

  public Mnist {
    classes = List.copyOf(classes);
    HoldOut.require(holdOut);
  }

  @Override
  public Shape shape() {
    return Shape.of(1, size, size);
  }

  @Override
  public Examples open() {
    Path imagesFile = file(IMAGES);
    Path labelsFile = file(LABELS);
    Idx images = Idx.read(imagesFile, 3);
    Idx labels = Idx.read(labelsFile, 1);
    int count = images.sizes()[0];
    if (images.sizes()[1] != STORED || images.sizes()[2] != STORED) {
      throw EbmException.damaged(
          imagesFile, "images are " + images.sizes()[1] + "x" + images.sizes()[2] + ", not 28x28");
    }
    if (labels.sizes()[0] != count) {
      throw EbmException.damaged(
          labelsFile,
          Counted.of(labels.sizes()[0], "label") + " for " + Counted.of(count, "image"));
    }
    int[] chosen = IntStream.range(0, count)
        .filter(i -> classes.isEmpty() || classes.contains((int) labels.values()[i]))
        .limit(limit.orElse(count))
        .toArray();
    if (chosen.length == 0) {
      throw new ConfigException(
          "classes", "no image of " + imagesFile + " has a label in " + classes);
    }
    int[] kept = Arrays.stream(HoldOut.rows(holdOut, chosen.length, heldOutOnly))
        .map(i -> chosen[i])
        .toArray();
    byte[][] pixels =
        Arrays.stream(kept).mapToObj(i -> scaled(images.values(), i)).toArray(byte[][]::new);
    int[] keptLabels = Arrays.stream(kept).map(i -> labels.values()[i]).toArray();
    String fingerprint = Fingerprint.ofFiles(folder, List.of(imagesFile, labelsFile));
    return new ImagePool(
        space(),
        pixels,
        Optional.of(keptLabels),
        new PixelNoise(noise),
        fingerprint,
        HoldOut.remarks(holdOut, chosen.length, kept.length, heldOutOnly));
  }

  /** The images that {@code hold_out} leaves out; without it, the other split if it is there. */
  @Override
  public Optional<Dataset> heldOut() {
    return HoldOut.isUsed(holdOut) ? Optional.of(holding(holdOut, true)) : otherSplit();
  }

  @Override
  public Dataset divided() {
    return holdOut.isEmpty() && otherSplit().isEmpty()
        ? HoldOut.usual(open().size())
            .map(usual -> holding(Optional.of(usual), false))
            .orElse(this)
        : this;
  }

  private Mnist holding(Optional<Double> part, boolean only) {
    return new Mnist(folder, split, size, noise, classes, limit, part, only);
  }

  private Optional<Dataset> otherSplit() {
    Mnist other = new Mnist(
        folder, split.other(), size, noise, classes, Optional.empty(), Optional.empty(), false);
    return Optional.<Dataset>of(other)
        .filter(there -> other.find(IMAGES).isPresent() && other.find(LABELS).isPresent());
  }

  private Path file(String name) {
    String remedy =
        "fetch it with scripts/fetch-data mnist (or fashion-mnist), or correct data.mnist.folder";
    Damage.requireFolder(folder, remedy);
    return find(name)
        .orElseThrow(() -> Damage.missing(
            folder,
            "has neither " + stem(name) + " nor " + stem(name) + ".gz",
            OtherNames.like(folder, stem(name)).map(this::meant).orElse(remedy)));
  }

  private String meant(Path found) {
    Path parent = found.toAbsolutePath().getParent();
    return folder.toAbsolutePath().equals(parent)
        ? "rename " + found + " to it"
        : found + " is like it: set data.mnist.folder to " + found.getParent()
            + ", and rename it if it has another name";
  }

  /** The file under the name that it was published with, or under that of other collections: {@code train-images.idx3-ubyte}. */
  private Optional<Path> find(String name) {
    String published = stem(name);
    String dotted = published.replace("-idx", ".idx");
    return Stream.of(published, dotted)
        .flatMap(stem -> Stream.of(stem, stem + ".gz"))
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private String stem(String name) {
    return (split == Split.TRAIN ? "train-" : "t10k-") + name;
  }

  private byte[] scaled(byte[] images, int index) {
    int elements = STORED * STORED;
    byte[] image = Arrays.copyOfRange(images, index * elements, (index + 1) * elements);
    return size < STORED && PADDED % size == 0
        ? blockMeans(image, size)
        : Resize.toSquare(image, STORED, STORED, size);
  }

  private static byte[] blockMeans(byte[] image, int size) {
    int block = PADDED / size;
    int border = (PADDED - STORED) / 2;
    int[] sums = new int[size * size];
    for (int y = 0; y < STORED; y++) {
      for (int x = 0; x < STORED; x++) {
        int target = (y + border) / block * size + (x + border) / block;
        sums[target] += Byte.toUnsignedInt(image[y * STORED + x]);
      }
    }
    byte[] means = new byte[size * size];
    for (int i = 0; i < means.length; i++) {
      means[i] = (byte) Math.round((float) sums[i] / (block * block));
    }
    return means;
  }
}
