package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.Sha256;
import org.ebm.network.Condition;

/** Images from a file. */
@Kind("file")
public record ImagesOfFile(
    @Key(
        "a .npy of one image, (channels, height, width), or of several, (m, channels, height, width); pixels from -1 to 1")
    Path path)
    implements GivenImages {
  @Override
  public Opened open(Condition condition) {
    if (!Files.isRegularFile(path)) {
      throw new ConfigException(
          "image.file.path", path + ": " + NoFile.reason(path) + "; give a .npy file");
    }
    FloatArray read = Npy.read(path);
    int[] one = Arrays.copyOfRange(condition.shape().batch(1), 1, 4);
    FloatArray images = Arrays.equals(read.shape(), one)
        ? new FloatArray(condition.shape().batch(1), read.values())
        : read;
    if (images.shape().length == 0
        || images.rows() == 0
        || !Arrays.equals(images.shape(), condition.shape().batch(images.rows()))) {
      throw new ConfigException(
          "image.file.path",
          path + ": must be one image, (" + condition.shape() + "), or (m, " + condition.shape()
              + "), got " + read);
    }
    if (!images.isFinite()) {
      throw EbmException.damaged(path, "has a non-finite number; give images without");
    }
    return new Opened(images, Optional.empty(), Map.of(path.toString(), Sha256.hex(path)));
  }
}
