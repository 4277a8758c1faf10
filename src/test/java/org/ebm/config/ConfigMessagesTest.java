package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.ebm.base.ConfigException;
import org.ebm.base.ExitCode;
import org.junit.jupiter.api.Test;

/** What users see: whole messages, since the message is the feature. */
class ConfigMessagesTest {
  private static final String GOOD = """
      seed: 1
      data: {folder: data/mnist}
      sampler: prior
      """;

  @Test
  void misspelledKey() {
    assertMessage(
        GOOD + "runtime:\n  worker: 2\n",
        "f.yaml:5:3: runtime.worker: unknown key, did you mean 'workers'?"
            + " (known: workers, check, precision, quiet)");
  }

  @Test
  void unknownKeyWithoutNeighbour() {
    assertMessage(
        GOOD + "zoo: 2\n",
        "f.yaml:4:1: zoo: unknown key (known: seed, data, layers, sampler, runtime)");
  }

  @Test
  void keyOfAKindThatTakesNone() {
    assertMessage(
        GOOD + "layers:\n  - flatten: {axis: 1}\n",
        "f.yaml:5:15: layers[0].flatten.axis: unknown key; no keys are allowed here");
  }

  @Test
  void missingKeyStandsAtTheNearestThingWritten() {
    assertMessage(
        """
        seed: 1
        data: {folder: d}
        sampler:
          hmc: {leapfrog_steps: 2}
        """,
        "f.yaml:4:3: sampler.hmc.step_size: required key is missing: eps, data units (number > 0)");
  }

  @Test
  void missingKeysOfTheWholeFile() {
    assertMessage(
        "seed: 1",
        "f.yaml: data: required key is missing: what is learned from (keys folder, name, sizes, matrix)",
        "f.yaml: sampler: required key is missing: how draws are made (one of hmc, langevin, prior)");
  }

  @Test
  void misspelledKind() {
    assertMessage(
        """
        seed: 1
        data: {folder: d}
        sampler:
          langevn: {step_size: 0.1}
        """,
        "f.yaml:3:1: sampler: unknown kind 'langevn', did you mean 'langevin'?"
            + " (known: hmc, langevin, prior)");
  }

  @Test
  void twoKinds() {
    assertMessage(
        """
        seed: 1
        data: {folder: d}
        sampler:
          langevin:
          step_size: 0.1
        """,
        "f.yaml:3:1: sampler: must name one kind, got 'langevin' and 'step_size'; choose one"
            + " (known: hmc, langevin, prior)");
  }

  @Test
  void keysForAKindThatTakesNone() {
    assertMessage(
        GOOD + "layers:\n  - flatten: 3\n",
        "f.yaml:5:5: layers[0].flatten: must be a map of keys, got 3; no keys are allowed here");
  }

  @Test
  void noKind() {
    assertMessage(
        "seed: 1\ndata: {folder: d}\nsampler: [prior]\nlayers: [{}, 3, ]\n",
        "f.yaml:3:1: sampler: must name one kind, got a list of 1 (known: hmc, langevin, prior)",
        "f.yaml:4:10: layers[0]: must name one kind, got a map of 0 (known: conv2d, flatten, leaky_relu, twice)",
        "f.yaml:4:14: layers[1]: must name one kind, got 3 (known: conv2d, flatten, leaky_relu, twice)");
  }

  @Test
  void numbersOutOfRange() {
    assertMessage(
        """
        seed: 1
        data: {folder: d, sizes: [3, 0, 32]}
        sampler: {langevin: {step_size: -0.1}}
        layers:
          - leaky_relu: {slope: 1}
          - conv2d: {channels: 3000000000, kernel: 0}
        """,
        "f.yaml:2:30: data.sizes[1]: must be >= 1, got 0",
        "f.yaml:3:22: sampler.langevin.step_size: must be > 0, got -0.1",
        "f.yaml:5:18: layers[0].leaky_relu.slope: must be >= 0 and < 1, got 1",
        "f.yaml:6:14: layers[1].conv2d.channels: must be between -2147483648 and 2147483647, got 3000000000",
        "f.yaml:6:36: layers[1].conv2d.kernel: must be > 0, got 0");
  }

  @Test
  void aKindWithOneKey_takesItsValueDirectly() {
    assertMessage(
        "layers: [{leaky_relu: 0.1}, {leaky_relu: 2}, {leaky_relu: [1]}]\n",
        "f.yaml: seed: required key is missing: seed of every draw (integer)",
        "f.yaml: data: required key is missing: what is learned from (keys folder, name, sizes, matrix)",
        "f.yaml: sampler: required key is missing: how draws are made (one of hmc, langevin, prior)",
        "f.yaml:1:30: layers[1].leaky_relu.slope: must be >= 0 and < 1, got 2",
        "f.yaml:1:47: layers[2].leaky_relu.slope: must be a number, got a list of 1");
  }

  @Test
  void valuesOfTheWrongType() {
    assertMessage(
        """
        seed: 1.5
        data: {folder: 2024, name: true, sizes: 32, matrix: [[1], [a]]}
        sampler: {hmc: {step_size: .inf, leapfrog_steps: ten}}
        layers:
          - conv2d: 0.1
        runtime: {precision: float16, quiet: yes, workers: [1]}
        """,
        "f.yaml:1:1: seed: must be an integer, got 1.5",
        "f.yaml:2:8: data.folder: must be text, got 2024; put it in quotes",
        "f.yaml:2:22: data.name: must be text, got true; put it in quotes",
        "f.yaml:2:34: data.sizes: must be a list, got 32",
        "f.yaml:2:60: data.matrix[1][0]: must be a number, got 'a'",
        "f.yaml:3:17: sampler.hmc.step_size: must be a finite number, got .inf",
        "f.yaml:3:34: sampler.hmc.leapfrog_steps: must be an integer, got 'ten'",
        "f.yaml:5:5: layers[0].conv2d: must be a map of keys, got 0.1 (known: channels, kernel, padding)",
        "f.yaml:6:11: runtime.precision: unknown value 'float16', did you mean 'bfloat16'? (known: float32, bfloat16)",
        "f.yaml:6:31: runtime.quiet: must be true or false, got 'yes'",
        "f.yaml:6:43: runtime.workers: must be an integer, got a list of 1");
  }

  @Test
  void checksOfTheRecordsThemselves() {
    assertMessage(
        GOOD + """
        layers:
          - twice:
              layer: {conv2d: {channels: 1, kernel: 3, padding: 4}}
        runtime:
          workers: 2
          quiet: true
        """,
        "f.yaml:6:48: layers[0].twice.layer.conv2d.padding: must be below kernel 3, got 4",
        "f.yaml:7:1: runtime: quiet and workers exclude each other; remove one");
  }

  @Test
  void emptyValues() {
    assertMessage(
        "seed:\ndata: {folder: , sizes: }\nsampler: {hmc: }\n",
        "f.yaml:1:1: seed: must be an integer, got nothing",
        "f.yaml:2:8: data.folder: must be text, got nothing",
        "f.yaml:2:18: data.sizes: must be a list, got nothing",
        "f.yaml:3:11: sampler.hmc.step_size: required key is missing: eps, data units (number > 0)");
  }

  @Test
  void longOrBrokenWordsStayOnOneLine() {
    assertMessage(
        GOOD + "\"a\\nb\": 1\nruntime: {precision: " + "x".repeat(200) + "}\n",
        "f.yaml:4:1: 'a?b': unknown key (known: seed, data, layers, sampler, runtime)",
        "f.yaml:5:11: runtime.precision: unknown value '" + "x".repeat(60)
            + "...' (known: float32, bfloat16)");
  }

  @Test
  void mistakesInTheYamlItself() {
    assertMessage(
        "a: 1\nb: {c: 1, c: 2}\na: 3\nd: !python x\ne: !!int x\n? [f]\n: 1\n",
        "f.yaml:2:11: b.c: key given twice, first at line 2; keep one",
        "f.yaml:3:1: a: key given twice, first at line 1; keep one",
        "f.yaml:4:4: d: tag '!python' is not supported; remove it",
        "f.yaml:5:4: e: not a number that can be represented: 'x'",
        "f.yaml:6:3: a key must be a word, got a map or list");
    assertMessage(
        "a: [1, 2\nb: 3\n",
        "f.yaml:2:2: not valid YAML: while parsing a flow sequence, expected ',' or ']', but got :");
    assertMessage(
        "a:\n\t- 1\n",
        "f.yaml:2:1: not valid YAML: while scanning for the next token, found character '\\t(TAB)'"
            + " that cannot start any token. (Do not use \\t(TAB) for indentation)");
    assertMessage("a: *b\n", "f.yaml:1:4: not valid YAML: found undefined alias b");
    assertMessage(
        "a: \u0001\n", "f.yaml: not valid YAML: at character 4, found control character 1");
    assertMessage(
        "a: 0x10\nb: 0o17\n",
        "f.yaml:1:4: a: a number to base 16: '0x10'; write 16, or put it in quotes if it is text",
        "f.yaml:2:4: b: a number to base 8: '0o17'; write 15, or put it in quotes if it is text");
    assertMessage("- a\n", "f.yaml: must be a map of keys, got a list of 1");
  }

  private static void assertMessage(String yaml, String... lines) {
    ConfigException thrown = catchThrowableOfType(
        ConfigException.class, () -> ConfigTree.parse(yaml, "f.yaml").bind(Example.Root.class));
    assertThat(thrown).hasMessage(String.join("\n", lines));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.CONFIG);
  }
}
