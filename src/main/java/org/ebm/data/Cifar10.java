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
    double noise)
    implements Dataset {
  private static final int CHANNELS = 3;
  private static final int STORED = 32;
  private static final int RECORD = 1 + CHANNELS * STORED * STORED;
  private static final int CLASSES = 10;
  private static final String AGAIN = "delete it and fetch it again: scripts/fetch-data cifar10";

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
    return new ImagePool(
        shape(),
        pixels.toArray(byte[][]::new),
        Optional.of(labels.stream().mapToInt(Integer::intValue).toArray()),
        new Noise(noise),
        Fingerprint.ofFiles(folder, files));
  }

  /** The other split if it is there. */
  @Override
  public Cifar10 heldOut() {
    Cifar10 other = new Cifar10(folder, split.other(), size, noise);
    return Files.isDirectory(folder) && !other.found().isEmpty() ? other : this;
  }

  private List<Path> files() {
    String remedy = "fetch it with scripts/fetch-data cifar10, or correct data.cifar10.folder";
    Damage.requireFolder(folder, remedy);
    List<Path> files = found();
    if (files.isEmpty()) {
      throw Damage.missing(folder, "has no " + pattern(), remedy);
    }
    return files;
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
