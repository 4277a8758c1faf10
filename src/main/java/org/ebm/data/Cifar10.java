package org.ebm.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * CIFAR-10 in its binary version: every {@code data_batch_*.bin} that is there for training, {@code test_batch.bin} for testing. A record is one
 * label byte and 3x32x32 pixels. Sizes other than 32 by antialiased bilinear resizing, rounded to 8 bits.
 */
@Kind("cifar10")
public record Cifar10(
    @Key("folder with the .bin files") Path folder,
    @Key(value = "train or test", byDefault = "train") Split split,

    @Key(value = "height and width in pixels", range = ">= 4, <= 512", byDefault = "32")
    int size,

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
  private static final int CHANNELS = 3;
  private static final int STORED = 32;
  private static final int RECORD = 1 + CHANNELS * STORED * STORED;
  private static final int CLASSES = 10;
  private static final String AGAIN = "delete it and fetch it again: scripts/fetch-data cifar10";

  public Cifar10 {
    HoldOut.require(holdOut);
  }

  @Override
  public Shape shape() {
    return Shape.of(CHANNELS, size, size);
  }

  @Override
  public Examples open() {
    List<Path> files = files();
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path file : files) {
      for (byte[] record : records(file)) {
        labels.add((int) record[0]);
        pixels.add(scaled(record));
      }
    }
    int[] kept = HoldOut.rows(holdOut, pixels.size(), heldOutOnly);
    return new ImagePool(
        space(),
        Arrays.stream(kept).mapToObj(pixels::get).toArray(byte[][]::new),
        Optional.of(Arrays.stream(kept).map(labels::get).toArray()),
        new PixelNoise(noise),
        Fingerprint.ofFiles(folder, files),
        HoldOut.remarks(holdOut, pixels.size(), kept.length, heldOutOnly));
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

  private Cifar10 holding(Optional<Double> part, boolean only) {
    return new Cifar10(folder, split, size, noise, part, only);
  }

  private Optional<Dataset> otherSplit() {
    Cifar10 other = new Cifar10(folder, split.other(), size, noise, Optional.empty(), false);
    return Files.isDirectory(folder) && !other.found().isEmpty()
        ? Optional.of(other)
        : Optional.empty();
  }

  private List<Path> files() {
    String remedy = "fetch it with scripts/fetch-data cifar10, or correct data.cifar10.folder";
    Damage.requireFolder(folder, remedy);
    List<Path> files = found();
    if (files.isEmpty()) {
      throw Damage.missing(folder, "has no " + pattern(), elsewhere().orElse(remedy));
    }
    return files;
  }

  /** In a folder below, or the version for Python, whose files have no ending. */
  private Optional<String> elsewhere() {
    Optional<Path> below = OtherNames.first(
        folder,
        file -> Files.isRegularFile(file)
            && file.getFileSystem()
                .getPathMatcher("glob:" + pattern())
                .matches(file.getFileName()));
    Optional<Path> pickled =
        OtherNames.first(folder, file -> String.valueOf(file.getFileName()).equals("data_batch_1"));
    return below
        .map(file -> file + " is there: set data.cifar10.folder to " + file.getParent())
        .or(
            () -> pickled.map(
                file -> file
                    + " is of the version for Python; fetch the binary version (scripts/fetch-data cifar10)"));
  }

  private List<Path> found() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern())) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw Damage.unreadable(folder, e);
    }
    Collections.sort(files);
    return files;
  }

  private String pattern() {
    return split == Split.TRAIN ? "data_batch_*.bin" : "test_batch.bin";
  }

  private static List<byte[]> records(Path file) {
    List<byte[]> records = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] record = in.readNBytes(RECORD);
      while (record.length > 0) {
        if (record.length < RECORD || record[0] < 0 || record[0] >= CLASSES) {
          String problem = record.length < RECORD
              ? "is cut off after " + record.length + " of " + RECORD + " bytes"
              : "must have a label from 0 to 9, got " + Byte.toUnsignedInt(record[0]);
          throw EbmException.damaged(
              file, "image " + (records.size() + 1) + " " + problem + "; " + AGAIN);
        }
        records.add(record);
        record = in.readNBytes(RECORD);
      }
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    }
    if (records.isEmpty()) {
      throw EbmException.damaged(file, "is empty, got 0 images; " + AGAIN);
    }
    return records;
  }

  private byte[] scaled(byte[] record) {
    byte[] image = new byte[CHANNELS * size * size];
    for (int channel = 0; channel < CHANNELS; channel++) {
      int from = 1 + channel * STORED * STORED;
      byte[] plane = Arrays.copyOfRange(record, from, from + STORED * STORED);
      byte[] square = Resize.toSquare(plane, STORED, STORED, size);
      System.arraycopy(square, 0, image, channel * square.length, square.length);
    }
    return image;
  }
}
