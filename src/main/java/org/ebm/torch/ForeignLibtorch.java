package org.ebm.torch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/** A libtorch that is the user's own ({@code EBM_TORCH_LIB}, which the launcher hands on): another version loads, and then breaks at some operation or other. */
final class ForeignLibtorch {
  /** The one that the bridge from Java was built for. */
  static final String NEEDED = "2.7.1";

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+[^'\"\\s]*");

  private ForeignLibtorch() {}

  static Optional<Path> folder() {
    return Optional.ofNullable(System.getenv("PYTORCH_LIBRARY_PATH"))
        .map(Path::of)
        .filter(path -> Files.exists(path.resolve(System.mapLibraryName("torch"))));
  }

  /** DJL takes a libtorch that happens to lie on the system's library path (LD_LIBRARY_PATH: a loaded module, a conda environment) for the user's wish. */
  static void ignoreUnasked() {
    String path = System.getProperty("java.library.path", "");
    System.setProperty(
        "java.library.path",
        Stream.of(path.split(File.pathSeparator, -1))
            .filter(folder -> !new File(folder, System.mapLibraryName("torch")).exists())
            .collect(Collectors.joining(File.pathSeparator)));
  }

  static boolean isGiven() {
    return folder().isPresent();
  }

  static String version() {
    return Objects.requireNonNullElse(System.getenv("PYTORCH_VERSION"), NEEDED);
  }

  static String flavor() {
    return Objects.requireNonNullElse(System.getenv("PYTORCH_FLAVOR"), "cpu");
  }

  /** Bad configuration (exit 78) if the library says that it is of another version than the needed one. */
  static void requireFits() {
    folder()
        .ifPresent(lib -> said(lib).filter(version -> !fits(version)).ifPresent(version -> {
          throw new EbmException(
              ExitCode.CONFIG,
              "EBM_TORCH_LIB=" + lib + ": is PyTorch " + version + ", and " + NEEDED
                  + " is needed; install that (pip install torch==" + NEEDED
                  + ") and give its torch/lib, or leave EBM_TORCH_LIB out");
        }));
  }

  private static boolean fits(String version) {
    return version.equals(NEEDED) || version.startsWith(NEEDED + "+");
  }

  /** What lies beside a library of PyTorch (version.py) or of libtorch (build-version). */
  static Optional<String> said(Path lib) {
    Path above = Objects.requireNonNullElse(lib.toAbsolutePath().normalize().getParent(), lib);
    for (Map.Entry<String, String> file :
        Map.of("version.py", "__version__", "build-version", "").entrySet()) {
      Path path = above.resolve(file.getKey());
      if (Files.isRegularFile(path)) {
        Optional<String> version = version(path, file.getValue());
        if (version.isPresent()) {
          return version;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> version(Path file, String begin) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(begin))
          .map(VERSION::matcher)
          .filter(Matcher::find)
          .map(Matcher::group)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
