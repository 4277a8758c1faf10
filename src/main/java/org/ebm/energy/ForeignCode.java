package org.ebm.energy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebm.base.EbmException;
import org.ebm.script.ForeignText;
import org.ebm.torch.Torch;

/** What somebody else's code wants that is not here: an operator, a device, a format. That is no question of what examples it takes. */
final class ForeignCode {
  private static final Pattern OPERATOR = Pattern.compile("Unknown builtin op: ([\\w:]+)");
  private static final Pattern FORMAT = Pattern.compile("file with version (?:number )?(\\d+)");
  private static final Pattern CLASS = Pattern.compile("Unknown type name '([^']+)'");
  private static final Pattern BACKEND = Pattern.compile(
      "arguments from the '\\w+' backend|not linked with support for|not compiled with|NVIDIA driver|Cannot initialize|Cannot access accelerator device|No CUDA GPUs|invalid device ordinal|Expected all tensors to be on the same device");
  private static final Pattern DEVICE =
      Pattern.compile("torch\\.device\\(\"(?!cpu|meta)(\\w+(?::\\d+)?)\"");

  /** The engine's own, not a method of that name. */
  private static final Pattern PRINT = Pattern.compile("(?<![\\w.])print\\(");

  /** The generator without a name is one for all threads, so what is drawn after it was seeded depends on what the others draw. */
  private static final String SHARED_SEED = "torch.manual_seed(";

  private ForeignCode() {}

  /**
   * What is missing, if a reason of the engine's says that something is.
   *
   * @param file the module
   */
  static Optional<String> lacking(Path file, String reason) {
    Matcher operator = OPERATOR.matcher(reason);
    if (operator.find()) {
      return Optional.of(
          "its code calls " + operator.group(1) + ", an operator that libtorch " + Torch.version()
              + " does not have; save the module with PyTorch " + Torch.version()
              + " or older, or write the code without it");
    }
    Matcher format = FORMAT.matcher(reason);
    if (format.find()) {
      return Optional.of("is of file format " + format.group(1) + ", which libtorch "
          + Torch.version() + " does not read; save the module with PyTorch " + Torch.version());
    }
    Matcher unknown = CLASS.matcher(reason);
    if (unknown.find()) {
      return Optional.of("its code uses the type " + unknown.group(1) + ", which libtorch "
          + Torch.version() + " does not have; write it without that type and save it again");
    }
    return BACKEND.matcher(reason).find() ? device(file) : Optional.empty();
  }

  private static Optional<String> device(Path file) {
    Matcher device = DEVICE.matcher(ForeignText.of(file));
    return device.find()
        ? Optional.of(
            "its code asks for the device " + device.group(1)
                + ", which was the one it was saved on; save it on the CPU (module.cpu(), then trace or script it there), or take the device from x in the code")
        : Optional.empty();
  }

  /** Refuses code whose random numbers cannot be repeated, and code that writes between the lines of a command's answer. */
  static void requireOwnDrawsAndSilence(Path file) {
    String text = ForeignText.of(file);
    if (text.contains(SHARED_SEED)) {
      throw EbmException.damaged(
          file,
          "its code calls torch.manual_seed, whose generator all chains share, so energies would depend on what runs beside them; keep random numbers in a buffer of the module, and save it again");
    }
    if (PRINT.matcher(text).find()) {
      throw EbmException.damaged(
          file,
          "its code calls print, which would write into the answers of commands, once for each step and block of chains; take it out, and save it again");
    }
  }
}
