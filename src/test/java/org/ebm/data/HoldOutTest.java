package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every finite set can leave out a part of itself, and a run that begins does so unless told otherwise. */
class HoldOutTest {
  private static final int N = 20;

  @TempDir
  private Path folder;

  @Test
  void numbers() {
    assertDivides(numbers(N, Optional.empty()));
  }

  @Test
  void images() throws IOException {
    for (int i = 0; i < N; i++) {
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      IntStream.range(0, 16).forEach(at -> image.setRGB(at % 4, at / 4, 0x80));
      image.setRGB(0, 0, 10 * i << 16);
      Path file = folder.resolve("class" + i % 2).resolve(100 + i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    assertDivides(new ImageFolder(folder, 4, 3, 0, Optional.empty(), false));
  }

  @Test
  void cifarWithoutItsTestFile() throws IOException {
    ByteBuffer records = ByteBuffer.allocate(N * 3073);
    for (int i = 0; i < N; i++) {
      records.put(i * 3073 + 1, (byte) (10 * i));
    }
    Files.write(folder.resolve("data_batch_1.bin"), records.array());
    Cifar10 cifar = new Cifar10(folder, Split.TRAIN, 32, 0, Optional.empty(), false);
    assertDivides(cifar);
    Files.write(folder.resolve("test_batch.bin"), records.array());
    assertThat(cifar.divided()).isEqualTo(cifar);
  }

  @Test
  void mnistWithoutItsTestFiles() throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + N * 784);
    images.putInt(0x803).putInt(N).putInt(28).putInt(28);
    for (int i = 0; i < N; i++) {
      images.put(16 + i * 784, (byte) (10 * i));
    }
    Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
    Files.write(
        folder.resolve("train-labels-idx1-ubyte"),
        ByteBuffer.allocate(8 + N).putInt(0x801).putInt(N).array());
    assertDivides(new Mnist(
        folder, Split.TRAIN, 28, 0, List.of(), Optional.empty(), Optional.empty(), false));
  }

  /** The first number of each example tells it from the others. */
  private static void assertDivides(Dataset whole) {
    assertThat(whole.heldOut()).as("a run of before").isEmpty();
    assertThat(whole.open().size()).hasValue(N);
    Dataset learned = whole.divided();
    Dataset left = learned.heldOut().orElseThrow();
    assertThat(learned.open().size()).hasValue(N - N / 10);
    assertThat(left.open().size()).hasValue(N / 10);
    assertThat(left.heldOut()).contains(left);
    assertThat(learned.divided()).isEqualTo(learned);
    TreeSet<Float> both = new TreeSet<>(firsts(learned));
    assertThat(both).doesNotContainAnyElementsOf(firsts(left));
    both.addAll(firsts(left));
    assertThat(both).containsExactlyElementsOf(new TreeSet<>(firsts(whole)));
    assertThat(learned.open().fingerprint()).isEqualTo(whole.open().fingerprint());
    assertThat(learned.open().remarks())
        .anySatisfy(
            remark -> assertThat(remark).contains("18 of 20 examples are learned, 2 held out"));
    assertThat(whole.open().remarks()).isEmpty();
  }

  private static List<Float> firsts(Dataset set) {
    FloatArray all = set.open().first(N);
    return IntStream.range(0, all.rows())
        .mapToObj(i -> all.values()[i * all.rowElements()])
        .toList();
  }

  private ArrayFile numbers(int count, Optional<Double> part) {
    Path file = folder.resolve("x.npz");
    float[] values = new float[2 * count];
    IntStream.range(0, values.length).forEach(i -> values[i] = i);
    Npz.write(file, Map.of("x", new FloatArray(new int[] {count, 2}, values)));
    return new ArrayFile(file, List.of(2), Optional.empty(), 0, part, false);
  }

  @Test
  void aShareIsDrawn_theSameEachTime_andNotTheFirst() {
    ArrayFile learned = numbers(100, Optional.of(0.25));
    List<Float> left = firstsOf(learned.heldOut().orElseThrow());
    assertThat(left).hasSize(25).isEqualTo(firstsOf(learned.heldOut().orElseThrow()));
    assertThat(left.get(24)).isGreaterThan(2 * 50);
    assertThat(firstsOf(learned)).hasSize(75).doesNotContainAnyElementsOf(left);
  }

  private static List<Float> firstsOf(Dataset set) {
    FloatArray all = set.open().first(1000);
    return IntStream.range(0, all.rows()).mapToObj(i -> all.values()[2 * i]).toList();
  }

  @Test
  void tooFewExamples_areAllLearned_andZeroMeansNone() {
    assertThat(numbers(9, Optional.empty()).divided().heldOut()).isEmpty();
    ArrayFile all = numbers(100, Optional.of(0.0));
    assertThat(all.divided()).isEqualTo(all);
    assertThat(all.heldOut()).isEmpty();
    assertThat(all.open().size()).hasValue(100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2.5, -1, Double.NaN, 1e10})
  void otherPartsAreRefused(double part) {
    assertThatThrownBy(() -> numbers(10, Optional.of(part)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("hold_out")
        .hasMessageContaining("a share below 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {11, 0.01, 0.99})
  void aPartThatWouldBeEmptyIsRefused(double part) {
    assertThatThrownBy(numbers(10, Optional.of(part))::open)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("hold_out")
        .hasMessageContaining("one at least");
  }
}
