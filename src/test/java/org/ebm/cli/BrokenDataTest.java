package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.ebm.Configs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm train} on broken data: exit 65 (78 if something is missing), the file is named, and no run directory is left behind. */
class BrokenDataTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";
  private static final int N = 3;

  @TempDir
  Path folder;

  private Path data;

  @BeforeEach
  void makeFolder() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
  }

  private String trainMnist(int status) throws IOException {
    return train("mnist: { folder: " + data + ", size: 16 }", "1, 16, 16", status);
  }

  private String train(String dataset, String input, int status) throws IOException {
    Path config = Files.writeString(folder.resolve("images.yaml"), Configs.images(dataset, input));
    Path run = folder.resolve("run");
    Answer answer = Answer.of("train", "--config", config, "--run-dir", run).failsWith(status);
    assertThat(run).doesNotExist();
    assertThat(folder.resolve("latest")).doesNotExist();
    assertThat(answer.err().lines()).hasSize(1);
    return answer.err();
  }

  private void writeMnist(byte[] images, byte[] labels) throws IOException {
    Files.write(data.resolve(IMAGES), images);
    Files.write(data.resolve(LABELS), labels);
  }

  /** Three good images of 28x28. */
  private static byte[] images() {
    return ByteBuffer.allocate(16 + N * 28 * 28)
        .putInt(0x803)
        .putInt(N)
        .putInt(28)
        .putInt(28)
        .array();
  }

  private static byte[] labels() {
    return ByteBuffer.allocate(8 + N).putInt(0x801).putInt(N).array();
  }

  @Test
  void goodFilesTrain() throws IOException {
    writeMnist(images(), labels());
    Path config = Files.writeString(
        folder.resolve("images.yaml"),
        Configs.images("mnist: { folder: " + data + ", size: 16 }", "1, 16, 16"));
    Answer.of("train", "--config", config, "--run-dir", folder.resolve("run")).endsWith(0);
  }

  @Test
  void aTruncatedFile() throws IOException {
    writeMnist(Arrays.copyOf(images(), 1000), labels());
    assertThat(trainMnist(65))
        .contains(IMAGES + ": declares sizes [3, 28, 28], more than a file of its length can hold");
    // 1500 - 16 of 2352 values
    writeMnist(Arrays.copyOf(images(), 2367), labels());
    assertThat(trainMnist(65))
        .contains(IMAGES + ": declares 2352 values [3, 28, 28], but 2351 are there");
  }

  @Test
  void aFileWithMoreThanItDeclares() throws IOException {
    writeMnist(Arrays.copyOf(images(), images().length + 1), labels());
    assertThat(trainMnist(65)).contains(IMAGES).contains("but more follow");
  }

  @Test
  void aFileOfAnotherKind() throws IOException {
    writeMnist(labels(), labels());
    assertThat(trainMnist(65))
        .contains(IMAGES + ": starts with 00000801, not with the IDX header 00000803");
  }

  @Test
  void anEmptyFile() throws IOException {
    writeMnist(new byte[0], labels());
    assertThat(trainMnist(65)).contains(IMAGES);
  }

  @Test
  void labelsForOtherImages() throws IOException {
    writeMnist(images(), ByteBuffer.allocate(8 + 2).putInt(0x801).putInt(2).array());
    assertThat(trainMnist(65)).contains(LABELS + ": 2 labels for 3 images");
  }

  @Test
  void compressedDataCutShort() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(images());
    }
    Files.write(
        data.resolve(IMAGES + ".gz"),
        Arrays.copyOf(compressed.toByteArray(), compressed.size() - 12));
    Files.write(data.resolve(LABELS), labels());
    assertThat(trainMnist(65)).contains(IMAGES + ".gz");
  }

  @Test
  void plainDataNamedGz() throws IOException {
    Files.write(data.resolve(IMAGES + ".gz"), images());
    Files.write(data.resolve(LABELS), labels());
    assertThat(trainMnist(65)).contains(IMAGES + ".gz").contains("GZIP");
  }

  @Test
  void aMissingFolder_orFile_isAConfigError_withARemedy() throws IOException {
    assertThat(trainMnist(78))
        .contains(data + ": has neither " + IMAGES + " nor " + IMAGES + ".gz")
        .contains("scripts/fetch-data mnist");
    Files.delete(data);
    assertThat(trainMnist(78))
        .contains(data + ": no such folder")
        .contains("scripts/fetch-data mnist");
  }

  @Test
  void noImageOfTheWantedClasses() throws IOException {
    writeMnist(images(), labels());
    assertThat(train("mnist: { folder: " + data + ", size: 16, classes: [7] }", "1, 16, 16", 78))
        .contains("has a label in [7]");
  }

  @Test
  void cifarOfAWrongLength() throws IOException {
    Files.write(data.resolve("data_batch_1.bin"), new byte[2 * 3073 - 1]);
    assertThat(train("cifar10: { folder: " + data + ", size: 16 }", "3, 16, 16", 65))
        .contains("data_batch_1.bin: image 2 is cut off after 3072 of 3073 bytes");
  }

  @Test
  void cifarWithAnImpossibleLabel() throws IOException {
    byte[] record = new byte[3073];
    record[0] = 10;
    Files.write(data.resolve("data_batch_1.bin"), record);
    assertThat(train("cifar10: { folder: " + data + ", size: 16 }", "3, 16, 16", 65))
        .contains("data_batch_1.bin: image 1 must have a label from 0 to 9, got 10");
  }

  @Test
  void textThatIsNamedLikeAnImage() throws IOException {
    Files.write(data.resolve("cat.png"), "not a cat".getBytes(StandardCharsets.UTF_8));
    assertThat(trainFolder(65)).contains(data.resolve("cat.png") + ": is not a PNG or JPEG image");
  }

  @Test
  void oneImageCutShortAmongGoodOnes() throws IOException {
    Files.write(data.resolve("a.png"), image(20, 30));
    byte[] whole = image(64, 64);
    Files.write(data.resolve("b.png"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(trainFolder(65)).contains(data.resolve("b.png") + ": ");
  }

  @Test
  void aFolderWithoutImages_isAConfigError() throws IOException {
    Files.write(data.resolve("notes.txt"), new byte[3]);
    assertThat(trainFolder(78)).contains(data + ": has no .png, .jpg or .jpeg file");
  }

  @Test
  void imagesOfMixedSizesAreNoMistake() throws IOException {
    Files.write(data.resolve("a.png"), image(20, 30));
    Files.write(data.resolve("b.png"), image(64, 17));
    Path config = Files.writeString(
        folder.resolve("images.yaml"),
        Configs.images("image_folder: { folder: " + data + ", size: 16 }", "3, 16, 16"));
    Answer.of("train", "--config", config, "--run-dir", folder.resolve("run")).endsWith(0);
  }

  @Test
  void dataThatChangedSinceTheRunBegan_areNotLearnedFrom() throws IOException {
    writeMnist(images(), labels());
    Path config = Files.writeString(
        folder.resolve("images.yaml"),
        Configs.images("mnist: { folder: " + data + ", size: 16 }", "1, 16, 16"));
    Path run = folder.resolve("run");
    Answer.of("train", "--config", config, "--run-dir", run).endsWith(0);
    byte[] changed = images();
    changed[100] = 1;
    writeMnist(changed, labels());
    Answer answer =
        Answer.of("train", "--resume", "--run-dir", run, "--steps", 6).failsWith(65);
    assertThat(answer.err()).contains("the data changed since this run began").contains("SHA-256");
  }

  /** What is not learned and not data: the model in a sum. */
  @Test
  void aFixedModelThatChangedSinceTheRunBegan_isNotGoneOnWith() throws IOException {
    Path plane = Files.writeString(folder.resolve("plane.yaml"), Configs.PLANE);
    Path base = folder.resolve("base");
    Answer.of("train", "--config", plane, "--run-dir", base).endsWith(0);
    Path run = folder.resolve("run");
    String sum = "--set=energy={sum: [{model: " + base.resolve("model")
        + "}, {network: {input: [2], layers: [{dense: {units: 1}}]}}]}";
    Answer.of("train", "--config", plane, "--run-dir", run, sum).endsWith(0);
    Answer.of("train", "--resume", "--run-dir", run, "--steps", 6).endsWith(0);
    Answer.of("train", "--resume", "--run-dir", base, "--steps", 6).endsWith(0);
    Answer answer =
        Answer.of("train", "--resume", "--run-dir", run, "--steps", 8).failsWith(65);
    assertThat(answer.err())
        .contains("what it reads as energy sum0/weights.safetensors changed since this run began");
  }

  private String trainFolder(int status) throws IOException {
    return train("image_folder: { folder: " + data + ", size: 16 }", "3, 16, 16", status);
  }

  /** Noise, so that half of the file is not the whole image. */
  private static byte[] image(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i * 7919 * 7919);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", bytes)).isTrue();
    return bytes.toByteArray();
  }
}
