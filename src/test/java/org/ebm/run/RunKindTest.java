package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.config.ConfigTree;
import org.ebm.files.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunKindTest {
  /** Runs whose run.json has no kind. */
  private static final Path OLD = Path.of("src/test/resources/runs-68753ed");

  @TempDir
  private Path folder;

  private static Provenance begun(RunKind kind) {
    return Provenance.starting(kind, new Provenance.Subject(List.of(), 1, "", Map.of(), Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void whatARunSaysOfItself_isBelieved_withoutALookAtItsFiles(RunKind kind) {
    begun(kind).restarted(RunKind.TRAIN).write(folder.resolve("run.json"));
    assertThat(RunKind.of(folder)).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "ring, TRAIN",
    "nce-part, TRAIN",
    "sample, SAMPLE",
    "shard-1, SAMPLE",
    "ring/diagnosis, SAMPLE",
    "ring/basins, MAP_BASINS",
    "map-stopped, MAP_BASINS"
  })
  void aRunOfBefore_isKnownByItsConfiguration(String run, RunKind kind) {
    assertThat(Provenance.of(OLD.resolve(run)).kind()).isEmpty();
    assertThat(RunKind.of(OLD.resolve(run))).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({"'sweep: {}', SWEEP", "'runs: []', TOY_TABLE", "'data: rings', TRAIN"})
  void aConfiguration_isToldByTheSectionsThatOnlySuchHave(String yaml, RunKind kind) {
    assertThat(RunKind.describedBy(ConfigTree.parse(yaml, "test"))).isEqualTo(kind);
  }

  @Test
  void aFolderWithoutARun_hasNoKind() {
    assertThat(RunKind.of(folder)).isEmpty();
  }

  @Test
  void aKindOfALaterVersion_isDamaged_andNamesTheFile() throws IOException {
    Path json = folder.resolve("run.json");
    begun(RunKind.TRAIN).write(json);
    String text = Files.readString(json).replace("\"train\"", "\"dream\"");
    AtomicFile.write(json, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> RunKind.of(folder))
        .isInstanceOf(EbmException.class)
        .hasMessageStartingWith(json + ": ");
  }
}
