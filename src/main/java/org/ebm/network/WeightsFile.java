package org.ebm.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Weights;
import org.ebm.files.Safetensors;
import org.ebm.files.Sha256;

/** Learned arrays in a folder: weights.safetensors, which knows the sum of its own arrays. */
public final class WeightsFile {
  public static final String NAME = "weights.safetensors";

  /** Of the same arrays without metadata: a flipped bit in a weight is no error of the format. */
  private static final String SUM = "sha256";

  private WeightsFile() {}

  /**
   * What was read.
   *
   * @param sha256 of the file
   */
  public record Read(Weights weights, String sha256) {}

  public static void write(Path folder, Weights weights) {
    Safetensors.write(folder.resolve(NAME), weights.arrays(), Map.of(SUM, sum(weights.arrays())));
  }

  /**
   * Reads the arrays of some parameters, in their order.
   *
   * @throws EbmException damaged (exit 65) if they are not those that were written, or one is missing or of another shape
   */
  public static Read read(Path folder, List<Parameter> parameters) {
    Path file = folder.resolve(NAME);
    Safetensors.Content content = Safetensors.content(file);
    Map<String, FloatArray> arrays = content.arrays();
    String expected = content.metadata().get(SUM);
    // weights that others wrote, or an older ebm, have none
    if (expected != null && !expected.equals(sum(arrays))) {
      throw EbmException.damaged(
          file,
          "does not match the SHA-256 in its metadata; go on with the run (--resume), which writes the model anew from a checkpoint, or take a copy");
    }
    Map<String, FloatArray> ordered = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      FloatArray array = arrays.get(parameter.name());
      int[] sizes =
          parameter.shape().sizes().stream().mapToInt(Integer::intValue).toArray();
      if (array == null || !Arrays.equals(array.shape(), sizes)) {
        throw EbmException.damaged(
            file,
            "no array " + parameter.name() + " of shape " + parameter.shape() + ", got " + array);
      }
      ordered.put(parameter.name(), array);
    }
    return new Read(new Weights(ordered), content.sha256());
  }

  private static String sum(Map<String, FloatArray> arrays) {
    return Sha256.hex(Safetensors.bytes(arrays, Map.of()));
  }
}
