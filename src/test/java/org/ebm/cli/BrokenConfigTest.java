package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.Configs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who broke the toy configuration: exit 78, the place, what is wrong, what would be right. Nothing is written. */
class BrokenConfigTest {
  @TempDir
  Path folder;

  private Path config;

  @BeforeEach
  void nameConfig() {
    config = folder.resolve("broken.yaml");
  }

  /** The messages of {@code ebm config check}, without the folder, after one replacement. */
  private String check(String from, String to) throws IOException {
    String text = Configs.PLANE.replace(from, to);
    assertThat(text).as("the replacement changes something").isNotEqualTo(Configs.PLANE);
    Files.writeString(config, text);
    Answer checked = Answer.of("config", "check", config).failsWith(78);
    Answer trained = Answer.of("train", "--config", config, "--run-dir", folder.resolve("run"))
        .failsWith(78);
    assertThat(trained.err()).isEqualTo(checked.err());
    assertThat(folder.resolve("run")).doesNotExist();
    return checked.err().replace(folder + "/", "");
  }

  /** The messages of a good file with overrides. */
  private String set(String... options) throws IOException {
    Files.writeString(config, Configs.PLANE);
    Object[] words = new Object[options.length + 5];
    words[0] = "train";
    words[1] = "--config";
    words[2] = config;
    words[3] = "--run-dir";
    words[4] = folder.resolve("run");
    System.arraycopy(options, 0, words, 5, options.length);
    String err = Answer.of(words).failsWith(78).err();
    assertThat(folder.resolve("run")).doesNotExist();
    return err.replace(folder + "/", "");
  }

  @Test
  void aMisspelledKind_getsTheNearestName() throws IOException {
    assertThat(check("langevin:", "langevn:"))
        .isEqualTo(
            "ebm: broken.yaml:14:5: objective.maximum_likelihood.sampler: unknown kind"
                + " 'langevn', did you mean 'langevin'? (known: flips, gibbs, gibbs_with_gradients, hmc, langevin, mala, nuts, random_walk, underdamped)\n");
  }

  @Test
  void aMisspelledKey_getsTheNearestName() throws IOException {
    assertThat(check("batch:", "bach:"))
        .startsWith("ebm: broken.yaml:21:23: training.bach: unknown key, did you mean 'batch'?");
  }

  @Test
  void allProblemsAreReportedAtOnce_inReadingOrder() throws IOException {
    String messages = check(
        "optimizer:\n  sgd: { learning_rate: 0.01 }\ntraining: { steps: 4,",
        "optimizer:\n  sgd: { learning_rate: fast, momentun: 0.5 }\ntraining: { steps: 0,");
    assertThat(messages.lines())
        .containsExactly(
            "ebm: broken.yaml:20:10: optimizer.sgd.learning_rate: must be a number, got 'fast'",
            "ebm: broken.yaml:20:31: optimizer.sgd.momentun: unknown key, did you mean 'momentum'?"
                + " (known: learning_rate, momentum, weight_decay)",
            "ebm: broken.yaml:21:13: training.steps: must be >= 1, got 0");
  }

  @Test
  void severalFilesAreCheckedAtOnce() throws IOException {
    Path good = Files.writeString(folder.resolve("good.yaml"), Configs.PLANE);
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "seed: x");
    Path missing = folder.resolve("missing.yaml");
    Answer answer = Answer.of("config", "check", missing, good, bad).endsWith(78);
    assertThat(answer.out()).isEqualTo(good + ": ok\n");
    assertThat(answer.err())
        .contains(missing + ": no such file")
        .contains(bad + ":1:1: seed: must be an integer, got 'x'");
  }

  @Test
  void aKernelThatDoesNotFit_showsTheShapesSoFar() throws IOException {
    Files.writeString(
        config,
        Configs.images("glyphs: { count: 20 }", "1, 16, 16")
            .replace("stride: 4", "stride: 9")
            .replace("- swish", "- conv2d: { channels: 3, kernel: 3 }"));
    assertThat(Answer.of("config", "check", config).failsWith(78).err())
        .contains(":10:32: energy.network.layers[1].conv2d.kernel: kernel 3 does not fit its input"
            + " 4x2x2; shapes so far: 1x16x16 > 4x2x2");
  }

  @Test
  void aNetworkForOtherData_isToldTheirShape() throws IOException {
    assertThat(check("input: [2]", "input: [3]"))
        .isEqualTo("ebm: broken.yaml:6:5: energy.network.input: must be the shape of the data, 2,"
            + " got 3; change it, or the size of the data\n");
  }

  @Test
  void aNetworkOfManyOutputs_isNoEnergy() throws IOException {
    assertThat(check("units: 1 }", "units: 3 }"))
        .contains("energy.network.layers: the last layer must give one number, got 3 from 2");
  }

  @Test
  void aDenseLayerOnAnImage_needsFlattenFirst() throws IOException {
    Files.writeString(
        config,
        Configs.images("glyphs: { count: 20 }", "1, 16, 16").replace("      - flatten\n", ""));
    assertThat(Answer.of("config", "check", config).failsWith(78).err())
        .contains("layers[2].dense: dense needs a flat input, got 4x4x4; put flatten before it");
  }

  @Test
  void aNetworkWithoutParameters_hasNothingToLearn() throws IOException {
    assertThat(check("  gaussian_mixture: { groups: 4 }\n", "  glyphs: { size: 8, count: 20 }\n"))
        .contains("must be the shape of the data, 1x8x8");
    assertThat(set(
            "--set",
            "data={glyphs: {size: 8, count: 20}}",
            "--set",
            "energy.network.input=[1, 8, 8]",
            "--set",
            "energy.network.layers=[{avg_pool2d: {kernel: 8}}]"))
        .contains("energy.network.layers: no layer has parameters, so there is nothing to learn");
  }

  @Test
  void aBatchLargerThanTheBank_isFoundBeforeTheRunBegins() throws IOException {
    assertThat(check("chains: 120", "chains: 50"))
        .isEqualTo("ebm: broken.yaml:18:21: objective.maximum_likelihood.init.persistent.chains:"
            + " must be at least the batch, 60, got 50; raise chains or lower training.batch\n");
  }

  @Test
  void aNumberOutOfRange() throws IOException {
    assertThat(check("step_size: 0.1", "step_size: -0.1"))
        .isEqualTo(
            "ebm: broken.yaml:15:19: objective.maximum_likelihood.sampler.langevin.step_size:"
                + " must be > 0, got -0.1\n");
  }

  @Test
  void aNumberThatIsNone() throws IOException {
    assertThat(check("temperature: 0.005", "temperature: .nan"))
        .contains("broken.yaml:7:5: energy.network.temperature: must be a finite number, got .nan");
    assertThat(check("steps: 5", "steps: 5.5"))
        .contains("objective.maximum_likelihood.steps: must be an integer, got 5.5");
    assertThat(check("input: [2]", "input: 2"))
        .contains("energy.network.input: must be a list, got 2");
  }

  @Test
  void aMissingKey_saysWhatItMeans() throws IOException {
    assertThat(check("      langevin: { step_size: 0.1 }", "      langevin"))
        .startsWith(
            "ebm: broken.yaml:14:5: objective.maximum_likelihood.sampler.langevin.step_size:"
                + " required key is missing: eps of the step, data units (number > 0)");
    assertThat(check("optimizer:\n  sgd: { learning_rate: 0.01 }\n", ""))
        .isEqualTo("ebm: broken.yaml: optimizer: required key is missing: how parameters follow"
            + " their gradient (one of adam, sgd)\n");
  }

  @Test
  void twoKinds_whereOneIsMeant() throws IOException {
    assertThat(check(
            "  sgd: { learning_rate: 0.01 }\n",
            "  sgd: { learning_rate: 0.01 }\n  adam: { learning_rate: 0.01 }\n"))
        .isEqualTo("ebm: broken.yaml:19:1: optimizer: must name one kind, got 'sgd' and 'adam';"
            + " choose one (known: adam, sgd)\n");
  }

  @Test
  void anEnergyThatIsNoNetwork_cannotBeLearned() throws IOException {
    assertThat(check("  network:\n", "  torch_script: { file: energy.pt }\n  network:\n"))
        .contains("energy: must name one kind, got 'torch_script' and 'network'");
    assertThat(set("--set", "energy={gaussian: {sd: [1, 1]}}"))
        .endsWith(
            "energy: only a network can be learned, got gaussian; describe one: energy: {network: ...}\n");
    assertThat(set("--set", "energy={gausian: {sd: [1, 1]}}"))
        .contains("energy: unknown kind 'gausian', did you mean 'gaussian'?");
  }

  @Test
  void aProbeFromTheBank_isRefused() throws IOException {
    assertThat(
            check(
                "runtime:",
                "probe: { every: 2, sampler: { langevin: { step_size: 0.1 } }, init: persistent }\nruntime:"))
        .contains("broken.yaml:22:63: probe.init: a probe starts afresh each time; choose data,"
            + " uniform or gaussian");
  }

  @Test
  void aDuplicateKey() throws IOException {
    assertThat(check("seed: 7\n", "seed: 7\nseed: 8\n"))
        .isEqualTo("ebm: broken.yaml:2:1: seed: key given twice, first at line 1; keep one\n");
  }

  @Test
  void aSyntaxError_hasAPlace() throws IOException {
    assertThat(check("{ groups: 4 }", "{ groups: 4 "))
        .matches("(?s)ebm: broken\\.yaml:\\d+:\\d+: not valid YAML: [^\\n]+\\n");
    assertThat(check("  sgd:", "\tsgd:")).contains("broken.yaml:20:1: not valid YAML: ");
  }

  @Test
  void aFileThatIsNoMap_orNoText() throws IOException {
    Files.writeString(config, "- 1\n- 2\n");
    assertThat(Answer.of("config", "check", config).failsWith(78).err())
        .contains("broken.yaml: must be a map of keys, got a list of 2");
    Files.write(config, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(Answer.of("config", "check", config).failsWith(78).err())
        .contains("broken.yaml: not a text in UTF-8");
    assertThat(Answer.of("config", "check", folder).failsWith(78).err()).contains(folder + ": ");
  }

  @Test
  void anOverride_isItsOwnPlace() throws IOException {
    assertThat(set("--set", "nonsense"))
        .isEqualTo("ebm: --set nonsense: must be key.path=value, got 'nonsense'\n");
    assertThat(set("--set", "training.stepss=3"))
        .startsWith("ebm: --set training.stepss=3: training.stepss: unknown key,"
            + " did you mean 'steps'?");
    assertThat(set("--set", "energy.network.layers.7.dense.units=3"))
        .contains("must be continued by the index of one of its 3 elements, got '7';"
            + " allowed 0 to 2");
    assertThat(set("--steps", "many"))
        .isEqualTo("ebm: --steps: training.steps: must be an integer, got 'many'\n");
  }

  @Test
  void aDeviceThatIsNone() throws IOException {
    assertThat(set("--device", "gpu"))
        .isEqualTo(
            "ebm: --device: runtime.device: must be auto, cpu, cuda:N or several as cuda:0,cuda:1, got 'gpu'\n");
  }

  @Test
  void aDeviceThatIsNotThere_isAMatterOfTheEngine() throws IOException {
    Files.writeString(config, Configs.PLANE);
    Answer answer = Answer.of(
            "train", "--config", config, "--run-dir", folder.resolve("run"), "--device", "cuda:99")
        .failsWith(69);
    assertThat(answer.err()).contains("cuda:99: libtorch finds no CUDA device").contains("use cpu");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void anUnknownPreset_isListedNowhere() {
    assertThat(Answer.of("train", "--config", "convergnt").failsWith(78).err())
        .contains("did you mean the preset 'convergent'?");
  }
}
