package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ebm.base.ConfigException;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private static final Explain EXPLAIN = Explain.of(Example.Root.class);

  @Test
  void aKey_byItsPathOrTheEndOfIt() {
    assertThat(EXPLAIN.lines("data.sizes"))
        .containsExactly(
            "data.sizes",
            "  sizes of one example",
            "  list, each integer >= 1; default [1, 32, 32]")
        .isEqualTo(EXPLAIN.lines("sizes"));
    assertThat(EXPLAIN.lines("workers"))
        .containsExactly("runtime.workers", "  threads", "  integer >= 1; default auto");
  }

  @Test
  void theRoot_listsItsSections() {
    assertThat(EXPLAIN.lines(""))
        .startsWith("  seed: seed of every draw (integer; required)")
        .hasSize(5);
  }

  @Test
  void aSection_listsItsKeys() {
    assertThat(EXPLAIN.lines("runtime"))
        .containsExactly(
            "runtime",
            "  where and how to compute",
            "  keys workers, check, precision, quiet; default {}",
            "  workers: threads (integer >= 1; default auto)",
            "  check: second opinion (one of hmc, langevin, prior; may be left out)",
            "  precision: of the chains (one of float32, bfloat16; default float32)",
            "  quiet: print less (true or false; default false)");
  }

  @Test
  void aKind_byItsName_onceForAllItsPlaces() {
    assertThat(EXPLAIN.lines("langevin"))
        .containsExactly(
            "sampler.langevin",
            "runtime.check.langevin",
            "  step_size: eps, data units (number > 0; default 1.0e-2)");
    assertThat(EXPLAIN.lines("flatten"))
        .containsExactly("layers[].flatten", "layers[].twice.layer.flatten", "  takes no keys");
  }

  @Test
  void aKindInAList_withOrWithoutItsIndex() {
    assertThat(EXPLAIN.lines("layers[].leaky_relu"))
        .containsExactly(
            "layers[].leaky_relu", "  slope: slope below zero (number >= 0 and < 1; default 5e-2)")
        .isEqualTo(EXPLAIN.lines("layers[3].leaky_relu"))
        .isEqualTo(EXPLAIN.lines("layers.leaky_relu"));
  }

  @Test
  void aFamily_listsItsKinds() {
    assertThat(EXPLAIN.lines("samplers"))
        .containsExactly(
            "sampler",
            "  how draws are made",
            "  one of hmc, langevin, prior; required",
            "  hmc: step_size, leapfrog_steps",
            "  langevin: step_size",
            "  prior: takes no keys",
            "runtime.check",
            "  second opinion",
            "  one of hmc, langevin, prior; may be left out",
            "  hmc: step_size, leapfrog_steps",
            "  langevin: step_size",
            "  prior: takes no keys");
  }

  @Test
  void anUnknownTopic_namesTheNearest() {
    assertThatThrownBy(() -> EXPLAIN.lines("langevn"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("no key or kind is called 'langevn', did you mean 'langevin'?");
    assertThatThrownBy(() -> EXPLAIN.lines("data.sise"))
        .hasMessage("no key or kind is called 'data.sise', did you mean 'data.sizes'?");
    assertThatThrownBy(() -> EXPLAIN.lines("zzzzzz"))
        .hasMessage("no key or kind is called 'zzzzzz'; give a key such as channels");
  }
}
