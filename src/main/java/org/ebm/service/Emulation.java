package org.ebm.service;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.ShellWords;
import org.ebm.energy.Precision;
import org.ebm.run.RunConfig;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.torch.Torch;

/** What it costs to compute in bfloat16 on a processor that has no such arithmetic. */
final class Emulation {
  /** What to type where a run begins. */
  static final String FRESH =
      "leave out runtime.precision, or type --set runtime.precision=float32";

  private Emulation() {}

  /**
   * Says what it costs, measured in a second; empty if nothing is emulated.
   *
   * @param instead what to type for float32
   */
  static Optional<String> warning(PrecisionChoice choice, Torch torch, String instead) {
    PrecisionChoice.Place place = PrecisionChoice.Place.of(torch);
    if (choice.precision() != Precision.BFLOAT16 || !place.emulatesBfloat16()) {
      return Optional.empty();
    }
    return Optional.of(String.format(
        Locale.ROOT,
        "warning: this processor (%s) emulates bfloat16: products run at %.1f GFLOP/s a core, in float32 at %.0f; %s",
        place.processor().instructions(),
        gigaflops(torch, Precision.BFLOAT16),
        gigaflops(torch, Precision.FLOAT32),
        instead));
  }

  /** A run keeps the precision that it began with, so float32 is another run. */
  static String anew(String command, Path run) {
    return "go on where it is computed (AVX512-BF16, AMX), or begin anew: "
        + ShellWords.ebm(
            command, "--config", RunConfig.file(run), "--set", "runtime.precision=float32");
  }

  private static double gigaflops(Torch torch, Precision precision) {
    try (MatrixProducts products = MatrixProducts.open(torch, precision)) {
      return products.gigaflops(1);
    }
  }
}
