package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinderTest {
  @Test
  void everyTypeBinds_andWhatIsLeftOutTakesItsDefault() {
    Example.Root root = bind("""
        seed: -9223372036854775808
        data: {folder: ./data/mnist/, matrix: [[1, .5], [-2e-3]]}
        layers:
          - conv2d: {channels: 1e3, kernel: 16}
          - twice: {layer: leaky_relu}
          - flatten: {}
          - flatten:
          - flatten
        sampler: {hmc: {step_size: 1}}
        runtime: {workers: 2, check: langevin, precision: bfloat16, quiet: false}
        """);

    assertThat(root)
        .isEqualTo(new Example.Root(
            Long.MIN_VALUE,
            new Example.Data(
                Path.of("./data/mnist/"),
                "unnamed data",
                List.of(1, 32, 32),
                List.of(List.of(1.0, 0.5), List.of(-0.002))),
            List.of(
                new Example.Conv2d(1000, 16, 0),
                new Example.Twice(new Example.LeakyRelu(0.05)),
                new Example.Flatten(),
                new Example.Flatten(),
                new Example.Flatten()),
            new Example.Hmc(1.0, 10),
            new Example.Machine(
                Optional.of(2),
                Optional.of(new Example.Langevin(0.01)),
                Example.Precision.BFLOAT16,
                false)));
  }

  @Test
  void anOptionalIsEmpty_whenLeftOutOrNullOrItsWord() {
    Example.Machine empty =
        new Example.Machine(Optional.empty(), Optional.empty(), Example.Precision.FLOAT32, false);
    for (String runtime : List.of("{}", "", "{workers: auto}", "{workers: , check: }")) {
      assertThat(ConfigTree.parse(runtime, "f").bind(Example.Machine.class)).isEqualTo(empty);
    }
    assertThatThrownBy(() -> ConfigTree.parse("check: auto", "f").bind(Example.Machine.class))
        .hasMessageStartingWith("f:1:1: check: unknown kind 'auto'");
  }

  record Numbers(
      @Key(value = "an int", byDefault = "0") int small,
      @Key(value = "a long", byDefault = "0") long large,

      @Key(value = "a double", byDefault = "0", range = "< 1")
      double real) {}

  @Test
  void anIntegerMayBeSpelledAsADecimal_ifItIsOne() {
    assertThat(numbers("small: 1000.0")).isEqualTo(new Numbers(1000, 0, 0));
    assertThat(numbers("large: 9007199254740993.0"))
        .isEqualTo(new Numbers(0, 9007199254740993L, 0)); // 2^53 + 1: no double on the way
    assertThat(numbers("small: 010")).isEqualTo(new Numbers(10, 0, 0)); // YAML 1.2: not octal
  }

  @Test
  void numbersThatDoNotFit_areErrorsAndNeverRounded() {
    for (String given : List.of(
        "small: 2147483648",
        "large: 9223372036854775808",
        "large: 100e2147483647",
        "large: 1e-2147483647",
        "large: 1e99999999999",
        "real: 1e400",
        "real: -1e400",
        "real: 1e-400",
        "real: 0.99999999999999999999", // nearest double is 1, not < 1
        "real: .nan",
        "real: -.inf",
        "real: " + "1".repeat(500))) {
      assertThatThrownBy(() -> numbers(given)).as(given).hasMessageStartingWith("f:1:");
    }
  }

  record Misdeclared(@Key(value = "n", byDefault = "many") int n) {}

  record Failing(@Key(value = "n", byDefault = "1") int n) {
    Failing {
      throw new IllegalStateException("a bug in a record");
    }
  }

  record Keyless(int n) {}

  @Test
  void mistakesOfOurOwn_areNoConfigErrors() {
    assertThatThrownBy(() -> ConfigTree.empty().bind(Misdeclared.class))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageContaining("default 'many'");
    assertThatThrownBy(() -> ConfigTree.empty().bind(Failing.class))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("a bug in a record");
    assertThatThrownBy(() -> ConfigTree.empty().bind(Keyless.class))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no @Key");
  }

  private static Numbers numbers(String yaml) {
    return ConfigTree.parse(yaml, "f").bind(Numbers.class);
  }

  private static Example.Root bind(String yaml) {
    return ConfigTree.parse(yaml, "f").bind(Example.Root.class);
  }
}
