package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.run.Provenance;
import org.ebm.sample.SampleRun;
import org.ebm.torch.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtime.precision: auto} as a user meets it: what is chosen, where it is recorded, who keeps it. */
class PrecisionCommandTest {
  /** A small ConvNet at eps 0.03: bfloat16 where the processor computes it. */
  private static final String CHOSEN = Processor.here().computesBfloat16() ? "bfloat16" : "float32";

  private static final String OTHER = CHOSEN.equals("float32") ? "bfloat16" : "float32";

  @TempDir
  Path folder;

  private Path config;

  @BeforeEach
  void writeAConfiguration() throws IOException {
    config = Files.writeString(
        folder.resolve("net.yaml"), Configs.images("glyphs: { count: 80, size: 8 }", "1, 8, 8"));
  }

  private Path run(String name) {
    return folder.resolve(name);
  }

  /** Of another machine: one whose instructions oneDNN may not use. */
  private static Answer limited(String instructions, Object... words) throws Exception {
    EbmProcess.Launch launch = new EbmProcess.Launch(
        List.of(), 512, Map.of("ONEDNN_MAX_CPU_ISA", instructions, "OMP_NUM_THREADS", "1"));
    return EbmProcess.answer(launch, Stream.of(words).map(Object::toString).toList());
  }

  private void assertRecorded(String name, String precision, String reason) throws IOException {
    assertThat(Files.readString(run(name).resolve("config.yaml")))
        .contains("precision: " + precision)
        .doesNotContain("precision: auto");
    assertThat(Provenance.read(run(name).resolve("run.json")).subject().engine())
        .containsEntry("precision", precision)
        .hasEntrySatisfying("precision_reason", said -> assertThat(said).contains(reason));
  }

  private Answer train(String name, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--config", config));
    words.addAll(List.of("--run-dir", run(name)));
    words.addAll(List.of(more));
    return Answer.of(words.toArray());
  }

  @Test
  void theChoiceIsSaid_recorded_andKeptByARunThatGoesOn() throws IOException {
    String said = train("run", "--steps", 2).endsWith(0).err();
    assertThat(said).contains("precision " + CHOSEN + ": this processor ");
    assertRecorded("run", CHOSEN, "this processor ");
    String again = Answer.of("train", "--resume", "--run-dir", run("run"), "--steps", 4)
        .endsWith(0)
        .err();
    assertThat(again).contains("precision " + CHOSEN + ": as the configuration says");
    assertRecorded("run", CHOSEN, "this processor ");
  }

  @Test
  void aDryRunSaysTheChoiceToo() {
    assertThat(Answer.of("train", "--config", config, "--dry-run").endsWith(0).out())
        .startsWith("precision " + CHOSEN + ": ");
  }

  /** As one begun where bfloat16 is computed, and resumed where it is not. */
  @Test
  void aRunBegunInBfloat16_resumedWhereItIsEmulated_saysWhatItCosts_andWhatToType()
      throws Exception {
    train("run", "--steps", 2, "--set", "runtime.precision=bfloat16").endsWith(0);
    String said = limited("AVX2", "train", "--resume", "--run-dir", run("run"), "--steps", 4)
        .endsWith(0)
        .err();
    assertRecorded("run", "bfloat16", "as the configuration says");
    assertThat(said)
        .containsPattern(
            "warning: this processor \\(.*limited to avx2.*\\) emulates bfloat16: products run at [\\d.]+ GFLOP/s a core, in float32 at \\d+; ");
    String instead = "ebm train --config " + run("run").resolve("config.yaml")
        + " --set runtime.precision=float32";
    assertThat(said).contains("or begin anew: " + instead);
    List<Object> typed = new ArrayList<>(List.of(instead.split(" ")));
    typed.remove(0);
    typed.addAll(List.of("--run-dir", run("anew")));
    assertThat(Answer.of(typed.toArray()).endsWith(0).err()).doesNotContain("emulates");
    assertRecorded("anew", "float32", "as the configuration says");
  }

  @Test
  void aRunThatGoesOn_doesNotChangeItsPrecision() {
    train("run", "--steps", 2, "--set", "runtime.precision=bfloat16").endsWith(0);
    Answer answer = Answer.of(
        "train", "--resume", "--run-dir", run("run"), "--set", "runtime.precision=float32");
    assertThat(answer.failsWith(78).err()).contains("it may change");
  }

  /** What was learned in bfloat16 is sampled and judged in what suits this machine. */
  @Test
  void chainsOnALearnedModel_decideAnew() throws IOException {
    train("run", "--set", "runtime.precision=bfloat16").endsWith(0);
    Answer.of(
            "sample",
            "--model",
            run("run"),
            "--run-dir",
            run("chains"),
            "--steps",
            4,
            "--chains",
            4)
        .endsWith(0);
    assertRecorded("chains", CHOSEN, "this processor ");
    int verdict = Answer.of(
            "diagnose",
            run("run"),
            "--steps=1000",
            "--chains=2",
            "--set=short_run.steps=2",
            "--set=starts=1",
            "--set=exact=false")
        .status();
    assertThat(verdict).isIn(0, 3, 4);
    assertRecorded("run/diagnosis", CHOSEN, "this processor ");
  }

  /** Chains that are there are never made anew for a choice that another machine, or an older program, made otherwise. */
  @Test
  void aDiagnosisThatWasBegun_goesOnInItsPrecision() throws IOException {
    train("run").endsWith(0);
    List<Object> words = List.of(
        "diagnose",
        run("run"),
        "--steps=1000",
        "--chains=2",
        "--set=short_run.steps=2",
        "--set=starts=1",
        "--set=exact=false");
    List<Object> first = new ArrayList<>(words);
    first.addAll(List.of("--set", "runtime.precision=" + OTHER));
    Answer.of(first.toArray());
    assertRecorded("run/diagnosis", OTHER, "as the configuration says");
    assertThat(Answer.of(words.toArray()).err()).doesNotContain("made anew");
    assertRecorded("run/diagnosis", OTHER, "as the configuration says");
  }

  private static List<Object> shard(Path model, Path to, int index) {
    return List.of(
        "sample",
        "--model",
        model,
        "--run-dir",
        to,
        "--seed",
        3,
        "--steps",
        20,
        "--chains",
        40,
        "--set",
        "runtime.chains_per_block=20",
        "--shard",
        index + "/2");
  }

  /** The shards' bytes need not be those of one machine: each chain is as its own machine computed it. */
  @Test
  void shardsOfUnlikeMachines_areMerged() throws Exception {
    train("run").endsWith(0);
    Answer.of(shard(run("run"), run("first"), 1).toArray()).endsWith(0);
    limited("SSE41", shard(run("run"), run("second"), 2).toArray()).endsWith(0);
    for (String shard : List.of("first", "second")) {
      assertRecorded(shard, "float32", "all compute float32");
    }
    Answer.of("merge", "--run-dir", run("merged"), run("second"), run("first")).endsWith(0);
    FloatArray merged = SampleRun.read(run("merged")).ends().orElseThrow();
    assertThat(merged.slice(0, 20))
        .isEqualTo(SampleRun.read(run("first")).ends().orElseThrow());
    assertThat(merged.slice(20, 40))
        .isEqualTo(SampleRun.read(run("second")).ends().orElseThrow());
  }
}
