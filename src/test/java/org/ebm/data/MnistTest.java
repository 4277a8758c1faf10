package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir
  Path folder;

  @BeforeEach
  void threeImages() throws IOException {
    byte[] pixels = new byte[3 * 784];
    Arrays.fill(pixels, 784, 2 * 784, (byte) 255);
    pixels[2 * 784] = (byte) 200;
    write(IMAGES, idx(2051, pixels, 3, 28, 28));
    write(LABELS, idx(2049, new byte[] {5, 0, 4}, 3));
  }

  @Test
  void images_areReadWithTheirLabels() {
    Examples examples = mnist(28).open();
    FloatArray images = examples.first(3);
    assertThat(images.shape()).containsExactly(3, 1, 28, 28);
    assertThat(images.values()[0]).isEqualTo(-1);
    assertThat(images.values()[784]).isEqualTo(1);
    assertThat(examples.draw(50, RandomKey.ofSeed(0)).labels().orElseThrow()).containsOnly(5, 0, 4);
  }

  @Test
  void sixteen_isTheMeanOfTwoByTwoAfterPaddingToThirtyTwo() {
    FloatArray images = mnist(16).open().first(3);
    // 28 padded by 2 on each side: the outermost block is all background, the next holds four
    // stored pixels
    assertThat(images.values()[256]).isEqualTo(-1);
    assertThat(images.values()[256 + 17]).isEqualTo(1);
    // one pixel of 200 in a block of four: 50
    assertThat(images.values()[2 * 256 + 17]).isEqualTo(2 * 50 / 255f - 1);
  }

  @Test
  void thirtyTwo_isResized() {
    FloatArray images = mnist(32).open().first(2);
    assertThat(images.shape()).containsExactly(2, 1, 32, 32);
    assertThat(images.slice(1, 2).values()).containsOnly(1);
  }

  @Test
  void gzip_readsTheSame() throws IOException {
    FloatArray plain = mnist(28).open().first(3);
    write(IMAGES + ".gz", gzip(Files.readAllBytes(folder.resolve(IMAGES))));
    Files.delete(folder.resolve(IMAGES));
    assertThat(mnist(28).open().first(3)).isEqualTo(plain);
  }

  @Test
  void classesAndLimit_keepTheFirstOfTheChosen() {
    Mnist mnist = mnist(Split.TRAIN, List.of(4, 0), Optional.of(1), Optional.empty());
    Examples examples = mnist.open();
    assertThat(examples.size()).hasValue(1);
    assertThat(examples.draw(1, RandomKey.ofSeed(0)).labels().orElseThrow()).containsExactly(0);
  }

  @Test
  void heldOutData_areEverySoManyth_ifSaid_elseTheOtherSplit() throws IOException {
    FloatArray all = mnist(28).open().first(3);
    Mnist learned = mnist(Split.TRAIN, List.of(), Optional.empty(), Optional.of(2.0));
    assertThat(learned.open().first(2))
        .isEqualTo(FloatArray.concat(List.of(all.slice(0, 1), all.slice(2, 3))));
    Dataset left = learned.heldOut().orElseThrow();
    assertThat(left.open().size()).hasValue(1);
    assertThat(left.open().first(1)).isEqualTo(all.slice(1, 2));
    assertThat(left.heldOut()).contains(left);
    assertThat(mnist(28).heldOut()).isEmpty();

    write("t10k-images-idx3-ubyte", Files.readAllBytes(folder.resolve(IMAGES)));
    write("t10k-labels-idx1-ubyte", Files.readAllBytes(folder.resolve(LABELS)));
    assertThat(mnist(28).heldOut())
        .contains(mnist(Split.TEST, List.of(), Optional.empty(), Optional.empty()));
    assertThat(mnist(28).divided()).isEqualTo(mnist(28));
  }

  @Test
  void filesUnderTheNamesOfOtherCollections_areRead_orNamed() throws IOException {
    FloatArray all = mnist(28).open().first(3);
    Files.move(folder.resolve(IMAGES), folder.resolve("train-images.idx3-ubyte"));
    Files.move(folder.resolve(LABELS), folder.resolve("train-labels.idx1-ubyte"));
    assertThat(mnist(28).open().first(3)).isEqualTo(all);
    Path below = Files.createDirectories(folder.resolve("MNIST/raw"));
    Files.move(folder.resolve("train-images.idx3-ubyte"), below.resolve(IMAGES));
    assertThatThrownBy(mnist(28)::open)
        .hasMessageContaining("has neither " + IMAGES)
        .hasMessageContaining(below.resolve(IMAGES) + " is like it")
        .hasMessageContaining("set data.mnist.folder to " + below);
    Files.move(below.resolve(IMAGES), folder.resolve("Train_Images_IDX3_ubyte"));
    assertThatThrownBy(mnist(28)::open)
        .hasMessageContaining("rename " + folder.resolve("Train_Images_IDX3_ubyte") + " to it");
  }

  @Test
  void fingerprint_followsTheContentAndNotThePlace(@TempDir Path elsewhere) throws IOException {
    String before = mnist(28).open().fingerprint();
    Files.copy(folder.resolve(IMAGES), elsewhere.resolve(IMAGES));
    Files.copy(folder.resolve(LABELS), elsewhere.resolve(LABELS));
    Mnist moved = new Mnist(
        elsewhere, Split.TRAIN, 28, 0, List.of(), Optional.empty(), Optional.empty(), false);
    assertThat(moved.open().fingerprint()).isEqualTo(before);
    write(LABELS, idx(2049, new byte[] {5, 0, 3}, 3));
    assertThat(mnist(28).open().fingerprint()).isNotEqualTo(before);
  }

  @Test
  void labelsNobodyHas_areAnError() {
    Mnist mnist = mnist(Split.TRAIN, List.of(9), Optional.empty(), Optional.empty());
    assertThatThrownBy(mnist::open).hasMessageContaining("has a label in [9]");
  }

  @Test
  void missingFolder_saysWhatToDo() {
    Mnist mnist = new Mnist(
        folder.resolve("nowhere"),
        Split.TRAIN,
        28,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false);
    assertThatThrownBy(mnist::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("nowhere: no such folder; fetch it with scripts/fetch-data mnist");
  }

  @Test
  void missingSplit_namesTheFiles() {
    Mnist mnist = mnist(Split.TEST, List.of(), Optional.empty(), Optional.empty());
    assertThatThrownBy(mnist::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("has neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz");
  }

  @Test
  void emptyFile_isDamaged() throws IOException {
    write(IMAGES, new byte[0]);
    assertDamaged(IMAGES, "cannot be read: ends early");
  }

  @Test
  void wrongMagic_isDamaged() throws IOException {
    write(IMAGES, idx(2049, new byte[3 * 784], 3, 28, 28));
    assertDamaged(IMAGES, "starts with 00000801, not with the IDX header 00000803");
  }

  @Test
  void cutOffFile_isDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(IMAGES));
    write(IMAGES, Arrays.copyOf(whole, whole.length - 100));
    // 3 x 784 = 2352 values declared, 100 of them missing, the 16 bytes of the header still let the
    // length pass
    assertDamaged(IMAGES, "declares");
  }

  @Test
  void slightlyCutOffFile_isDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(IMAGES));
    write(IMAGES, Arrays.copyOf(whole, whole.length - 1));
    assertDamaged(IMAGES, "declares 2352 values [3, 28, 28], but 2351 are there");
  }

  @Test
  void longerFile_isDamaged() throws IOException {
    write(IMAGES, idx(2051, new byte[3 * 784 + 1], 3, 28, 28));
    assertDamaged(IMAGES, "declares 2352 values [3, 28, 28], but more follow");
  }

  @Test
  void giganticSizes_areRefusedBeforeAllocating() throws IOException {
    write(
        IMAGES, idx(2051, new byte[784], Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertDamaged(IMAGES, "more than a file of its length can hold");
  }

  @Test
  void giganticSizesInGzip_areRefusedBeforeAllocating() throws IOException {
    Files.delete(folder.resolve(IMAGES));
    write(IMAGES + ".gz", gzip(idx(2051, new byte[784], 2_000_000, 28, 28)));
    assertDamaged(IMAGES + ".gz", "more than a file of its length can hold");
  }

  @Test
  void zeroSizes_areDamaged() throws IOException {
    write(IMAGES, idx(2051, new byte[0], 0, 28, 28));
    assertDamaged(IMAGES, "declares sizes [0, 28, 28]");
  }

  @Test
  void gzipBomb_isReadNoFurtherThanDeclared() throws IOException {
    Files.delete(folder.resolve(IMAGES));
    write(IMAGES + ".gz", gzip(idx(2051, new byte[50_000_000], 3, 28, 28)));
    assertDamaged(IMAGES + ".gz", "declares 2352 values [3, 28, 28], but more follow");
  }

  @Test
  void cutOffGzip_isDamaged() throws IOException {
    byte[] whole = gzip(Files.readAllBytes(folder.resolve(IMAGES)));
    Files.delete(folder.resolve(IMAGES));
    write(IMAGES + ".gz", Arrays.copyOf(whole, whole.length / 2));
    assertDamaged(IMAGES + ".gz", "cannot be read: Unexpected end of ZLIB input stream");
  }

  @Test
  void plainFileNamedGz_isDamaged() throws IOException {
    Files.move(folder.resolve(IMAGES), folder.resolve(IMAGES + ".gz"));
    assertDamaged(IMAGES + ".gz", "cannot be read: Not in GZIP format");
  }

  @Test
  void labelsOfAnotherNumber_areDamaged() throws IOException {
    write(LABELS, idx(2049, new byte[] {1, 2}, 2));
    assertDamaged(LABELS, "2 labels for 3 images");
  }

  @Test
  void imagesOfAnotherSize_areDamaged() throws IOException {
    write(IMAGES, idx(2051, new byte[3 * 400], 3, 20, 20));
    assertDamaged(IMAGES, "images are 20x20, not 28x28");
  }

  @Test
  void realTestImages_areThere() {
    Path real = RealData.folder("mnist");
    Examples examples = new Mnist(
            real, Split.TEST, 28, 0, List.of(), Optional.empty(), Optional.empty(), false)
        .open();
    assertThat(examples.size()).hasValue(10_000);
    // mean brightness of the 10 000 test images on [0, 1] is 0.1325 (widely published)
    float[] values = examples.first(10_000).values();
    double sum = 0;
    for (float value : values) {
      sum += (value + 1) / 2;
    }
    assertThat(sum / values.length).isCloseTo(0.1325, within(1e-4));
  }

  private Mnist mnist(int size) {
    return new Mnist(
        folder, Split.TRAIN, size, 0, List.of(), Optional.empty(), Optional.empty(), false);
  }

  private Mnist mnist(
      Split split, List<Integer> classes, Optional<Integer> limit, Optional<Double> holdOut) {
    return new Mnist(folder, split, 28, 0, classes, limit, holdOut, false);
  }

  private void assertDamaged(String file, String problem) {
    assertThatThrownBy(mnist(28)::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(folder.resolve(file) + ": ")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private static byte[] idx(int magic, byte[] values, int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(values).array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
