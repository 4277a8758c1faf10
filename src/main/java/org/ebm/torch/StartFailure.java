package org.ebm.torch;

import java.nio.file.Path;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/** Why the engine did not start, from what the system's loader said at the bottom of it all. */
final class StartFailure {
  private StartFailure() {}

  /**
   * An error with exit status 69.
   *
   * @param libraries the folder that was loaded from
   */
  static EbmException of(Path libraries, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = Optional.ofNullable(root.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .map(line -> line.replace(libraries + "/", ""))
        .orElse(root.getClass().getSimpleName());
    return new EbmException(
        ExitCode.NO_ENGINE,
        "engine: libtorch did not start from " + libraries + ": " + reason + "; " + remedy(reason),
        failure);
  }

  private static String remedy(String reason) {
    // the loader's words for a file system that is mounted so that nothing on it runs
    if (reason.contains("failed to map segment") || reason.contains("Operation not permitted")) {
      return "programs may not run from there (mounted noexec?); give a folder from which they may: DJL_CACHE_DIR=/path";
    }
    if (ForeignLibtorch.isGiven()) {
      return "EBM_TORCH_LIB must be torch/lib of PyTorch " + ForeignLibtorch.NEEDED
          + "; its version cannot be read there, or a library that it needs is missing";
    }
    return "this needs Linux on x86-64 with glibc 2.28 or newer, and no libtorch of another version on LD_LIBRARY_PATH or LD_PRELOAD";
  }
}
