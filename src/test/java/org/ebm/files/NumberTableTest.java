package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberTableTest {
  @TempDir
  private Path folder;

  private FloatArray read(String text, String... columns) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    return NumberTable.read(
        file, ',', columns.length == 0 ? Optional.empty() : Optional.of(List.of(columns)));
  }

  @Test
  void spreadsheetsWrite_marksQuotesWindowsLinesAndNoLastLineEnd() throws IOException {
    FloatArray table = read("\uFEFF\"x, left\",y\r\n\"1.5\", -2e3\r\n+3,.25");

    assertThat(table.shape()).containsExactly(2, 2);
    assertThat(table.values()).containsExactly(1.5f, -2000f, 3f, 0.25f);
  }

  @Test
  void aFirstLineOfNumbers_isAnExample() throws IOException {
    assertThat(read("1,2\n3,4\n5,6\n").rows()).isEqualTo(3);
  }

  @Test
  void namedColumns_areReadInTheOrderAsked() throws IOException {
    assertThat(read("id,label,x,y\n1,cat,3,4\n2,dog,5,6\n", "y", "x").values())
        .containsExactly(4f, 3f, 6f, 5f);
  }

  @Test
  void tabsSeparate_whereTheyAreToldTo() throws IOException {
    Path file = Files.writeString(folder.resolve("t.tsv"), "1\t2\n");

    assertThat(NumberTable.read(file, '\t', Optional.empty()).values()).containsExactly(1f, 2f);
  }

  @Test
  void whatIsNoNumber_isNamedByLineAndColumn() {
    refused("x,y\n1,2\n3,\n", ":3: column 'y'", "is empty");
    refused("1,2\n3,NA\n", ":2: column 2", "'NA' is not a number");
    refused("x,y\n1,0x10\n", ":2: column 'y'", "'0x10' is not a number");
    refused("1,2\n3\n", ":2", "has 1 cells, the first line has 2");
    refused(",x\n0,1\n", ":1: column 1", "has no name");
    refused("", "is empty");
  }

  @Test
  void columnsThatAreNotThere_areRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> read("x,y\n1,2\n", "z"))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("has no column 'z'; it has [x, y]");
    assertThatThrownBy(() -> read("1,2\n", "x")).hasMessageContaining("names no columns");
    assertThatThrownBy(() -> read("x,x\n1,2\n", "x"))
        .hasMessageContaining("two columns of one name");
  }

  private void refused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(EbmException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }
}
