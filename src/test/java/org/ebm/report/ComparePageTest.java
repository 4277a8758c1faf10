package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class ComparePageTest {
  @TempDir
  private Path folder;

  @Test
  void write_putsRunsSideBySide() throws IOException {
    Path one = run("one", 20, "steps: 20\nseed: 1\n").path();
    Path two = run("two", 40, "steps: 40\nseed: 1\n")
        .with("diagnosis/diagnosis.json", RunFolder.DIAGNOSIS)
        .withPicture("samples/short-000040.png")
        .path();
    Document page = RunFolder.parsed(write(one, two));
    List<List<String>> rows = rows(page);
    assertThat(rows)
        .contains(
            List.of("", "one", "two"),
            List.of("Verdict", "not diagnosed", "✗ non-convergent"),
            List.of("Updates", "20", "40"),
            // 1 / 20 and 1 / 40
            List.of("Energy gap", "0.05at 20", "0.025at 40"),
            List.of("Diagnosis: gap", "–", "✗ 0.9595 %: 0.78 to 1.12"),
            List.of("Latest samples", "–", ""),
            List.of("steps", "20", "40"));
    assertThat(rows).noneMatch(row -> row.get(0).equals("seed"));
    assertThat(page.getElementsByTagName("img").getLength()).isEqualTo(1);
  }

  @Test
  void curves_areOverlaid_whereTwoRunsHaveThem() throws IOException {
    Path one = run("one", 20, "").path();
    Path two = run("two", 40, "").with("density.csv", "step,kl\n20,1\n40,2\n").path();
    Document page = RunFolder.parsed(write(one, two));
    NodeList captions = page.getElementsByTagName("figcaption");
    // KL is known for one run alone, and the rate is constant
    assertThat(texts(captions)).containsExactly("Energy gap", "Displacement");
    assertThat(texts(page.getElementsByTagName("li"))).containsExactly("one", "two", "one", "two");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("The configurations are equal.");
  }

  @Test
  void runsOfOneName_areToldApartByTheirPaths() throws IOException {
    Path one = run("a/run", 5, "").path();
    Path two = run("b/run", 5, "").path();
    assertThat(rows(RunFolder.parsed(write(one, two))).get(0))
        .containsExactly("", one.toString(), two.toString());
  }

  private RunFolder run(String name, int updates, String config) throws IOException {
    return RunFolder.create(folder.resolve(name)).withMetrics(updates).with("config.yaml", config);
  }

  private Path write(Path... runs) {
    return ComparePage.write(folder.resolve("compare.html"), List.of(runs));
  }

  private static List<List<String>> rows(Document page) {
    List<List<String>> rows = new ArrayList<>();
    NodeList elements = page.getElementsByTagName("tr");
    for (int i = 0; i < elements.getLength(); i++) {
      rows.add(texts(elements.item(i).getChildNodes()));
    }
    return rows;
  }

  private static List<String> texts(NodeList nodes) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      texts.add(node.getTextContent());
    }
    return texts;
  }
}
