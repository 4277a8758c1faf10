package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.sample.SampleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm sample --shard} and {@code ebm merge} as a user types them. */
class MergeTest {
  /** Four blocks, the last one partial; ends at a step that is not traced; of step 100 on, pictures hold all chains. */
  private static final List<Object> CHAINS = List.of(
      "sample",
      "--set",
      "energy.gaussian.sd=[1, 0.5]",
      "--seed",
      3,
      "--chains",
      35,
      "--set",
      "runtime.chains_per_block=10",
      "--set",
      "checkpoint_every=70",
      "--set",
      "trace_every=30",
      "--steps",
      155,
      "--keep",
      40,
      "--device",
      "cpu",
      "--workers",
      1);

  @TempDir
  Path folder;

  private Path run(String name) {
    return folder.resolve(name);
  }

  private static Answer ebm(List<Object> words, Object... more) {
    return Answer.of(Stream.concat(words.stream(), Stream.of(more)).toArray());
  }

  private Answer chains(String name, Object... more) {
    List<Object> words = new ArrayList<>(CHAINS);
    words.addAll(List.of("--step-size", 0.3, "--run-dir", run(name)));
    return ebm(words, more);
  }

  private Answer langevin(String name, Object... more) {
    return chains(
        name, Stream.concat(Stream.of("--sampler", "langevin"), Stream.of(more)).toArray());
  }

  private Answer shard(String name, int index, int count, Object... more) {
    return langevin(
        name,
        Stream.concat(Stream.of("--shard", index + "/" + count), Stream.of(more))
            .toArray());
  }

  private Answer merge(String to, String... shards) {
    List<Object> words = new ArrayList<>(List.of("merge", "--force", "--run-dir", run(to)));
    Stream.of(shards).map(this::run).forEach(words::add);
    return ebm(words);
  }

  private void assertSameRun(String one, String other) throws IOException {
    try (Stream<Path> files = Files.walk(run(other))) {
      List<Path> same = files
          .filter(Files::isRegularFile)
          .map(run(other)::relativize)
          .filter(file -> !List.of(".lock", "run.json", "log.txt", "progress.json", "report.html")
              .contains(file.toString()))
          // a merged run has the last checkpoint only
          .filter(file -> !file.startsWith("checkpoints/step-000140"))
          .toList();
      assertThat(same.stream().map(Path::toString))
          .contains("trace.csv", "energies.npy", "samples.npz", "config.yaml", "samples.png")
          .contains("checkpoints/step-000155/SHA256SUMS");
      for (Path file : same) {
        assertThat(run(one).resolve(file)).hasSameBinaryContentAs(run(other).resolve(file));
      }
    }
  }

  @Test
  void whateverTheNumberOfShards_mergedTheyEqualTheWholeRun() throws IOException {
    langevin("whole").endsWith(0);
    for (int count = 1; count <= 4; count++) {
      String[] names = new String[count];
      for (int index = count; index >= 1; index--) {
        // in any order
        names[count - index] = index + "of" + count;
        shard(names[count - index], index, count).endsWith(0);
      }
      assertThat(merge("merged" + count, names).endsWith(0).out())
          .contains("shards  " + count + "\n");
      assertSameRun("merged" + count, "whole");
    }
    assertThat(SampleRun.read(run("2of4")).ends().orElseThrow().rows()).isEqualTo(10);
    // and it goes on as the whole run does
    for (String name : List.of("merged4", "whole")) {
      Answer.of("sample", "--resume", "--run-dir", run(name), "--steps", 180).endsWith(0);
    }
    assertThat(run("merged4").resolve("trace.csv"))
        .hasSameBinaryContentAs(run("whole").resolve("trace.csv"));
    assertThat(run("merged4").resolve("states.npy"))
        .hasSameBinaryContentAs(run("whole").resolve("states.npy"));
  }

  /** The chains of all shards adapt eps together; a shard that is told to go on keeps what they found. */
  @Test
  void aWarmUpIsThatOfTheWholeRun() throws IOException {
    List<Object> warm = List.of("--sampler", "mala", "--set", "warm_up.steps=20");
    chains("whole", warm.toArray()).endsWith(0);
    for (String shard : List.of("1/2", "2/2")) {
      chains(shard, Stream.concat(warm.stream(), Stream.of("--shard", shard)).toArray())
          .endsWith(0);
    }
    merge("merged", "1/2", "2/2").endsWith(0);
    assertSameRun("merged", "whole");
  }

  private void train(String... changes) throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    List<Object> words =
        new ArrayList<>(List.of("train", "--config", config, "--run-dir", run("train")));
    Stream.of(changes).forEach(change -> words.addAll(List.of("--set", change)));
    ebm(words).endsWith(0);
  }

  /** Of three blocks, the last one partial. */
  private void assertSameChains(Object... how) throws IOException {
    List<Object> sample = new ArrayList<>(List.of(
        "sample", "--model", run("train"), "--seed", 1, "--steps", 20, "--chains", 110, "--force"));
    sample.addAll(List.of(how));
    ebm(sample, "--run-dir", run("whole")).endsWith(0);
    for (String shard : List.of("1/2", "2/2")) {
      ebm(sample, "--shard", shard, "--run-dir", run(shard)).endsWith(0);
    }
    merge("merged", "1/2", "2/2").endsWith(0);
    for (String file : List.of("trace.csv", "energies.npy", "samples.npz")) {
      assertThat(run("merged").resolve(file))
          .hasSameBinaryContentAs(run("whole").resolve(file));
    }
  }

  @Test
  void aModelsChains_startAtTheStatesOfTheWholeRun() throws IOException {
    train();
    assertSameChains("--init", "data", "--set", "runtime.precision=bfloat16");
    assertSameChains("--init", "bank");
  }

  @Test
  void annealedChains_areThoseOfTheWholeRun() throws IOException {
    train(
        "objective=denoising_score_matching",
        "energy.network.temperature=1",
        "energy.network.noise_levels={largest: 1, smallest: 0.1}");
    assertSameChains(
        "--init",
        "uniform",
        "--sampler",
        "langevin",
        "--step-size",
        0.05,
        "--set",
        "annealing={steps: 3, step_size: 0.05}");
  }

  @Test
  void whatCannotBeAShard() {
    assertThat(langevin("run", "--shard", "0").failsWith(2).err())
        .contains("--shard: must be I/N, as 1/4 for the first of four, got '0'");
    assertThat(shard("run", 5, 4).failsWith(78).err())
        .contains("shard.index: must be at most count, 4, got 5");
    assertThat(shard("run", 1, 5).failsWith(78).err())
        .contains("shard: 35 chains in blocks of runtime.chains_per_block 10 cannot be dealt to 5");
    assertThat(Answer.of(
                "sample",
                "--shard",
                "1/2",
                "--set",
                "energy.gaussian.sd=[1]",
                "--sampler",
                "langevin",
                "--step-size",
                1)
            .failsWith(78)
            .err())
        .contains("seed: must be given for a shard");
    assertThat(run("run")).doesNotExist();
  }

  @Test
  void shardsThatDoNotBelongTogether_areRefused() throws IOException {
    shard("a", 1, 2).endsWith(0);
    shard("b", 2, 2).endsWith(0);
    langevin("whole").endsWith(0);
    assertThat(merge("x", "a", "whole").failsWith(2).err())
        .contains(run("whole") + ": is no shard");
    assertThat(merge("x", "a").failsWith(2).err()).contains("shards: there is no 2/2; give");
    assertThat(merge("x", "a", "b", "a").failsWith(2).err())
        .contains("is shard 1/2, as " + run("a") + " is");
    shard("seed", 2, 2, "--set", "seed=4", "--set", "energy.gaussian.sd=[1, 2]").endsWith(0);
    assertThat(merge("x", "a", "seed").failsWith(78).err())
        .contains(
            run("a") + " and " + run("seed")
                + ": are shards of different runs, with seed 3 and 4, energy.gaussian.sd[1] 0.5 and 2.0;");
    shard("third", 2, 3).endsWith(0);
    assertThat(merge("x", "a", "third").failsWith(78).err()).contains("with shard.count 2 and 3;");
    Files.delete(run("b").resolve("trace.csv"));
    Files.createFile(run("b").resolve("trace.csv"));
    merge("x", "a", "b").endsWith(65);
  }

  @Test
  void shardsOfModelsThatDiffer_areRefused() throws IOException {
    train();
    List<Object> sample =
        List.of("sample", "--model", run("train"), "--seed", 1, "--steps", 20, "--chains", 100);
    ebm(sample, "--shard", "1/2", "--run-dir", run("a")).endsWith(0);
    Answer.of("train", "--resume", "--run-dir", run("train"), "--steps", 6).endsWith(0);
    ebm(sample, "--shard", "2/2", "--run-dir", run("b")).endsWith(0);
    assertThat(merge("x", "a", "b").failsWith(65).err())
        .contains(run("b") + ": sha256 of weights.safetensors is ")
        .contains("but ")
        .contains(" in " + run("a"));
  }

  @Test
  void aShardThatIsNotDone_isNamed() throws IOException {
    shard("a", 1, 2).endsWith(0);
    shard("b", 2, 2).endsWith(0);
    Path json = run("b").resolve("run.json");
    Files.writeString(json, Files.readString(json).replace("\"done\"", "\"running\""));
    assertThat(merge("x", "a", "b").failsWith(2).err())
        .contains(run("b") + ": is not done, its newest checkpoint is at step 155 of 155; go on");
    Answer.of("sample", "--resume", "--run-dir", run("b")).endsWith(0);
    merge("x", "a", "b").endsWith(0);
  }
}
