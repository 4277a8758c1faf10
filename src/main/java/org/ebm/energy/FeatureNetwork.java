package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.NoFile;
import org.ebm.script.Archive;
import org.ebm.script.ForeignModule;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/**
 * A network of the user's that gives features of examples: {@code forward(x) -> (n, D)}. It is code, so opened only where it is named.
 *
 * @param hash SHA-256 of the file, in hexadecimal
 * @param width D
 */
public record FeatureNetwork(Path file, String hash, int width, Program program)
    implements AutoCloseable {
  private static final int BLOCK = 100;
  private static final String METHOD =
      "features(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]";

  /** Differs by rounding alone between an example by itself and one among others. */
  private static final double ROUNDING = 1e-3;

  /**
   * Opens and tries it.
   *
   * @param shape of one example
   * @throws EbmException bad configuration (exit 78) if there is no such file; damaged (exit 65) if it is no module, or gives anything but D numbers, finite, for each such example
   */
  public static FeatureNetwork open(Path file, Shape shape, Torch torch) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "scores.features",
          file + ": " + NoFile.reason(file)
              + "; give the .pt that torch.jit.save or ebm features wrote");
    }
    ForeignModule saved = ForeignModule.read(file);
    ForeignCode.requireOwnDrawsAndSilence(file);
    // a copy, so that code that works in place changes no example
    TorchClass script = TorchClass.over(
        "user",
        saved,
        "FeatureNetwork",
        List.of(Method.of(
            METHOD, "return [torch.to((self.user).forward(torch.clone(x, memory_format=0)), 6)]")));
    Program program = Program.load(
            Archive.write(script), torch, reason -> refused(file, shape, reason))
        .inference();
    try {
      return new FeatureNetwork(file, saved.hash(), tried(file, shape, program), program);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** Three examples, and the first of them alone. */
  private static int tried(Path file, Shape shape, Program program) {
    FloatArray examples = FloatArray.zeros(shape, 3);
    for (int i = 0; i < examples.values().length; i++) {
      examples.values()[i] = (float) Math.sin(i);
    }
    FloatArray three = program.call("features", List.of(), List.of(examples)).get(0);
    if (three.shape().length != 2 || three.shape()[0] != 3) {
      throw misfit(file, shape, "forward gave " + three + " for " + examples);
    }
    FloatArray one =
        program.call("features", List.of(), List.of(examples.slice(0, 1))).get(0);
    for (int i = 0; i < one.values().length; i++) {
      float alone = one.values()[i];
      float among = three.values()[i];
      if (!(Math.abs(alone - among) <= ROUNDING * (1 + Math.abs(alone)))) {
        throw misfit(
            file,
            shape,
            "forward gave " + among + " for an example among three and " + alone + " for it alone");
      }
    }
    return three.shape()[1];
  }

  /**
   * (n, D).
   *
   * @throws EbmException damaged if a number is not finite
   */
  public FloatArray of(FloatArray x) {
    List<FloatArray> blocks = new ArrayList<>();
    for (int from = 0; from < x.rows(); from += BLOCK) {
      FloatArray block = x.slice(from, Math.min(x.rows(), from + BLOCK));
      blocks.add(program.call("features", List.of(), List.of(block)).get(0));
    }
    FloatArray all = FloatArray.concat(blocks);
    if (!all.isFinite()) {
      throw EbmException.damaged(
          file, "gave a feature that is not finite; look at what it does to examples like these");
    }
    return all;
  }

  private static EbmException refused(Path file, Shape shape, String reason) {
    return ForeignCode.lacking(file, reason)
        .map(lack -> EbmException.damaged(file, lack))
        .orElseGet(() -> misfit(file, shape, reason));
  }

  private static EbmException misfit(Path file, Shape shape, String found) {
    return EbmException.damaged(
        file,
        found + "; expected a module whose forward(x) takes float32 (n, " + shape
            + ") and gives (n, D), D features of each example by itself");
  }

  @Override
  public void close() {
    program.close();
  }
}
