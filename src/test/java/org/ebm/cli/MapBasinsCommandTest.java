package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebm map-basins} as a user types it. */
class MapBasinsCommandTest {
  private static final String WELLS = """
      energy: {double_well: {barrier: 3}}
      search: {minima: {states: 12, box: [-2, 2, -2, 2]}}
      sampler: {random_walk: {step_size: 0.1, temperature: 0.1}}
      force: 2
      resolution: 0.2
      barriers: {factor: 1.5, trials: 1}
      """;

  @TempDir
  Path folder;

  private Answer map(Object... words) {
    return Answer.of(
        Stream.concat(Stream.of("map-basins", "--workers", 1), Stream.of(words)).toArray());
  }

  private Path wells() throws IOException {
    return Files.writeString(folder.resolve("wells.yaml"), WELLS);
  }

  /** Two wells at energy 0 and the pass between them at 3. */
  @Test
  void anAnalyticEnergyIsMapped_andTheSameCommandGoesOn() throws IOException {
    Path run = folder.resolve("map");
    Object[] words = {"--config", wells(), "--seed", 1, "--run-dir", run, "--json"};
    JsonNode json = JsonMapper.shared().readTree(map(words).endsWith(0).out());
    assertThat(json.get("basins").intValue()).isEqualTo(2);
    assertThat(json.get("merges").get(0).get("height").doubleValue()).isCloseTo(3, within(0.01));
    for (String file : new String[] {
      "tree.png",
      "tree.svg",
      "landscape.png",
      "basins.json",
      "basins.npz",
      "tree.nwk",
      "barriers.csv"
    }) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(run.resolve("report.html")).content().contains("Disconnectivity graph");

    byte[] journal = Files.readAllBytes(run.resolve("journal.bin"));
    map(words).endsWith(0);
    assertThat(Files.readAllBytes(run.resolve("journal.bin"))).isEqualTo(journal);
    map(run).endsWith(0);
    assertThat(
            map("--config", wells(), "--seed", 2, "--run-dir", run).failsWith(2).err())
        .contains("holds a map with other settings");
    map("--config", wells(), "--seed", 2, "--run-dir", run, "--force").endsWith(0);
    assertThat(Files.readAllBytes(run.resolve("journal.bin"))).isNotEqualTo(journal);
  }

  @Test
  void aTrainingRunsModel_isMappedInItsFolder_withWhatItsVerdictMeans() throws IOException {
    Path run = folder.resolve("train");
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Answer.of("train", "--config", config, "--run-dir", run).endsWith(0);
    String few =
        "search.minima.states=6,repeats=0,trials=1,patience=20,barriers.factor=2,barriers.trials=1";
    Object[] sets =
        Stream.of(few.split(",")).flatMap(set -> Stream.of("--set", set)).toArray();
    Object[] words = Stream.concat(
            Stream.of(run, "--seed", 1, "--force-of-pull", 5), Stream.of(sets))
        .toArray();
    assertThat(map(words).endsWith(0).out()).contains("basins").contains("states");
    assertThat(run.resolve("basins/basins.json")).isNotEmptyFile();
    assertThat(run.resolve("report.html")).content().contains("Disconnectivity graph");
    assertThat(Answer.of("report", run.resolve("basins")).endsWith(0).out())
        .contains("report.html");
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    assertThat(map("--set", "energy.double_well={}").failsWith(78).err())
        .contains("search", "sampler");
    assertThat(map(folder, "--config", wells()).failsWith(2).err()).contains("exclude each other");
    assertThat(map("--config", wells(), "--set", "quota=7").failsWith(78).err())
        .contains("2 * trials = 6");
  }
}
