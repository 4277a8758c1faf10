package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Several sources that name kinds of one part: the latest decides. */
class LatestKindsTest {
  private static final ConfigTree BASE = ConfigTree.parse("""
      seed: 1
      data: {folder: d}
      layers:
        - conv2d: {channels: 8, kernel: 3}
      sampler: {hmc: {step_size: 0.25, leapfrog_steps: 3}}
      runtime: {workers: 2}
      """, "base.yaml");

  private static ConfigTree file(String yaml) {
    return ConfigTree.parse(yaml, "later.yaml");
  }

  private static Example.Sampler sampler(ConfigTree tree) {
    return tree.bind(Example.Root.class).sampler();
  }

  @Test
  void aLaterFileReplacesTheKind() {
    ConfigTree tree = BASE.mergedWith(file("sampler: {langevin: {step_size: 0.5}}"));
    assertThat(sampler(tree)).isEqualTo(new Example.Langevin(0.5));
  }

  @Test
  void anOverrideReplacesTheKind() {
    ConfigTree tree = BASE.with("sampler.langevin.step_size=0.5", "--set");
    assertThat(sampler(tree)).isEqualTo(new Example.Langevin(0.5));
    assertThat(tree.with("layers[0].leaky_relu.slope=0.5", "--set")
            .bind(Example.Root.class)
            .layers())
        .containsExactly(new Example.LeakyRelu(0.5));
  }

  @Test
  void theSameKind_keepsWhatEarlierSourcesGave() {
    ConfigTree tree = BASE.mergedWith(file("sampler: {hmc: {step_size: 0.5}}"));
    assertThat(sampler(tree)).isEqualTo(new Example.Hmc(0.5, 3));
  }

  @Test
  void theLastWordCounts_alsoOfAKindThatWasReplacedBefore() {
    ConfigTree tree = BASE.mergedWith(file("sampler: {langevin: {step_size: 0.5}}"))
        .with("sampler.hmc.step_size=0.125", "--set");
    assertThat(sampler(tree)).isEqualTo(new Example.Hmc(0.125, 3));
  }

  @Test
  void partsThatHaveNoKinds_areMergedAsBefore() {
    ConfigTree tree = BASE.mergedWith(file("runtime: {quiet: false, check: prior}"));
    assertThat(tree.bind(Example.Root.class).runtime().workers()).contains(2);
  }

  @Test
  void insideAnOptionalPart_theLatestKindCountsToo() {
    ConfigTree tree = BASE.with("runtime.check={hmc: {step_size: 1}}", "--set a")
        .with("runtime.check.langevin={}", "--set b");
    assertThat(tree.bind(Example.Root.class).runtime().check())
        .contains(new Example.Langevin(0.01));
  }

  @Test
  void twoKindsOfOneSource_areRefused() {
    ConfigTree tree = BASE.mergedWith(file("sampler: {langevin: {}, prior: {}}"));
    assertThatThrownBy(() -> sampler(tree))
        .hasMessageContaining("sampler: must name one kind, got")
        .hasMessageContaining("'langevin' and 'prior'");
  }

  @Test
  void aWordThatIsNoKind_replacesNothing() {
    ConfigTree tree = BASE.with("sampler.step_size=0.5", "--set");
    assertThatThrownBy(() -> sampler(tree))
        .hasMessageContaining("sampler: must name one kind, got 'hmc' and 'step_size'");
  }

  @Test
  void originsAreThoseOfWhatIsLeft() {
    ConfigTree tree = BASE.with("sampler.langevin.step_size=0.5", "--set eps");
    assertThat(tree.withLatestKinds(Example.Root.class).origins())
        .containsEntry("sampler.langevin.step_size", "--set eps")
        .doesNotContainKey("sampler.hmc.step_size");
    assertThat(tree.withLatestKinds(Example.Root.class).kind("sampler")).contains("langevin");
    assertThat(BASE.with("sampler=prior", "--set").kind("sampler")).contains("prior");
    assertThat(tree.kind("sampler")).isEmpty();
    assertThat(tree.kind("nowhere")).isEmpty();
  }
}
