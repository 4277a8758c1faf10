package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.ebm.Configs;
import org.ebm.base.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on machines with another language, without locks, and whose build goes while they run: same bytes, or one line. */
@Tag("faults")
class MachineFaultsTest {
  @TempDir
  Path folder;

  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
  }

  private List<String> train(String name) {
    return List.of(
        "train",
        "--config",
        config.toString(),
        "--run-dir",
        folder.resolve(name).toString());
  }

  private static EbmProcess.Launch with(Map<String, String> environment) {
    return new EbmProcess.Launch(List.of(), 512, environment);
  }

  /** Arabic has digits of its own; in Turkish the small letter of I has no dot. */
  @Test
  void inEveryLanguage_theSameFilesWithTheSameBytes() throws Exception {
    EbmProcess.answer(train("root")).endsWith(0);
    for (String language : List.of("ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva")) {
      Locale locale = Locale.forLanguageTag(language);
      Map<String, String> options = Map.of(
          "JAVA_TOOL_OPTIONS",
          "-Duser.language=" + locale.getLanguage() + " -Duser.country=" + locale.getCountry()
              + " -Duser.extensions="
              + (language.contains("-u-") ? language.substring(language.indexOf("u-")) : ""));
      EbmProcess.answer(with(options), train(language)).endsWith(0);
      assertSameRun("root", language);
      EbmProcess.answer(
              with(options),
              List.of(
                  "train",
                  "--resume",
                  "--run-dir",
                  folder.resolve(language).toString(),
                  "--steps",
                  "6"))
          .endsWith(0);
      assertThat(folder.resolve(language).resolve("checkpoints/step-000006")).isDirectory();
    }
  }

  private void assertSameRun(String one, String other) throws IOException {
    assertThat(names(folder.resolve(other))).isEqualTo(names(folder.resolve(one)));
    for (String file : List.of(
        "metrics.csv",
        "density.csv",
        "config.yaml",
        "model/weights.safetensors",
        "model/energy.pt",
        "checkpoints/step-000004/SHA256SUMS")) {
      assertThat(folder.resolve(other).resolve(file))
          .hasSameBinaryContentAs(folder.resolve(one).resolve(file));
    }
  }

  private static List<String> names(Path run) throws IOException {
    try (Stream<Path> all = Files.walk(run)) {
      return all.map(path -> run.relativize(path).toString()).sorted().toList();
    }
  }

  @Test
  void withoutLocks_theRunIsNotBegun_andTheReasonIsSaid() throws Exception {
    Path source = Files.writeString(folder.resolve("nolock.c"), """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        static int answer(const char *name, int fd, int what, void *more) {
          if (what == F_SETLK || what == F_SETLKW || what == F_GETLK) { errno = ENOLCK; return -1; }
          return ((int (*)(int, int, ...)) dlsym(RTLD_NEXT, name))(fd, what, more);
        }
        int flock(int fd, int what) { errno = ENOLCK; return -1; }
        int fcntl(int fd, int what, ...) { va_list l; va_start(l, what); void *m = va_arg(l, void *); va_end(l); return answer("fcntl", fd, what, m); }
        int fcntl64(int fd, int what, ...) { va_list l; va_start(l, what); void *m = va_arg(l, void *); va_end(l); return answer("fcntl64", fd, what, m); }
        """);
    Path library = folder.resolve("nolock.so");
    assumeTrue(
        isRun("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"),
        "no cc");
    Answer answer = EbmProcess.answer(with(Map.of("LD_PRELOAD", library.toString())), train("run"));
    assertThat(answer.failsWith(ExitCode.RESOURCES.status()).err())
        .contains(folder.resolve("run") + "/.lock: this file system gives no locks (")
        .contains("give a --run-dir on another disk");
    assertThat(answer.err().lines().filter(line -> line.startsWith("ebm:"))).hasSize(1);
  }

  private static boolean isRun(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Classes are loaded when they are first needed: those of pictures and pages at the very end. */
  @Test
  void theProgramsFilesMayGoWhileItRuns() throws Exception {
    Path jars = Files.createDirectory(folder.resolve("lib"));
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path to = jars.resolve(path.size() + ".jar");
      if (Files.isDirectory(from)) {
        pack(from, to);
      } else if (from.toString().contains("pytorch-native")) {
        to = from;
      } else if (Files.exists(from)) {
        Files.copy(from, to);
      }
      path.add(to.toString());
    }
    Process process = new ProcessBuilder(Stream.concat(
                Stream.of(
                    "java",
                    "-cp",
                    path.stream().collect(Collectors.joining(File.pathSeparator)),
                    Ebm.class.getName()),
                train("run").stream())
            .toList())
        .redirectErrorStream(true)
        .start();
    try (EbmProcess training =
        new EbmProcess(process, process.inputReader(StandardCharsets.UTF_8))) {
      training.awaitBegin();
      for (File jar : jars.toFile().listFiles()) {
        assertThat(jar.delete()).isTrue();
      }
      assertThat(training.answer().endsWith(0).err()).doesNotContain("\tat ");
    }
    assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
