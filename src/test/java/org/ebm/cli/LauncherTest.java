package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on machines of many kinds, with programs in place of Java and Maven that say how they were called. */
class LauncherTest {
  @TempDir
  Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private Path home;

  /** A distribution: no sources, lib/ only. */
  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(folder.resolve("my tools/ebm"));
    Files.copy(Path.of("ebm"), home.resolve("ebm"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(home.resolve("lib"));
    java("17.0.15");
    environment.put("JAVA_HOME", folder + "/jdk");
    environment.put("LC_ALL", "C.UTF-8");
  }

  private void java(String version) throws IOException {
    program(
        "jdk/bin/java",
        "[ \"$1\" != -version ] || { echo 'openjdk version \"" + version
            + "\" 2020' >&2; exit 0; }\n"
            + "echo \"LC_ALL=$LC_ALL\"; for word; do echo \"$word\"; done");
  }

  private void program(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Answer run(Path in, String... words) throws IOException, InterruptedException {
    // env looks along the PATH that the process gets, Java along its own
    List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", folder + "/bin:/usr/bin:/bin");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), out, err);
  }

  private Answer run() throws IOException, InterruptedException {
    return run(folder, home + "/ebm", "train", "two words");
  }

  @Test
  void cdpath_doesNotLeadElsewhere() throws Exception {
    Files.createDirectories(folder.resolve("elsewhere/ebm"));
    environment.put("CDPATH", folder + "/my tools:" + folder + "/elsewhere");
    Answer answer =
        run(folder.resolve(home).resolveSibling(""), "ebm/ebm", "train").endsWith(0);
    assertThat(answer.out().lines()).contains("-Debm.home=" + home, home + "/lib/*.jar");
  }

  @Test
  void theLineToPasteBeginsAsTheUserCalled() throws Exception {
    assertThat(run(home, "./ebm", "x").out().lines()).contains("-Debm.command=./ebm");
    Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("bin/ebm"), home.resolve("ebm"));
    assertThat(run(folder, "ebm", "x").out().lines())
        .contains("-Debm.command=ebm", "-Debm.home=" + home);
  }

  @Test
  void aJavaThatIsTooOld_isNamedWithItsPlace() throws Exception {
    for (String version : List.of("11.0.2", "1.8.0_402", "16")) {
      java(version);
      assertThat(run().failsWith(69).err())
          .isEqualTo("ebm: Java " + version + " at " + folder
              + "/jdk/bin/java; 17 or newer is needed: set JAVA_HOME to one\n");
    }
    for (String version : List.of("17", "17-ea", "21.0.1", "25.0.1+8-LTS")) {
      java(version);
      run().endsWith(0);
    }
  }

  @Test
  void aReleaseFile_sparesTheQuestion() throws Exception {
    program("jdk/bin/java", "[ \"$1\" != -version ] || exit 9; echo started");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
    assertThat(run().endsWith(0).out()).isEqualTo("started\n");
  }

  @Test
  void aWrongJavaHome_isNamed() throws Exception {
    environment.put("JAVA_HOME", folder + "/nowhere");
    assertThat(run().failsWith(69).err())
        .isEqualTo("ebm: JAVA_HOME=" + folder
            + "/nowhere holds no bin/java; set it to a JDK 17 or newer, or unset it\n");
    environment.put("JAVA_HOME", folder + "/jdk");
    program("jdk/bin/java", "echo 'cannot execute: wrong format' >&2; exit 126");
    assertThat(run().failsWith(69).err())
        .contains("does not run as a Java (cannot execute: wrong format)");
  }

  /** ASCII locales lose the names of files; any other is the user's own. */
  @Test
  void aLocaleThatKnowsAsciiOnly_isReplaced() throws Exception {
    for (String locale : List.of("POSIX", "C", "xx_YY.none")) {
      environment.put("LC_ALL", locale);
      assertThat(run().endsWith(0).out()).startsWith("LC_ALL=C.UTF-8\n");
    }
    environment.remove("LC_ALL");
    assertThat(run().endsWith(0).out()).startsWith("LC_ALL=C.UTF-8\n");
    environment.put("LANG", "C.UTF-8");
    assertThat(run().endsWith(0).out()).startsWith("LC_ALL=\n");
  }

  /** A checkout in which an old jar lies beside the new one, and an old dependency beside its successor. */
  @Test
  void ofTwoBuilds_theNewOneRuns_andNothingIsBuiltTwice() throws Exception {
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("target/lib"));
    Files.writeString(home.resolve("target/ebm-0.0.1.jar"), "old");
    Files.writeString(home.resolve("target/lib/dependency-1.jar"), "old");
    program(
        "bin/mvn",
        "echo built >&2; mkdir -p target/lib; echo new >target/ebm.jar; echo new >target/lib/dependency-2.jar");
    assertThat(run().endsWith(0).err())
        .isEqualTo("ebm: building (once per change of the sources)\nbuilt\n");
    assertThat(home.resolve("target/lib/ebm.jar")).content().isEqualTo("new\n");
    assertThat(home.resolve("target/lib/dependency-1.jar")).doesNotExist();
    assertThat(run().endsWith(0).err()).isEmpty();
  }

  @Test
  void anotherLibtorch_withoutCuda_isOneForTheProcessor() throws Exception {
    program("jdk/bin/java", "echo $PYTORCH_FLAVOR");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21\"\n");
    Path lib = Files.createDirectories(folder.resolve("torch/lib"));
    environment.put("EBM_TORCH_LIB", lib.toString());
    assertThat(run().failsWith(78).err())
        .contains("EBM_TORCH_LIB=" + lib + " holds no libtorch.so");
    Files.createFile(lib.resolve("libtorch.so"));
    assertThat(run().endsWith(0).out()).isEqualTo("cpu\n");
    Files.createFile(lib.resolve("libtorch_cuda.so"));
    assertThat(run().endsWith(0).out()).isEqualTo("cu128\n");
  }
}
