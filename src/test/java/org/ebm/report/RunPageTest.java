package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.run.RunKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class RunPageTest {
  private static final String TRACE =
      "step,energy_mean,energy_sd,gradient_norm,displacement,acceptance,non_finite\n"
          + "1,-3.5,0.5,2,0.04,1,0\n10,-3.25,0.5,2,0.05,1,0\n100,-3,0.5,2,0.04,1,0\n";

  @TempDir
  private Path folder;

  private RunFolder run;

  @BeforeEach
  void makeRun() throws IOException {
    run = RunFolder.create(folder.resolve("a <run> & \"more\""));
  }

  @Test
  void write_aWholeTrainingRun_hasEverySectionVerdictFirst() throws IOException {
    run.withMetrics(40)
        .with("density.csv", "step,kl,total_variation\n20,0.5,0.25\n40,0.125,0.2\n")
        .with("probe.csv", "step,gap\n20,0.5\n40,0.25\n")
        .with("config.yaml", "name: <b>&\n")
        .withPicture("samples/short-000020.png")
        .withPicture("samples/short-000040.png")
        .withPicture("plots/diagnostics.png")
        .with("diagnosis/diagnosis.json", RunFolder.DIAGNOSIS)
        .with("diagnosis/trace.csv", TRACE)
        .withPicture("diagnosis/samples.png");
    Path html = RunPage.write(run.path());
    assertThat(html).isEqualTo(run.path().resolve("report.html"));
    assertThat(headings(html))
        .containsExactly(
            "The learned energy is ✗ non-convergent",
            "Samples",
            "Chains over time",
            "Numbers",
            "Measures",
            "Curves",
            "Training diagnostics",
            "Configuration",
            "Provenance");
    assertThat(captions(html))
        .containsExactly(
            "Samples after 40 updates",
            "Samples after 20 updates",
            "The same chains over time",
            "Energy of the chains",
            "Displacement",
            "Energy gap",
            "Displacement",
            "KL(truth | model)",
            "Total variation",
            "Gap of long runs",
            "Energy gap and displacement over updates, their cross-correlation and autocorrelations");
    // every part is named in the list of contents, and is where that points
    List<String> links = texts(html, "a");
    assertThat(links).isEqualTo(headings(html).subList(1, headings(html).size()));
    assertThat(RunFolder.text(html))
        .contains("<a href=\"#chains-over-time\">", "<section id=\"chains-over-time\">");
    // one measure that no rule asks for is folded away
    assertThat(texts(html, "summary")).contains("Measures that no rule asks for: 1");
    // 2 snapshots, diagnostics, chains
    assertThat(RunFolder.parsed(html).getElementsByTagName("img").getLength()).isEqualTo(4);
  }

  @Test
  void write_aSampleRun_hasItsChains() throws IOException {
    run = RunFolder.create(folder.resolve("chains"), RunKind.SAMPLE)
        .with("trace.csv", TRACE)
        .withPicture("samples.png");
    Path html = RunPage.write(run.path());
    assertThat(headings(html)).containsExactly("Chains over time", "Numbers", "Provenance");
    assertThat(RunFolder.text(html)).contains("chains of a model").doesNotContain("not diagnosed");
  }

  @Test
  void write_aRunThatHasJustBegun_isStillAPage() throws IOException {
    run.with("metrics.csv", "step,energy_gap\n").with("probe.csv", "step,gap\n");
    assertThat(headings(RunPage.write(run.path())))
        .containsExactly("The learned energy is – not diagnosed yet", "Provenance");
  }

  @Test
  void undiagnosed_saysHowToDiagnose() throws IOException {
    Document page = RunFolder.parsed(RunPage.write(run.path()));
    assertThat(page.getElementsByTagName("code").item(0).getTextContent())
        .isEqualTo("ebm diagnose '" + run.path() + "'");
  }

  /** A rule with an escaped character is dropped by browsers without a word. */
  @Test
  void stylesheet_needsNoEscapes() {
    assertThat(Stylesheet.TEXT).doesNotContain("<", ">", "&", "\"");
  }

  /** An interval over the edge of its band has not failed: the rule needs more to tell. */
  @Test
  void measure_whoseIntervalReachesIntoItsBand_isUndecided() throws IOException {
    String wide = RunFolder.DIAGNOSIS.replace("\"low\": 0.78", "\"low\": 0.3");
    run.with("diagnosis/diagnosis.json", wide);
    assertThat(RunFolder.text(RunPage.write(run.path())))
        .contains("? undecided")
        .doesNotContain("✗ failed");
    run.with("diagnosis/diagnosis.json", RunFolder.DIAGNOSIS);
    assertThat(RunFolder.text(RunPage.write(run.path())))
        .contains("✗ failed")
        .doesNotContain("? undecided");
  }

  @Test
  void names_areShownAsTheyAre() throws IOException {
    run.with("config.yaml", "name: <b>&\"'\n")
        .with("diagnosis/diagnosis.json", RunFolder.DIAGNOSIS);
    Document page = RunFolder.parsed(RunPage.write(run.path()));
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("a <run> & \"more\"");
    assertThat(page.getElementsByTagName("pre").item(0).getTextContent())
        .isEqualTo("name: <b>&\"'\n");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("gap <grows>", "a & b", "ebm train --config 'a & <b>.yaml'");
  }

  @Test
  void page_needsNothingElse() throws IOException {
    run.withMetrics(10).withPicture("samples/short-000010.png");
    String text = RunFolder.text(RunPage.write(run.path()));
    assertThat(text)
        .startsWith("<!DOCTYPE html>\n")
        .contains("src=\"data:image/png;base64,iVBOR")
        .doesNotContain("<script", "http:", "https:", "url(", "@import", "<link");
  }

  @Test
  void theSameFiles_giveTheSameBytes() throws IOException {
    run.withMetrics(400);
    byte[] first = Files.readAllBytes(RunPage.write(run.path()));
    assertThat(Files.readAllBytes(RunPage.write(run.path()))).isEqualTo(first);
  }

  @Test
  void aLongRun_givesASmallPage() throws IOException {
    run.withMetrics(200_000);
    // two curves, each of at most 4 * 360 + 80 points of at most 12 letters, and 20 kB for the rest
    assertThat(Files.size(RunPage.write(run.path()))).isLessThan(2 * 1520 * 12 + 20_000);
  }

  @Test
  void manySnapshots_areThinned() throws IOException {
    for (int step = 1; step <= 30; step++) {
      run.withPicture("samples/short-%06d.png".formatted(step));
    }
    List<String> captions = captions(RunPage.write(run.path()));
    // the latest, and 5 of the 29 earlier ones from newest to oldest: indices 0, 7, 14, 21, 28
    assertThat(captions)
        .containsExactly(
            "Samples after 30 updates",
            "Samples after 29 updates",
            "Samples after 22 updates",
            "Samples after 15 updates",
            "Samples after 8 updates",
            "Samples after 1 update");
  }

  @Test
  void damagedFiles_areNamed() throws IOException {
    assertDamaged("metrics.csv", "step,energy_gap\n1,x\n");
    assertDamaged("plots/diagnostics.png", "no picture at all, though long enough");
    assertDamaged("diagnosis/diagnosis.json", "{}");
    assertDamaged("run.json", "{}");
  }

  private void assertDamaged(String file, String text) throws IOException {
    run.with(file, text);
    assertThatThrownBy(() -> RunPage.write(run.path()))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .message()
        .startsWith(run.path().resolve(file).toString());
    assertThat(run.path().resolve("report.html")).doesNotExist();
    Files.delete(run.path().resolve(file));
  }

  @Test
  void aFolderWithoutARun_isAUsageError() {
    assertThatThrownBy(() -> RunPage.write(folder))
        .hasMessage(folder + ": is no run directory (no run.json), so there is nothing to report");
  }

  private static List<String> headings(Path html) throws IOException {
    return texts(html, "h2");
  }

  private static List<String> captions(Path html) throws IOException {
    return texts(html, "figcaption");
  }

  private static List<String> texts(Path html, String tag) throws IOException {
    var elements = RunFolder.parsed(html).getElementsByTagName(tag);
    return java.util.stream.IntStream.range(0, elements.getLength())
        .mapToObj(i -> elements.item(i).getTextContent())
        .toList();
  }

  @Test
  void whatEvalMeasured_standsOnThePage_butNotItsSeed() throws IOException {
    Path html = RunPage.write(run.with(
            "eval.json",
            "{\"schema_version\": 1, \"seed\": 5, \"log_z\": 21.5934, \"kl\": null, \"modes\": 8, \"warnings\": []}")
        .path());
    String page = RunFolder.text(html);
    assertThat(page).contains(">Evaluation<", "<dt>log z</dt>", ">21.59<", "<dt>modes</dt>");
    assertThat(page).doesNotContain("<dt>seed</dt>", "<dt>kl</dt>");
  }
}
