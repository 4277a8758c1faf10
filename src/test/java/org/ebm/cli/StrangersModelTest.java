package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ebm.Configs;
import org.ebm.files.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model folder of somebody else's: its energy.pt is code, and no command runs it unless it is named. */
@Tag("faults")
class StrangersModelTest {
  @TempDir
  Path folder;

  private Path run;

  @BeforeEach
  void train() throws IOException {
    run = folder.resolve("run");
    Path config = Files.writeString(folder.resolve("plane.yaml"), Configs.PLANE);
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
  }

  private byte[] sampled(String name) throws IOException {
    Path chains = folder.resolve(name);
    Answer.of(
            "sample",
            "--model",
            run,
            "--steps",
            20,
            "--chains",
            10,
            "--seed",
            1,
            "--run-dir",
            chains,
            "-q")
        .endsWith(0);
    return Files.readAllBytes(chains.resolve("trace.csv"));
  }

  /** What would be refused if it were opened is a sign of whether it is. */
  @Test
  void energyPtInAModelFolder_isReadByNoCommand() throws IOException {
    byte[] before = sampled("before");
    byte[] notCode = "whoever opens this fails".getBytes(StandardCharsets.UTF_8);
    Path energy = run.resolve("model/energy.pt");
    for (Path other : List.of(energy, run.resolve("energy.pt"), run.resolve("model/kernel.pt"))) {
      Files.write(other, notCode);
    }
    assertThat(sampled("after")).isEqualTo(before);
    List<Object[]> commands = new ArrayList<>();
    commands.add(
        new Object[] {"eval", "--model", run, "-q", "--set", "grid=30", "--set", "draws=200"});
    commands.add(new Object[] {"export", "--model", run, "--to", folder.resolve("export")});
    commands.add(new Object[] {"report", run});
    commands.add(new Object[] {"compare", run, "--to", folder.resolve("comparison")});
    commands.add(new Object[] {"status", run});
    for (Object[] command : commands) {
      Answer.of(command).endsWith(0);
    }
    Answer diagnosed =
        Answer.of("diagnose", run, "--steps", 1000, "--chains", 10, "--set=exact=false", "-q");
    assertThat(diagnosed.status()).as(diagnosed.toString()).isIn(0, 3, 5);
    assertThat(energy).hasBinaryContent(notCode);

    Answer.of(
            "sample",
            "--set",
            "energy.torchscript={file: " + energy + ", input: [2]}",
            "--sampler",
            "langevin",
            "--step-size",
            0.1,
            "--steps",
            5,
            "--run-dir",
            folder.resolve("named"),
            "-q")
        .failsWith(65);
    Answer.of("train", "--resume", "--run-dir", run, "--steps", 6, "-q").endsWith(0);
    assertThat(Files.readAllBytes(energy)).isNotEqualTo(notCode);
  }

  @Test
  void archivesWithNamesThatLeadOut_areRefused() throws IOException {
    Path file = folder.resolve("evil.pt");
    for (String name : new String[] {
      "../../evil/data.pkl", "/etc/data.pkl", "a/../../x.py", "a\\..\\x.py", "a/code/../../x.py"
    }) {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        zip.putNextEntry(new ZipEntry(name));
        zip.closeEntry();
      }
      Surroundings before = Surroundings.of(folder, folder.resolve("chains"));
      assertThat(Answer.of(
                  "sample",
                  "--set",
                  "energy.torchscript={file: " + file + ", input: [2]}",
                  "--sampler",
                  "langevin",
                  "--step-size",
                  0.1,
                  "--steps",
                  5,
                  "--run-dir",
                  folder.resolve("chains"),
                  "-q")
              .failsWith(65)
              .err())
          .contains("evil.pt: entry '" + name + "' has no place");
      assertThat(Surroundings.of(folder, folder.resolve("chains"))).isEqualTo(before);
    }
  }

  /** The file that describes a model cannot name code, or a model elsewhere. */
  @Test
  void networkYaml_canNameNothingButANetwork() throws IOException {
    Path network = run.resolve("model/network.yaml");
    for (String energy : List.of(
        "torchscript: {file: " + run.resolve("model/energy.pt") + ", input: [2]}",
        "model: {folder: ../../elsewhere}")) {
      Files.writeString(network, "energy: {" + energy + "}\n");
      assertThat(Answer.of("sample", "--model", run, "--run-dir", folder.resolve("chains"), "-q")
              .failsWith(65)
              .err())
          .contains("network.yaml: holds no network");
    }
  }

  @Test
  void aModelThatIsLinks_isRead_andNotWritten() throws IOException {
    Path links = Files.createDirectories(folder.resolve("links/model"));
    for (Path file : Folders.list(run.resolve("model"))) {
      Files.createSymbolicLink(links.resolve(file.getFileName()), file);
    }
    Surroundings before = Surroundings.of(folder, folder.resolve("chains"));
    Answer.of(
            "sample",
            "--model",
            links,
            "--set",
            "sampler.langevin.step_size=0.1",
            "--steps",
            5,
            "--chains",
            10,
            "--init",
            "gaussian",
            "--run-dir",
            folder.resolve("chains/run"),
            "-q")
        .endsWith(0);
    assertThat(Surroundings.of(folder, folder.resolve("chains"))).isEqualTo(before);
  }
}
