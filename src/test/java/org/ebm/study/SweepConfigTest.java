package org.ebm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ebm.Configs;
import org.ebm.base.ConfigException;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.sampler.Langevin;
import org.ebm.train.Adam;
import org.ebm.train.Sgd;
import org.junit.jupiter.api.Test;

class SweepConfigTest {
  private static SweepConfig bind(String sweep) {
    return ConfigTree.parse(Configs.PLANE + "sweep: " + sweep + "\n", "sweep.yaml")
        .bind(SweepConfig.class);
  }

  @Test
  void withoutKeys_itHasTheDefaultsOfTheLiterature() {
    // 3 kinds of start, 7 step sizes, 4 numbers of steps
    assertThat(bind("{}").cells()).hasSize(84);
  }

  @Test
  void aCellIsATrainingRunOfItsOwn() {
    Cell cell =
        bind("{grids: [{inits: [{gaussian: {scale: 2}}], step_sizes: [0.02], steps: [30], updates: 9}]}")
            .cells()
            .get(0);
    assertThat(cell.name()).isEqualTo("gaussian-eps0.02-L30");
    // U = f / T with T = eps^2 / 2
    assertThat(cell.config().open().temperature()).isEqualTo(2e-4);
    assertThat(cell.config().objective())
        .isEqualTo(new MaximumLikelihood(
            new Langevin(0.02, 1, true), 30, new org.ebm.sampler.GaussianStart(2)));
    assertThat(cell.config().training().steps()).isEqualTo(9);
    assertThat(cell.config().runtime().workers()).contains(1);
    assertThat(cell.config().seed()).contains(7L);
  }

  @Test
  void aGridMayHaveItsOwnOptimizer() {
    var cells = bind("""
        {grids: [{inits: [data], step_sizes: [0.01], steps: [5], optimizer: {adam: {learning_rate: 1.0e-4}}},
                 {inits: [data], step_sizes: [0.125], steps: [5]}]}""").cells();
    assertThat(cells.get(0).config().optimizer()).isInstanceOf(Adam.class);
    assertThat(cells.get(1).config().optimizer()).isEqualTo(new Sgd(0.01, 0, 0));
  }

  @Test
  void itIsWrittenAndReadBack() {
    SweepConfig sweep = bind("{jobs: 3, grids: [{inits: [data], steps: [5]}]}");
    assertThat(ConfigTree.parse(ConfigWriter.yaml(sweep), "written").bind(SweepConfig.class))
        .isEqualTo(sweep);
  }

  @Test
  void aCellInTwoGrids_isAProblem() {
    assertThatThrownBy(
            () -> bind(
                "{grids: [{inits: [data], steps: [5]}, {inits: [data], step_sizes: [0.1], steps: [5]}]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sweep.yaml:")
        .hasMessageContaining("sweep.grids: cell data-eps0.1-L5 is there twice");
  }

  @Test
  void aCellThatCannotBeTrained_isAProblem() {
    assertThatThrownBy(() -> bind("{grids: [{inits: [{persistent: {chains: 10}}]}]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sweep.grids: ")
        .hasMessageContaining("must be at least the batch, 60, got 10");
  }

  @Test
  void noCell_isAProblem() {
    assertThatThrownBy(() -> bind("{grids: []}"))
        .hasMessageContaining("sweep.grids: there is no cell");
  }

  /** Two terms by name, and a batch of one or two sizes; the second grid has an axis of its own. */
  private static final String AXES = """
      {seeds: [3, 4], axes: [
        {objective.maximum_likelihood.energy_penalty: {off: 0, on: 0.5}, training.batch: [60, 30]},
        {"energy.network.layers[0]": {wide: {dense: {units: 16}}, norm: {residual: [{dense: {units: 2}}]}}}]}""";

  @Test
  void axes_giveEveryCombinationWithEverySeed() {
    var cells = bind(AXES.replace("\n", " ")).cells();
    // 2 x 2 + 2, each with two seeds
    assertThat(cells).hasSize(12);
    assertThat(cells.get(6).name()).isEqualTo("energy_penalty-on_batch-30_seed-3");
    assertThat(cells.get(6).settings())
        .containsEntry("training.batch", "30")
        .containsEntry("energy.network.layers[0]", "")
        .containsEntry("seed", "3");
    assertThat(cells.get(6).config().training().batch()).isEqualTo(30);
    assertThat(((MaximumLikelihood) cells.get(6).config().objective()).energyPenalty())
        .isEqualTo(0.5);
    assertThat(cells.get(7).config().seed()).contains(4L);
    assertThat(cells.get(9).name()).isEqualTo("layers-0-wide_seed-4");
    assertThat(cells.get(9).config().energy().parameters().get(0).shape().size(0))
        .isEqualTo(16);
    assertThat(cells.get(9).config().runtime().workers()).contains(1);
  }

  @Test
  void valuesAreCalledAsPeopleWriteThem() {
    assertThat(
            bind("{axes: {optimizer.sgd.learning_rate: [1.0e-3, 2.0e-4, 1]}}").cells())
        .extracting(Cell::name)
        .containsExactly("learning_rate-0.001", "learning_rate-2.0e-4", "learning_rate-1");
  }

  @Test
  void axesAreWrittenAndReadBack() {
    SweepConfig sweep = bind(AXES.replace("\n", " "));
    SweepConfig again =
        ConfigTree.parse(ConfigWriter.yaml(sweep), "written").bind(SweepConfig.class);
    assertThat(again).isEqualTo(sweep);
    assertThat(again.cells()).isEqualTo(sweep.cells());
  }

  @Test
  void anAxisThatCannotBe_isAProblem() {
    assertThatThrownBy(() -> bind("{axes: {training.bach: [1]}}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sweep.axes")
        .hasMessageContaining("training.bach: unknown key, did you mean 'batch'?");
    assertThatThrownBy(() -> bind("{axes: {training.batch: 5}}"))
        .hasMessageContaining(
            "training.batch must be a list of values or a map of named ones, got 5");
    assertThatThrownBy(() -> bind("{axes: {training.batch: [50, 50]}}"))
        .hasMessageContaining("has two values called '50'");
    assertThatThrownBy(() -> bind("{axes: {training.batch: [50]}, grids: [{}]}"))
        .hasMessageContaining("cannot stand beside grids");
  }
}
