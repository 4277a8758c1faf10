package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.files.Npy;
import org.ebm.report.MovingPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoTest {
  @TempDir
  private Path folder;

  private static Video video(Path file, int frames, int stride) {
    return new Video(file, frames, stride, 8, Optional.empty(), 0, Optional.empty(), false);
  }

  /** One colour, 8 x 8. */
  private static BufferedImage plain(int red) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(red, 0, 0));
    graphics.fillRect(0, 0, 8, 8);
    graphics.dispose();
    return image;
  }

  private Path pngs(String film, int count) throws IOException {
    Path in = Files.createDirectories(folder.resolve("in").resolve(film));
    for (int i = 0; i < count; i++) {
      ImageIO.write(plain(20 * i), "png", in.resolve("f%02d.png".formatted(i)).toFile());
    }
    return folder.resolve("in");
  }

  /** 0, 51, 102, ... in red, as ImageIO writes them. */
  private Path gif(String name, int count) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < count; i++) {
        writer.writeToSequence(new IIOImage(plain(51 * i), null, null), null);
      }
      writer.endWriteSequence();
    }
    return file;
  }

  /** Red of the first pixel of each frame of a clip, 0 to 255. */
  private static int[] reds(FloatArray clips, int clip) {
    int frames = clips.shape()[2];
    int[] reds = new int[frames];
    for (int i = 0; i < frames; i++) {
      reds[i] = Math.round((clips.values()[clip * clips.rowElements() + i * 64] + 1) * 127.5f);
    }
    return reds;
  }

  @Test
  void aFolderOfFrames_isCutIntoClips() throws IOException {
    Examples clips = video(pngs("a", 7), 3, 1).open();
    assertThat(clips.shape()).isEqualTo(Shape.of(3, 3, 8, 8));
    assertThat(clips.space().layout()).isEqualTo(Layout.VIDEO);
    assertThat(clips.size()).hasValue(2);
    FloatArray all = clips.first(2);
    assertThat(reds(all, 0)).containsExactly(0, 20, 40);
    assertThat(reds(all, 1)).containsExactly(60, 80, 100);
    // green and blue are none
    assertThat(all.values()[3 * 64]).isEqualTo(-1);
  }

  @Test
  void aStride_leavesFramesOut() throws IOException {
    FloatArray clips = video(pngs("a", 9), 3, 2).open().first(9);
    assertThat(clips.rows()).isEqualTo(1);
    assertThat(reds(clips, 0)).containsExactly(0, 40, 80);
  }

  @Test
  void animatedGifs_areFilms_besideFolders() throws IOException {
    gif("b.gif", 4);
    FloatArray clips = video(pngs("a", 3), 3, 1).open().first(9);
    assertThat(clips.rows()).isEqualTo(2);
    assertThat(reds(clips, 0)).containsExactly(0, 20, 40);
    assertThat(reds(clips, 1)).containsExactly(0, 51, 102);
  }

  @Test
  void arrays_giveTheirFirstFrames() throws IOException {
    FloatArray videos = FloatArray.zeros(Shape.of(3, 5, 8, 8), 2);
    for (int i = 0; i < videos.values().length; i++) {
      videos.values()[i] = i / 64 % 5 / 5f - 0.5f;
    }
    FloatArray clips = video(npy(videos), 2, 3).open().first(2);
    assertThat(clips.shape()).containsExactly(2, 3, 2, 8, 8);
    assertThat(clips.values()[0]).isEqualTo(-0.5f);
    assertThat(clips.values()[64]).isEqualTo(0.1f, within(1e-6f));
  }

  private Path npy(FloatArray array) throws IOException {
    Path file = folder.resolve("v.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, array);
    }
    return file;
  }

  /** What the program draws it reads again: two pixels of paper around each video. */
  @Test
  void drawnFilms_haveTheFramesOfTheVideos() {
    FloatArray videos = FloatArray.zeros(Shape.of(1, 3, 4, 4), 2);
    for (int i = 0; i < 48; i++) {
      videos.values()[i] = i / 16 - 1;
    }
    Path gif = folder.resolve("drawn.gif");
    MovingPicture.write(gif, videos, 2);
    var frames = GifFile.frames(gif);
    assertThat(frames).hasSize(3);
    int[] expected = {0, 128, 255};
    for (int i = 0; i < 3; i++) {
      byte[] red = frames.get(i).planes()[0];
      assertThat(frames.get(i).width()).isEqualTo(2 * (8 + 2) + 2);
      assertThat(Byte.toUnsignedInt(red[0])).isEqualTo(255);
      // the first video is from (2, 2) to (9, 9), the second, grey, from (12, 2)
      assertThat(Byte.toUnsignedInt(red[9 * 22 + 9])).isCloseTo(expected[i], within(3));
      assertThat(Byte.toUnsignedInt(red[2 * 22 + 12])).isCloseTo(128, within(3));
    }
  }

  private static void refused(Video video, String message) {
    assertThatThrownBy(video::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageContaining(message);
  }

  @Test
  void filmsThatAreTooShort_areNamed() throws IOException {
    refused(video(pngs("a", 4), 3, 2), "in/a: holds 4 frames, and a clip of 3");
  }

  @Test
  void brokenGifs_areNamed() throws IOException {
    Path file = gif("b.gif", 4);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused(video(folder.resolve("in"), 3, 1), "b.gif: ");
    Files.writeString(file, "no film at all, at length");
    refused(video(folder.resolve("in"), 3, 1), "b.gif: is not a GIF");
    Files.write(file, new byte[0]);
    refused(video(folder.resolve("in"), 3, 1), "b.gif: is not a GIF");
  }

  @Test
  void arraysOfOtherShape_areRefused() throws IOException {
    refused(
        video(npy(FloatArray.zeros(Shape.of(3, 8, 8), 2)), 3, 1),
        "must hold videos (n, 3, time, height, width), got [2, 3, 8, 8]");
    refused(
        video(npy(FloatArray.zeros(Shape.of(1, 5, 8, 8), 2)), 3, 1),
        "must hold videos (n, 3, time, 8, 8) of 3 frames or more, got [2, 1, 5, 8, 8]");
    refused(
        video(npy(FloatArray.zeros(Shape.of(3, 2, 8, 8), 2)), 3, 1),
        "of 3 frames or more, got [2, 3, 2, 8, 8]");
  }
}
