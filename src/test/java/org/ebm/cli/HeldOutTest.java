package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.study.Compared;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A model of one's own data is judged by examples that it did not see, or the verdict says that there were none. */
class HeldOutTest {
  private static final int POINTS = 60;

  @TempDir
  private Path folder;

  private Path config;

  @BeforeEach
  void write() throws IOException {
    var source = RandomKey.ofSeed(3).generator();
    float[] values = new float[2 * POINTS];
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) source.nextDouble());
    FloatArray points = new FloatArray(new int[] {POINTS, 2}, values);
    AtomicFile.write(folder.resolve("points.npy"), out -> Npy.write(out, points));
    config = Files.writeString(
        folder.resolve("points.yaml"), """
        seed: 7
        data:
          arrays: { file: '%s', example: [2] }
        energy:
          network: { input: [2], temperature: 0.005, layers: [ { dense: { units: 4 } }, swish, { dense: { units: 1 } } ] }
        objective:
          maximum_likelihood:
            sampler: { langevin: { step_size: 0.1 } }
            steps: 2
            init: { persistent: { chains: 60 } }
        optimizer: { sgd: { learning_rate: 0.001 } }
        training: { steps: 2, batch: 20, checkpoint_every: 2, pictures_every: 2 }
        runtime: { device: cpu, workers: 1 }
        """.formatted(folder.resolve("points.npy")));
  }

  private Path trained(Object... more) {
    Path run = folder.resolve("run");
    Object[] words = {"train", "--config", config, "--run-dir", run};
    Answer answer = Answer.of(IntStream.range(0, words.length + more.length)
        .mapToObj(i -> i < words.length ? words[i] : more[i - words.length])
        .toArray());
    answer.endsWith(0);
    assertThat(answer.err().contains("54 of 60 examples are learned, 6 held out"))
        .isEqualTo(more.length == 0);
    return run;
  }

  private static Object[] diagnose(Path run, Object... more) {
    Object[] words = {
      "diagnose", run, "--steps=1000", "--chains=20", "--set=starts=1", "--set=exact=false"
    };
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  private static Answer diagnosed(Path run) {
    return Answer.of(diagnose(run, "--json"));
  }

  @Test
  void aFreshRunHoldsOutATenth_whichTheDiagnosisFinds() throws IOException {
    Path run = trained();
    assertThat(run.resolve("config.yaml")).content().contains("hold_out: 10");
    String json = diagnosed(run).out();
    assertThat(json).doesNotContain("No data were held out");
    assertThat(run.resolve("diagnosis/config.yaml")).content().contains("held_out_only: true");
    assertThat(Answer.of("train", "--resume", "--run-dir", run, "--steps", 3).status())
        .isZero();
  }

  /** A run of before has no such key; whoever says 0 has none either. */
  @Test
  void withoutHeldOutData_theVerdictThePageAndEvalSayThat() throws IOException {
    Path run = trained("--set", "data.arrays.hold_out=0");
    Path saved = run.resolve("config.yaml");
    String before = Files.readString(saved)
        .lines()
        .filter(line -> !line.contains("hold_out") && !line.contains("held_out_only"))
        .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(saved, before);
    String json = diagnosed(run).out();
    var diagnosis = JsonMapper.shared().readTree(json);
    assertThat(diagnosis.get("found").stringValue()).startsWith(Compared.NONE_HELD_OUT);
    assertThat(json).contains("held_out_examples").doesNotContain("held-out");
    assertThat(run.resolve("report.html")).content().contains("No data were held out");
    Answer eval = Answer.of("eval", "--model", run, "--json", "--set", "draws=100");
    assertThat(eval.endsWith(0).err()).contains("warning: No data were held out");
    Answer text = Answer.of(diagnose(run));
    assertThat(text.out()).contains("No data were held out");
  }
}
