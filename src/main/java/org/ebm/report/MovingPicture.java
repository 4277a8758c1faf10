package org.ebm.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ebm.base.FloatArray;
import org.ebm.files.AtomicFile;

/** Videos side by side as one animated GIF that plays for ever. */
public final class MovingPicture {
  private static final int IN_A_ROW = 8;
  private static final int GAP = 2;
  private static final String HUNDREDTHS_A_FRAME = "15";

  private final FloatArray videos;
  private final int scale;

  private MovingPicture(FloatArray videos, int scale) {
    this.videos = videos;
    this.scale = scale;
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param videos (n, 1 or 3, time, height, width), values in [-1, 1]
   * @param scale screen pixels for one of a video
   */
  public static void write(Path gif, FloatArray videos, int scale) {
    MovingPicture picture = new MovingPicture(videos, scale);
    AtomicFile.replace(gif, out -> {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
      try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
        writer.setOutput(stream);
        writer.prepareWriteSequence(null);
        for (int time = 0; time < videos.shape()[2]; time++) {
          BufferedImage frame = picture.frame(time);
          writer.writeToSequence(new IIOImage(frame, null, playing(writer, frame)), null);
        }
        writer.endWriteSequence();
      } finally {
        writer.dispose();
      }
    });
  }

  private BufferedImage frame(int time) {
    int height = videos.shape()[3] * scale + GAP;
    int width = videos.shape()[4] * scale + GAP;
    int columns = Math.min(IN_A_ROW, videos.rows());
    int rows = (videos.rows() + columns - 1) / columns;
    BufferedImage frame =
        new BufferedImage(columns * width + GAP, rows * height + GAP, BufferedImage.TYPE_INT_RGB);
    var graphics = frame.createGraphics();
    graphics.setColor(Palette.PAPER);
    graphics.fillRect(0, 0, frame.getWidth(), frame.getHeight());
    for (int video = 0; video < videos.rows(); video++) {
      int[] rgb = Pixels.rgb(Frames.of(videos, video), time);
      graphics.drawImage(
          Canvas.imageOf(rgb, videos.shape()[4]),
          GAP + video % columns * width,
          GAP + video / columns * height,
          width - GAP,
          height - GAP,
          null);
    }
    graphics.dispose();
    return frame;
  }

  /** How long a frame is shown, and that the first follows the last. */
  private static IIOMetadata playing(ImageWriter writer, BufferedImage frame) throws IOException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = new IIOMetadataNode(format);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", HUNDREDTHS_A_FRAME);
    root.appendChild(control);
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    // 1, and how often as two bytes: 0 is for ever
    loop.setUserObject(new byte[] {1, 0, 0});
    extensions.appendChild(loop);
    root.appendChild(extensions);
    metadata.mergeTree(format, root);
    return metadata;
  }
}
