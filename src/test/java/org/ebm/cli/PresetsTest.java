package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.config.ConfigTree;
import org.ebm.service.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every configuration that comes with the program is right and says what it is for. */
class PresetsTest {
  static List<Path> presets() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("configs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(presets()).isNotEmpty().isEqualTo(Presets.files());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void itBinds(Path preset) {
    assertThat(Answer.of("config", "check", preset).endsWith(0).out()).isEqualTo(preset + ": ok\n");
  }

  /** First what it is, then the command that runs it, then what to expect of it. */
  @ParameterizedTest
  @MethodSource("presets")
  void itsHeaderSaysWhatItIs_howToRunIt_andWhatToExpect(Path preset) throws IOException {
    List<String> header = Files.readAllLines(preset).stream()
        .takeWhile(line -> line.startsWith("#"))
        .toList();
    String name = preset.getFileName().toString().replaceFirst("\\.yaml$", "");
    assertThat(header.get(0)).matches("# \\S.*\\.");
    assertThat(header)
        .anySatisfy(
            line -> assertThat(line).matches("# Run: +ebm [\\w-]+ .*--config " + name + "( .*)?"))
        .anySatisfy(line -> assertThat(line).matches("# Expect: +\\S.*"));
  }

  /** How long a unit of work takes, the program measures where it runs; which precision suits, it decides there. */
  @ParameterizedTest
  @MethodSource("presets")
  void itNamesWork_notMinutesOfOneMachine_andNoPrecisionWithoutAReason(Path preset)
      throws IOException {
    String header = Files.readAllLines(preset).stream()
        .takeWhile(line -> line.startsWith("#"))
        .collect(Collectors.joining(" "));
    assertThat(header).doesNotContainPattern("\\b(seconds|minutes?|hours?|\\d+ s|min)\\b");
    if (ConfigTree.read(preset).has("runtime.precision")) {
      assertThat(header).contains("precision");
    }
  }
}
