package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {
  @Test
  void yaml_writesDefaultsOut_inComponentOrder() {
    Example.Root root = ConfigTree.parse("""
        sampler: langevin
        seed: 123
        data: {folder: "data/my digits", name: "2024", matrix: [[1, 2.5], [1e-4, 2e-3]]}
        layers:
          - conv2d: {channels: 32, kernel: 3}
          - flatten
          - twice: {layer: leaky_relu}
        """, "f").bind(Example.Root.class);

    assertThat(ConfigWriter.yaml(root)).isEqualTo("""
        seed: 123
        data:
          folder: data/my digits
          name: '2024'
          sizes: [1, 32, 32]
          matrix:
            - [1.0, 2.5]
            - [1.0e-4, 0.002]
        layers:
          - conv2d: {channels: 32, kernel: 3, padding: 0}
          - flatten: {}
          - twice:
              layer:
                leaky_relu: {slope: 0.05}
        sampler:
          langevin: {step_size: 0.01}
        runtime: {workers: auto, precision: float32, quiet: false}
        """);
  }

  @Test
  void whatIsWritten_bindsBackToAnEqualRecord() {
    for (int draw = 0; draw < 500; draw++) {
      Example.Root root = root(RandomKey.ofSeed(7).fold(draw).generator());
      String yaml = ConfigWriter.yaml(root);
      assertThat(ConfigTree.parse(yaml, "f").bind(Example.Root.class)).as(yaml).isEqualTo(root);
    }
  }

  @Test
  void textsThatLookLikeSomethingElse_comeBackAsText() {
    for (String text : List.of(
        "",
        " ",
        "1",
        "1e3",
        "true",
        "null",
        "~",
        ".inf",
        "0x1f",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'",
        "\"",
        "*a",
        "&a",
        "!a",
        "[",
        "{}",
        "<<",
        "a\nb",
        "\tb ",
        "größe",
        "\\n",
        "x".repeat(300),
        "a b ".repeat(100))) {
      Example.Data data = new Example.Data(Path.of("d"), text, List.of(1), List.of());
      String yaml = ConfigWriter.yaml(data);
      assertThat(ConfigTree.parse(yaml, "f").bind(Example.Data.class)).as(yaml).isEqualTo(data);
    }
  }

  @Test
  void numbers_areWrittenForPeople_withTheFewestDigits() {
    assertThat(Stream.of(
                0.0,
                1.0,
                100.0,
                -0.05,
                0.001,
                2e-3,
                1e-4,
                7.5e-3,
                2.8125e-5,
                1e7,
                1.25e10,
                1e22,
                1.0 / 3,
                123456.789,
                Double.MIN_VALUE,
                Double.MAX_VALUE)
            .map(NumberText::of))
        .containsExactly(
            "0.0",
            "1.0",
            "100.0",
            "-0.05",
            "0.001",
            "0.002",
            "1.0e-4",
            "0.0075",
            "2.8125e-5",
            "1.0e7",
            "1.25e10",
            "1.0e22",
            "0.3333333333333333",
            "123456.789",
            "5.0e-324",
            "1.7976931348623157e308");
  }

  private static Example.Root root(UniformRandomProvider random) {
    Optional<Integer> workers =
        random.nextBoolean() ? Optional.of(1 + random.nextInt(9)) : Optional.empty();
    Optional<Example.Sampler> check =
        random.nextBoolean() ? Optional.of(sampler(random)) : Optional.empty();
    return new Example.Root(
        random.nextLong(),
        new Example.Data(
            Path.of("a" + random.nextInt(), "b c"), name(random), sizes(random), matrix(random)),
        IntStream.range(0, random.nextInt(4)).mapToObj(i -> layer(random)).toList(),
        sampler(random),
        new Example.Machine(
            workers, check, Example.Precision.BFLOAT16, workers.isEmpty() && random.nextBoolean()));
  }

  private static String name(UniformRandomProvider random) {
    String letters = "ab: #'\"[]{}-0.1e\\~\n";
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      name.append(letters.charAt(random.nextInt(letters.length())));
    }
    return name.toString();
  }

  private static List<Integer> sizes(UniformRandomProvider random) {
    return random.ints(random.nextInt(60), 1, 1_000_000).boxed().toList();
  }

  private static List<List<Double>> matrix(UniformRandomProvider random) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      rows.add(List.of(positive(random), -positive(random)));
    }
    return List.copyOf(rows);
  }

  private static Example.Layer layer(UniformRandomProvider random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Example.Conv2d(1 + random.nextInt(9), 1 + random.nextInt(9), 0);
      case 1 -> new Example.LeakyRelu(random.nextDouble());
      case 2 -> new Example.Twice(layer(random));
      default -> new Example.Flatten();
    };
  }

  private static Example.Sampler sampler(UniformRandomProvider random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Example.Hmc(positive(random), 1 + random.nextInt(9));
      case 1 -> new Example.Langevin(positive(random));
      default -> new Example.Prior();
    };
  }

  /** Over the whole range of doubles: any exponent, any mantissa. */
  private static double positive(UniformRandomProvider random) {
    return Double.longBitsToDouble(1 + random.nextLong(Double.doubleToLongBits(Double.MAX_VALUE)));
  }
}
