package org.ebm.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.ebm.base.EbmException;
import org.ebm.base.MemoryLimit;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The frames of an animated GIF, each as it stands on the screen: what a frame leaves out stays as the one before left it. Delays are not followed. */
final class GifFile {
  private static final int BYTES_PER_PIXEL = 4;
  private static final int MOST_FRAMES = 100_000;

  private GifFile() {}

  /**
   * All of them, in order, on black.
   *
   * @throws EbmException (exit 65) for a file that is cut off or no GIF
   */
  static List<ImageFile> frames(Path file) {
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      ImageReader reader = readers.hasNext() ? readers.next() : null;
      if (reader == null || !reader.getFormatName().equalsIgnoreCase("gif")) {
        throw EbmException.damaged(file, "is not a GIF");
      }
      try {
        reader.setInput(in);
        return frames(file, reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
      // the decoder's answer to some malformed frames
      throw EbmException.damaged(file, "is not a valid GIF: " + e.getMessage());
    }
  }

  private static List<ImageFile> frames(Path file, ImageReader reader) throws IOException {
    int count = reader.getNumImages(true);
    Node screen = child(tree(reader.getStreamMetadata()), "LogicalScreenDescriptor");
    int width = number(screen, "logicalScreenWidth");
    int height = number(screen, "logicalScreenHeight");
    if (count < 1 || count > MOST_FRAMES || width < 1 || height < 1) {
      throw EbmException.damaged(
          file, "holds " + count + " frames of " + width + "x" + height + " pixels");
    }
    MemoryLimit.inHeap(
        file + " with " + count + " frames of " + width + "x" + height + " pixels",
        (double) BYTES_PER_PIXEL * count * width * height);
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    List<ImageFile> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IIOMetadataNode frame = tree(reader.getImageMetadata(i));
      BufferedImage before = copy(canvas);
      Node place = child(frame, "ImageDescriptor");
      BufferedImage image = reader.read(i);
      int left = number(place, "imageLeftPosition");
      int top = number(place, "imageTopPosition");
      Graphics2D graphics = canvas.createGraphics();
      graphics.drawImage(image, left, top, null);
      frames.add(ImageFile.colour(copy(canvas)));
      String disposal = text(child(frame, "GraphicControlExtension"), "disposalMethod");
      if (disposal.equals("restoreToBackgroundColor")) {
        graphics.setColor(Color.BLACK);
        graphics.fillRect(left, top, image.getWidth(), image.getHeight());
      } else if (disposal.equals("restoreToPrevious")) {
        graphics.drawImage(before, 0, 0, null);
      }
      graphics.dispose();
    }
    return frames;
  }

  private static BufferedImage copy(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    image.copyData(copy.getRaster());
    return copy;
  }

  private static IIOMetadataNode tree(IIOMetadata metadata) {
    return (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
  }

  /** An empty node where there is none. */
  private static Node child(Node tree, String name) {
    NodeList children = tree.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i).getNodeName().equals(name)) {
        return children.item(i);
      }
    }
    return new IIOMetadataNode(name);
  }

  private static String text(Node node, String name) {
    return ((IIOMetadataNode) node).getAttribute(name);
  }

  private static int number(Node node, String name) {
    String text = text(node, name);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }
}
