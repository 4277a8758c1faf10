package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.Sha256;

/** A x = M x, of x row by row as one vector. */
@Kind("matrix")
public record Matrix(
    @Key("M, a .npy of (numbers of y, numbers of x)") Path file) implements Operator {
  @Override
  public Opened open(Space of) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "matrix.file", file + ": " + NoFile.reason(file) + "; give a .npy file");
    }
    FloatArray matrix = Npy.read(file);
    int columns = of.shape().elements();
    if (matrix.shape().length != 2 || matrix.shape()[1] != columns) {
      throw new ConfigException(
          "matrix.file",
          file + ": must have two axes, (numbers of y, " + columns + ") for x of " + of.shape()
              + ", got " + matrix);
    }
    if (!matrix.isFinite()) {
      throw EbmException.damaged(file, "has numbers that are not finite");
    }
    String sizes =
        String.join(", ", of.shape().sizes().stream().map(String::valueOf).toList());
    return Opened.of(
            Shape.of(matrix.shape()[0]),
            "Matrix",
            "return torch.matmul(torch.flatten(x, 1), torch.t(self.matrix))",
            "return torch.reshape(torch.matmul(r, self.matrix), [torch.size(r, 0), " + sizes + "])",
            Optional.empty())
        .holding(Map.of("matrix", matrix), Map.of(file.toString(), Sha256.hex(file)));
  }
}
