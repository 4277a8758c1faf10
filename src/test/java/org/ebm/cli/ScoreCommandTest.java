package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.NoiseLevels;
import org.ebm.energy.ScoreNetwork;
import org.ebm.files.Csv;
import org.ebm.network.Dense;
import org.ebm.network.NoiseLevelEmbedding;
import org.ebm.network.Swish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What commands do with a network of slopes, which has no U, and what they refuse to. */
class ScoreCommandTest {
  private static final String RING = "--set=data={gaussian_mixture: {radius: 1, sd: 0.15}}";

  @TempDir
  private Path folder;

  private Path model;

  @BeforeEach
  void aModel() {
    model = folder.resolve("model");
    ScoreNetwork score = new ScoreNetwork(
        List.of(2),
        Optional.of(new NoiseLevels(3, 0.1, 3)),
        List.of(new Dense(8), new NoiseLevelEmbedding(4), new Swish(), new Dense(2)),
        Optional.empty());
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    score.parameters().forEach(p -> arrays.put(p.name(), p.initial(RandomKey.ofSeed(1))));
    ModelDirectory.write(model, score, new Weights(arrays));
  }

  private Answer sample(String run, Object... words) {
    Object[] all = new Object[words.length + 6];
    System.arraycopy(
        new Object[] {"sample", "--model", model, "--seed=1", "--run-dir", folder.resolve(run)},
        0,
        all,
        0,
        6);
    System.arraycopy(words, 0, all, 6, words.length);
    return Answer.of(all);
  }

  @Test
  void itIsSampledByLangevin_goesOnToTheByte_andSaysNothingOfAnEnergy() throws IOException {
    Answer whole = sample(
            "whole", "--sampler=langevin", "--step-size=0.1", "--steps=40", "--chains=60")
        .endsWith(0);
    assertThat(whole.out()).doesNotContain("energy");
    Csv trace = Csv.read(folder.resolve("whole/trace.csv"));
    assertThat(trace.column("energy_mean")).containsOnly(Double.NaN);
    assertThat(trace.column("gradient_norm")[0]).isPositive();
    assertThat(folder.resolve("whole/samples.png")).exists();
    assertThat(folder.resolve("whole/plots/energy.png")).doesNotExist();
    assertThat(Files.readString(folder.resolve("whole/summary.csv"))).doesNotContain("\nU,");

    sample("part", "--sampler=langevin", "--step-size=0.1", "--steps=20", "--chains=60")
        .endsWith(0);
    Answer.of("sample", "--resume", "--run-dir", folder.resolve("part"), "--steps=40")
        .endsWith(0);
    assertThat(folder.resolve("part/samples.npz"))
        .hasSameBinaryContentAs(folder.resolve("whole/samples.npz"));
  }

  @Test
  void diffusionIsRunBackwardsBeforeTheFirstStep() throws IOException {
    String[] chains = {"--sampler=langevin", "--step-size=0.01", "--steps=1", "--chains=120"};
    sample("way", with(chains, "--set=reverse_diffusion.steps=10")).endsWith(0);
    assertThat(Files.readString(folder.resolve("way/config.yaml"))).contains("gaussian:");
    sample("still", with(chains, "--init=gaussian")).endsWith(0);
    assertThat(Files.readAllBytes(folder.resolve("way/samples.npz")))
        .isNotEqualTo(Files.readAllBytes(folder.resolve("still/samples.npz")));
    assertThat(sample("two", with(chains, "--set=reverse_diffusion={}", "--set=recovery={}"))
            .failsWith(78)
            .err())
        .contains("recovery: chains go down the noise levels once");
    assertThat(folder.resolve("two")).doesNotExist();
  }

  private static Object[] with(String[] words, String... more) {
    Object[] all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          sample --model MODEL --sampler=mala --step-size=0.1 --steps=5 | mala accepts or rejects by U
          sample --model MODEL --sampler=random_walk --step-size=0.1    | random_walk accepts or rejects by U
          map-basins --set=energy.model.folder=MODEL --set=search.minima.states=3 --set=search.minima.box=[-1,1,-1,1] --set=sampler.langevin.step_size=0.1 --set=force=1 | map-basins has barriers in U
          eval --model MODEL --set=ais.reference_sd=1                   | ais: measures U
          """)
  void whatNeedsUIsRefused(String command, String reason) {
    Object[] words = command.replace("MODEL", model.toString()).split(" +");
    assertThat(Answer.of(words).failsWith(78).err()).contains(reason).contains("a score network");
  }

  @Test
  void itsLikelihoodIsThatOfTheFlow_andHowFarItIsFromAnEnergyIsSaid() throws IOException {
    Answer answer = Answer.of(
            "eval",
            "--model",
            model,
            RING,
            "--set=probability_flow={steps: 10, examples: 50, grid: 20}",
            "--set=draws=300",
            "--json")
        .endsWith(0);
    JsonNode found = new ObjectMapper().readTree(answer.out());
    assertThat(found.get("flow_log_likelihood").asDouble()).isFinite().isNegative();
    assertThat(found.get("flow_mass").asDouble()).isBetween(0.0, 1.2);
    assertThat(found.get("rotation")).hasSize(3);
    assertThat(found.has("log_z")).isFalse();
  }

  @Test
  void aProbeOfEnergiesIsRefused() {
    assertThat(Answer.of(
                "train",
                "--config=8gaussians-score",
                "--run-dir",
                folder.resolve("run"),
                "--set=probe={every: 10, sampler: {langevin: {step_size: 0.1}}}")
            .failsWith(78)
            .err())
        .contains("probe: compares energies of chains and data");
  }
}
