package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTreeTest {
  private static final ConfigTree BASE = ConfigTree.parse("""
      seed: 1
      data:
        folder: d
        sizes: [1, 2, 3]
      layers:
        - conv2d: {channels: 8, kernel: 3}
        - flatten
      sampler: langevin
      """, "base.yaml");

  @Test
  void laterFilesWinKeyByKey_andListsAreReplacedWhole() {
    ConfigTree later = ConfigTree.parse("data:\n  sizes: [9]\nseed: 2\n", "later.yaml");

    Example.Root root = BASE.mergedWith(later).bind(Example.Root.class);

    assertThat(root.seed()).isEqualTo(2);
    assertThat(root.data().folder()).isEqualTo(Path.of("d"));
    assertThat(root.data().sizes()).containsExactly(9);
    assertThat(BASE.bind(Example.Root.class).seed()).isEqualTo(1); // trees do not change
  }

  @Test
  void placesFollowTheValues_andProblemsComeInReadingOrder() {
    ConfigTree later = ConfigTree.parse("""
        data:
          sizes: [0]
        layers: [flaten]
        """, "later.yaml");
    ConfigTree merged = BASE.mergedWith(later)
        .with("seed=x", "--seed")
        .with("data.sizes[0]=-1", "--set data.sizes[0]=-1")
        .with("sampler.langevin.step_size=-2", "--set b");

    assertThat(merged.place("data.sizes")).isEqualTo("later.yaml:2");
    assertThat(merged.place("data.sizes[0]")).isEqualTo("--set data.sizes[0]=-1");
    assertThat(merged.place("data.folder")).isEqualTo("base.yaml:3");
    assertThat(merged.place("layers[0].conv2d.kernel")).isEqualTo("later.yaml:3");
    assertThat(merged.place("nowhere")).isEqualTo("base.yaml");
    assertThatThrownBy(() -> merged.bind(Example.Root.class)).hasMessage("""
            later.yaml:3:10: layers[0]: unknown kind 'flaten', did you mean 'flatten'? \
            (known: conv2d, flatten, leaky_relu, twice)
            --seed: seed: must be an integer, got 'x'
            --set data.sizes[0]=-1: data.sizes[0]: must be >= 1, got -1
            --set b: sampler.langevin.step_size: must be > 0, got -2""");
  }

  @Test
  void problemsOfTheFirstFileComeFirst_whateverTheirLines() {
    ConfigTree first = ConfigTree.parse("\n\nfolder: 1\nname: 2\n", "first.yaml");
    ConfigTree second = ConfigTree.parse("sizes: [0]\nmatrix: 3\n", "second.yaml");

    assertThatThrownBy(() -> first.mergedWith(second).bind(Example.Data.class)).hasMessage("""
            first.yaml:3:1: folder: must be text, got 1; put it in quotes
            first.yaml:4:1: name: must be text, got 2; put it in quotes
            second.yaml:1:9: sizes[0]: must be >= 1, got 0
            second.yaml:2:1: matrix: must be a list, got 3""");
  }

  @Test
  void whatAnOverrideReplaces_leavesNoPlaceBehind() {
    ConfigTree tree = BASE.with("layers=[{conv2d: {channels: 1, kernel: 2}}]", "--set");

    assertThat(tree.place("layers[0].conv2d.kernel")).isEqualTo("--set");
    assertThat(tree.place("layers[1]")).isEqualTo("--set");
  }

  @Test
  void overridesReachListsAndKindsAndWholeMaps() {
    Example.Root root = BASE.with("layers[0].conv2d.kernel=5", "--set")
        .with("layers.1={leaky_relu: {slope: 0.5}}", "--set")
        .with("sampler={hmc: {step_size: 0.25}}", "--set")
        .with("runtime.workers=3", "--workers")
        .with("data.name=a=b", "--set")
        .bind(Example.Root.class);

    assertThat(root.layers())
        .containsExactly(new Example.Conv2d(8, 5, 0), new Example.LeakyRelu(0.5));
    assertThat(root.sampler()).isEqualTo(new Example.Hmc(0.25, 10));
    assertThat(root.runtime().workers()).contains(3);
    assertThat(root.data().name()).isEqualTo("a=b");
  }

  @Test
  void anOverrideLongerThanAnyPath_isNoPath() {
    String path = "a.".repeat(100_000) + "a";
    assertThatThrownBy(() -> BASE.with(path + "=1", "--set"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--set: must be key.path=value, got 'a.a.a.");
  }

  @Test
  void overridesThatCannotBeRead() {
    assertOverride("seed", "--set seed: must be key.path=value, got 'seed'");
    assertOverride("a..b=1", "--set a..b=1: must be key.path=value, got 'a..b=1'");
    assertOverride("=1", "--set =1: must be key.path=value, got '=1'");
    assertOverride(
        "layers[2]=flatten",
        "--set layers[2]=flatten: layers: must be continued by the index of one of its 2 elements,"
            + " got '2'; allowed 0 to 1");
    assertOverride(
        "seed=[1",
        "--set seed=[1: not valid YAML: while parsing a flow sequence,"
            + " expected ',' or ']', but got <stream end>");
  }

  @Test
  void has_seesGivenPathsOnly() {
    assertThat(List.of("data", "data.folder", "layers[0].conv2d", "layers.1")).allMatch(BASE::has);
    assertThat(List.of("data.name", "layers[2]", "sampler.langevin", "seed.x"))
        .noneMatch(BASE::has);
    assertThat(ConfigTree.parse("a:\n", "f").has("a")).isTrue();
  }

  @Test
  void withoutAnyFile_messagesSaySo() {
    assertThatThrownBy(
            () -> ConfigTree.empty().with("folder=1.5", "--folder").bind(Example.Data.class))
        .hasMessage("--folder: folder: must be text, got 1.5; put it in quotes");
    assertThatThrownBy(() -> ConfigTree.empty().bind(Example.Data.class))
        .hasMessage("no config file: folder: required key is missing: folder of the files (path)");
    assertThat(ConfigTree.empty().mergedWith(BASE).place("seed")).isEqualTo("base.yaml:1");
  }

  @Test
  void anchorsAndMergesAreWrittenOut_keepingTheirPlace() {
    ConfigTree tree = ConfigTree.parse("""
        layers:
          - conv2d: &small
              channels: -1
              kernel: 3
          - conv2d:
              <<: *small
              kernel: 0
          - conv2d: {<<: [{kernel: 4}, *small]}
        """, "f.yaml");

    assertThat(tree.place("layers[1].conv2d.channels")).isEqualTo("f.yaml:3");
    assertThat(tree.place("layers[1].conv2d.kernel")).isEqualTo("f.yaml:7");
    assertThat(tree.place("layers[2].conv2d.kernel")).isEqualTo("f.yaml:8");
    assertThat(tree.has("layers[1].conv2d.<<")).isFalse();
  }

  @Test
  void hostileTexts_endInAnErrorAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (alias + ", ").repeat(9) + "]\n");
    }
    assertRejected(bomb.toString(), "f: more than 100000 values once anchors are written out");
    assertRejected("a: &a [*a]", "f:1:4: nested deeper than 64 levels");
    assertRejected("a: &a {b: *a, c: *a}", "f:1:4: nested deeper than 64 levels");
    assertRejected("a: " + "[".repeat(100_000), "f:1:67: nested deeper than 64 levels");
    assertRejected(
        "a: &a [1]\nb: [" + "*a, ".repeat(1001) + "]",
        "f: not valid YAML: Number of aliases for non-scalar nodes exceeds the specified max=1000");
    assertRejected(
        "a: " + "x".repeat(1 << 20),
        "f: not valid YAML: The incoming YAML document exceeds the limit: 1048576 code points.");
  }

  @Test
  void read_namesTheFileAsGiven(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, "\uFEFFseed: 1\nname: Größe\n");
    assertThat(ConfigTree.read(file).place("name")).isEqualTo(file + ":2");

    Files.writeString(file, "");
    assertThat(ConfigTree.read(file).has("seed")).isFalse();

    assertThatThrownBy(() -> ConfigTree.read(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder.resolve("none.yaml") + ": no such file");
    assertThatThrownBy(() -> ConfigTree.read(folder))
        .hasMessage(folder + ": is a folder; give a YAML file");

    Files.write(file, "name: Größe".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigTree.read(file))
        .hasMessage(file + ": not a text in UTF-8; save it as UTF-8");

    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> ConfigTree.read(file))
        .hasMessage(file + ": larger than 1048576 bytes: not a configuration");
  }

  private static void assertRejected(String yaml, String message) {
    assertThatThrownBy(() -> ConfigTree.parse(yaml, "f"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  private static void assertOverride(String assignment, String message) {
    assertThatThrownBy(() -> BASE.with(assignment, "--set " + assignment))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void originsAreThePlacesOfTheValuesThatWereGiven() {
    ConfigTree tree =
        ConfigTree.parse("a: 1\nb:\n  c: [1, 2]\n  d: 3\n", "f.yaml").with("b.d=4", "--set b.d=4");
    assertThat(tree.origins())
        .isEqualTo(java.util.Map.of("a", "f.yaml:1", "b.c", "f.yaml:3", "b.d", "--set b.d=4"));
  }
}
