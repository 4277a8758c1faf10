package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir
  Path folder;

  @Test
  void columns_areFoundByName() throws IOException {
    Csv table = Csv.read(file("step,energy_gap\n1,-0.5\n2,NaN\n3,-Infinity\r\n4,1E-3\n"));
    assertThat(table.columns()).containsExactly("step", "energy_gap");
    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.has("step")).isTrue();
    assertThat(table.has("time")).isFalse();
    assertThat(table.column("step")).containsExactly(1, 2, 3, 4);
    assertThat(table.column("energy_gap"))
        .containsExactly(-0.5, Double.NaN, Double.NEGATIVE_INFINITY, 0.001);
  }

  @Test
  void rowStillBeingWritten_isNoRow() throws IOException {
    assertThat(Csv.read(file("a,b\n1,2\n3,4")).column("b")).containsExactly(2);
    assertThat(Csv.read(file("a,b\n")).rows()).isZero();
  }

  @Test
  void unknownColumn_namesTheOnesThereAre() throws IOException {
    Path file = file("a,b\n");
    assertThatThrownBy(() -> Csv.read(file).column("c"))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessage(file + ": has no column 'c'; it has a, b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a,b|1,2|3; :3: has 1 cells for 2 columns",
        "a,b|1,2,3; :2: has 3 cells for 2 columns",
        "a,b|1,; :2: '' is not a number",
        "a,b|; :2: has 1 cells",
        "a,a|1,2; has two columns of one name, got a,a"
      })
  void rowsThatAreNone_areRefusedWithTheirLine(String text, String problem) throws IOException {
    Path file = file(text.replace('|', '\n') + "\n");
    assertThatThrownBy(() -> Csv.read(file))
        .hasMessageContaining(file + problem.replaceFirst("^has", ": has"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f", "0x1p3", " 1", "nan", "one", "1e", ".", "1_0"})
  void cellsThatAreNoNumbers_areRefused(String cell) throws IOException {
    Path file = file("a\n" + cell + "\n");
    assertThatThrownBy(() -> Csv.read(file))
        .hasMessage(file + ":2: '" + cell + "' is not a number");
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    Path file = file("");
    assertThatThrownBy(() -> Csv.read(file)).hasMessageContaining("columns' names");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("metrics.csv"), text);
  }
}
