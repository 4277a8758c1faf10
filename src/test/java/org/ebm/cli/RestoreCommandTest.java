package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Network;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.network.Dense;
import org.ebm.network.Flatten;
import org.ebm.objective.Player;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm restore} on pictures and arrays as they come, whole and damaged. */
class RestoreCommandTest {
  @TempDir
  private Path folder;

  /** The normal law N(-0.25 a, 0.25 I) of pictures 6 x 6, with a small a. */
  private List<Object> command(Object... more) {
    List<Object> words = new java.util.ArrayList<>(List.of(
        "restore",
        "--set",
        "energy={tilted: {sd: 0.5, of: {model: {folder: " + folder.resolve("model") + "}}}}",
        "--set",
        "sampler={mala: {step_size: 0.3}}",
        "--set",
        "draws=32",
        "--set",
        "chains=4",
        "--steps",
        "40",
        "--seed",
        "1",
        "--workers",
        "1",
        "--run-dir",
        folder.resolve("run"),
        "--quiet"));
    words.addAll(List.of(more));
    return words;
  }

  private Answer restore(Object... more) {
    return Answer.of(command(more).toArray());
  }

  @BeforeEach
  void anEnergyAndPictures() throws IOException {
    write(folder.resolve("model"), Shape.of(1, 6, 6));
    Files.createDirectories(folder.resolve("seen/sub"));
    picture(folder.resolve("seen/a.png"), 6, 6);
    picture(folder.resolve("seen/sub/b.png"), 6, 6);
    picture(folder.resolve("half.png"), 6, 3);
    picture(folder.resolve("white.png"), 0, 6);
  }

  private static void write(Path model, Shape shape) {
    Network network = new Network(shape.sizes(), 1.0, List.of(new Flatten(), new Dense(1)));
    Weights weights = Player.energy(network.parameters()).initial(RandomKey.ofSeed(1));
    ModelDirectory.write(model, network, weights);
  }

  /** A square of 6 pixels whose first columns are black, or grey where there are 6 of them. */
  private static void picture(Path file, int black, int size) throws IOException {
    BufferedImage image = new BufferedImage(6, size, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < 6; x++) {
        int grey = black == 6 && size == 6 ? 90 + 10 * x : x < black ? 0 : 255;
        image.getRaster().setSample(x, y, 0, grey);
      }
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private Path mask() throws IOException {
    Path mask = folder.resolve("mask.png");
    picture(mask, 3, 6);
    return mask;
  }

  /** What is seen comes back as it was; each picture has its results under its own name. */
  @Test
  void aFolderOfPicturesComesBackInItsOwnForm() throws IOException {
    Answer answer = restore("--task", "inpaint", "--mask", mask(), folder.resolve("seen"));
    assertThat(answer.endsWith(0).out()).contains("observations         2").doesNotContain("rmse");
    Path run = folder.resolve("run");
    BufferedImage mean = ImageIO.read(run.resolve("restored/sub/b-mean.png").toFile());
    assertThat(mean.getWidth()).isEqualTo(6);
    for (int y = 0; y < 6; y++) {
      for (int x = 3; x < 6; x++) {
        assertThat(mean.getRGB(x, y) & 0xff).isEqualTo(90 + 10 * x);
      }
    }
    assertThat(run.resolve("restored")).isDirectoryContaining("glob:**a-{mean,sd}.png");
    for (String name : List.of("mean", "sd", "q05", "q95", "map", "draw-1", "draw-3")) {
      assertThat(run.resolve("restored/a-" + name + ".png")).exists();
    }
    assertThat(run.resolve("plots/restored.png")).exists();
    assertThat(run.resolve("report.html")).content().contains("How sure, and whether that is true");
    assertThat(Npy.read(run.resolve("draws.npy")).shape()).containsExactly(2, 32, 1, 6, 6);
  }

  @Test
  void onesThatAreDamagedOrUnlike_areNamed_andTheOthersGoOn() throws IOException {
    Files.writeString(folder.resolve("seen/c.png"), "no picture");
    ImageIO.write(
        new BufferedImage(5, 6, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        folder.resolve("seen/d.png").toFile());
    Answer answer = restore("--task", "denoise", "--noise-sd", "0.2", folder.resolve("seen"))
        .endsWith(65);
    assertThat(answer.out())
        .contains("observations         2")
        .contains("c.png: is not a PNG or JPEG image")
        .contains("d.png: must be 6 pixels wide and 6 high, got 5 x 6");
    assertThat(folder.resolve("run/report.html")).content().contains("Not restored");
  }

  @Test
  void whereNoneCanBeUsed_nothingIsBegun() throws IOException {
    Files.writeString(folder.resolve("c.png"), "no picture");
    assertThat(restore("--task", "denoise", "--noise-sd", "0.2", folder.resolve("c.png"))
            .failsWith(65)
            .err())
        .contains("c.png: is not a PNG");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void masksThatDoNotFit_areRefused() throws IOException {
    Path seen = folder.resolve("seen");
    assertThat(restore("--task", "inpaint", "--mask", folder.resolve("half.png"), seen)
            .failsWith(78)
            .err())
        .contains("must be of the size of x, 1x6x6 or, for all channels, 6x6, got [3, 6]");
    assertThat(restore("--task", "inpaint", "--mask", folder.resolve("white.png"), seen)
            .failsWith(78)
            .err())
        .contains("mask: must hide something, all of the 36 elements are seen");
    assertThat(restore("--task", "inpaint", "--mask", folder.resolve("seen/a.png"), seen)
            .failsWith(65)
            .err())
        .contains("is no mask: must be black or white, got grey 90 at element 0");
    assertThat(restore("--task", "inpaint", "--mask", folder.resolve("none.png"), seen)
            .failsWith(78)
            .err())
        .contains("none.png: no such file; give a picture or a .npy file");
  }

  @Test
  void wordsThatDoNotGoTogether_areRefused() throws IOException {
    Path seen = folder.resolve("seen");
    assertThat(restore("--task", "sharpen", seen).failsWith(2).err())
        .contains("--task: must be inpaint, denoise or super-resolve, got 'sharpen'");
    assertThat(restore("--task", "inpaint", seen).failsWith(2).err()).contains("needs --mask");
    assertThat(restore("--task", "denoise", seen).failsWith(78).err())
        .contains("noise_sd: must be given");
    assertThat(restore("--task", "super-resolve", "--factor", "4", seen)
            .failsWith(78)
            .err())
        .contains("block_mean.factor: must divide every side of x, got 4 for x of 1x6x6");
    assertThat(restore("--task", "inpaint", "--mask", mask()).failsWith(78).err())
        .contains("input: must be given");
    assertThat(restore("--task", "inpaint", "--mask", mask(), "--held-out", "3")
            .failsWith(78)
            .err())
        .contains("held_out: there are no data");
  }

  /** A volume 4 x 4 x 4, of which 70 % are missing: the same command. What is not seen may be marked by NaN. */
  @Test
  void aVolumeIsRecovered() {
    write(folder.resolve("model"), Shape.of(1, 4, 4, 4));
    float[] values = new float[2 * 64];
    java.util.Arrays.fill(values, 0.3f);
    Path y = folder.resolve("y.npy");
    FloatArray truth = new FloatArray(new int[] {2, 1, 4, 4, 4}, values);
    AtomicFile.write(folder.resolve("x.npy"), out -> Npy.write(out, truth));
    FloatArray seen = new FloatArray(truth.shape(), values.clone());
    seen.values()[0] = Float.NaN;
    AtomicFile.write(y, out -> Npy.write(out, seen));
    Answer wrong = restore("--task", "inpaint", "--mask", "missing:0.7", y);
    boolean isHidden = wrong.status() == 0;
    Answer answer = restore(
        "--force",
        "--task",
        "inpaint",
        "--mask",
        "missing:0.7",
        "--truth",
        folder.resolve("x.npy"),
        y);
    answer.endsWith(isHidden ? 0 : 65);
    assertThat(answer.out())
        .contains("observations         " + (isHidden ? 2 : 1))
        .contains("rmse");
    FloatArray mean = Npy.read(folder.resolve("run/restored/mean.npy"));
    assertThat(mean.rowElements()).isEqualTo(64);
    assertThat(mean.isFinite()).isTrue();
    int kept = 0;
    for (float value : mean.slice(mean.rows() - 1, mean.rows()).values()) {
      kept += value == 0.3f ? 1 : 0;
    }
    // 64 - round(0.7 x 64) are seen, and come back
    assertThat(kept).isEqualTo(64 - 45);
    assertThat(folder.resolve("run/plots/restored.png")).exists();
  }
}
