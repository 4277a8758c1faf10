package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every search must keep; a new one fails here until it has an example. */
class SearchContractTest {
  private static final Map<Class<?>, String> EXAMPLES = Map.of(
      Minima.class, "search={minima: {states: 6, box: [-2, 2, -2, 2]}}",
      Metastable.class, "search={metastable: {states: 6, init: uniform, steps: 20}}");

  private static final String WELLS = """
      energy: {double_well: {}}
      seed: 3
      sampler: {random_walk: {step_size: 0.1, temperature: 0.1}}
      resolution: 0.2
      """;

  @TempDir
  Path folder;

  @Test
  void everySearchHasAnExample() {
    assertThat(EXAMPLES.keySet()).isEqualTo(Set.of(Search.class.getPermittedSubclasses()));
  }

  @Test
  void itGivesSoManyStates_withTheirEnergies_theSameForTheSameKey() {
    try (Torch torch = Torch.open("cpu", 1)) {
      EXAMPLES.forEach((kind, search) -> {
        MapBasinsConfig config =
            ConfigTree.parse(WELLS, "test").with(search, "test").bind(MapBasinsConfig.class);
        assertThat(config.search()).isInstanceOf(kind);
        List<State> first = draw(config, torch, kind.getSimpleName());
        assertThat(first).hasSize(config.search().states());
        List<State> again = draw(config, torch, kind.getSimpleName() + "-again");
        Compute compute = config.runtime().compute(torch);
        try (Landscape landscape =
            Landscape.open(config.energy().open(), config.sampler(), compute)) {
          for (int i = 0; i < first.size(); i++) {
            State state = first.get(i);
            assertThat(again.get(i).position()).isEqualTo(state.position());
            State measured = landscape.states(List.of(state.position())).get(0);
            assertThat(state.energy()).isCloseTo(measured.energy(), within(1e-5));
          }
        }
      });
    }
  }

  private List<State> draw(MapBasinsConfig config, Torch torch, String journal) {
    Compute compute = config.runtime().compute(torch);
    try (Landscape landscape = Landscape.open(config.energy().open(), config.sampler(), compute);
        Journal found = Journal.open(folder.resolve(journal), new Named(""), () -> false)) {
      return new StateDraws(config, config.energy().open(), config.openData(), compute)
          .draw(landscape, found, RandomKey.ofSeed(4))
          .states();
    }
  }
}
