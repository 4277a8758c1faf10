package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ebm.Configs;
import org.ebm.base.ConfigException;
import org.ebm.config.ConfigTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an objective cannot learn, it refuses before the run begins, with the way out. */
class LearnableTest {
  private static final String LEVELS = "energy.network.noise_levels={largest: 1, smallest: 0.1}";

  private static ConfigTree tree(String... changes) {
    ConfigTree tree = ConfigTree.parse(Configs.PLANE, "plane.yaml");
    for (String change : changes) {
      tree = tree.with(change, "test");
    }
    return tree;
  }

  private static void assertRefused(String message, String... changes) {
    assertThatThrownBy(() -> tree(changes).bind(TrainConfig.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"score_matching, relu", "sliced_score_matching, leaky_relu"})
  void curvatureOfPiecewiseLinearNetworks(String objective, String activation) {
    assertRefused(
        "objective." + objective + ": needs the second derivative of U",
        "objective=" + objective,
        "energy.network.layers=[{dense: {units: 8}}, " + activation + ", {dense: {units: 1}}]");
  }

  @Test
  void denoisingNeedsNoCurvature() {
    TrainConfig config = tree(
            "objective={denoising_score_matching: {noise: 0.1}}",
            "energy.network.layers=[{dense: {units: 8}}, relu, {dense: {units: 1}}]")
        .bind(TrainConfig.class);
    assertThat(config.sampler()).isEmpty();
  }

  @Test
  void exactScoreMatchingInManyDimensions() {
    assertThatThrownBy(() -> ConfigTree.parse(
                Configs.images("glyphs: { size: 16 }", "1, 16, 16"), "images.yaml")
            .with("objective=score_matching", "test")
            .bind(TrainConfig.class))
        .hasMessageContaining(
            "objective.score_matching: takes a Hessian-vector product for each of 256 dimensions, more than 64; choose sliced_score_matching");
  }

  @Test
  void noiseOfDenoising_isGivenOnce() {
    assertRefused(
        "objective.denoising_score_matching.noise: not given, and energy.network has no noise_levels",
        "objective=denoising_score_matching");
    assertRefused(
        "objective.denoising_score_matching.noise: energy.network has noise_levels",
        "objective={denoising_score_matching: {noise: 0.1}}",
        LEVELS);
  }

  @Test
  void slopesAreLearnedByScoresAlone() {
    String slopes =
        "energy={score: {input: [2], layers: [{dense: {units: 8}}, tanh, {dense: {units: 2}}]}}";
    assertRefused("objective.maximum_likelihood: learns U, and a score network", slopes);
    assertRefused(
        "objective.noise_contrastive: learns U, and a score network",
        "objective=noise_contrastive",
        slopes);
    assertThat(tree(slopes, "objective=sliced_score_matching")
            .bind(TrainConfig.class)
            .sampler())
        .isEmpty();
    assertRefused(
        "energy.score.layers: the last layer must give a slope in the shape of the input, 2, got 1",
        "energy={score: {input: [2], layers: [{dense: {units: 1}}]}}");
  }

  @Test
  void recoveryWithStepsThatNoEnergyHolds() {
    assertRefused(
        "objective.diffusion_recovery.step_size: must be below 0.100, the ratio of two noise levels",
        "objective={diffusion_recovery: {step_size: 0.1}}",
        "energy.network.noise_levels={largest: 1, smallest: 0.1, count: 2}");
    assertRefused(
        "objective.diffusion_recovery: learns an energy at many levels of noise",
        "objective=diffusion_recovery");
  }

  @Test
  void transformedPicturesOfPoints() {
    assertRefused(
        "objective.maximum_likelihood.init.augmented: ",
        "objective.maximum_likelihood.init={augmented: {init: data, shift: 1}}");
  }

  @Test
  void levelsBetweenLevelsNeedLevels() {
    assertRefused(
        "objective.denoising_score_matching.continuous: energy.network has no noise_levels",
        "objective={denoising_score_matching: {noise: 0.1, continuous: true}}");
  }

  @ParameterizedTest
  @CsvSource({"maximum_likelihood", "noise_contrastive", "score_matching"})
  void noiseLevelsAreLearnedByDenoisingAlone(String objective) {
    String change = objective.equals("maximum_likelihood") ? "seed=7" : "objective=" + objective;
    assertRefused(
        "objective." + objective
            + ": learns the energy of the data alone, and energy.network has noise_levels",
        change,
        LEVELS);
  }

  @Test
  void anEmbeddingWithoutLevels() {
    assertRefused(
        "energy.network.noise_levels: a noise_level_embedding needs levels",
        "energy.network.layers=[{dense: {units: 8}}, noise_level_embedding, softplus, {dense: {units: 1}}]");
  }

  @Test
  void annealingWithoutLevels() {
    assertRefused(
        "probe.annealing: energy.network has no noise_levels to go down",
        "probe={every: 4, sampler: {langevin: {step_size: 0.05}}, annealing: {step_size: 0.05}}");
  }

  @Test
  void startsFromAFile() {
    assertRefused(
        "objective.maximum_likelihood.init.file: has the same starts for every update",
        "objective.maximum_likelihood.init={file: {path: x.npy}}");
  }

  @Test
  void aBankSmallerThanABatch() {
    assertRefused(
        "objective.maximum_likelihood.init.persistent.chains: must be at least the batch, 60, got 59",
        "objective.maximum_likelihood.init.persistent.chains=59");
  }

  private static final String COOPERATIVE =
      "objective={cooperative: {sampler: {langevin: {step_size: 0.1}}, steps: 5}}";
  private static final String GENERATOR =
      "players.generator={network: {input: [3], layers: [%s]}, optimizer: {sgd: {learning_rate: 0.1}}}";

  @Test
  void playersAreThoseThatTheObjectiveAsksFor() {
    assertRefused(
        "players.generator: is missing, and objective cooperative learns one", COOPERATIVE);
    assertRefused(
        "players.generator: objective maximum_likelihood has no other players; leave it out",
        String.format(GENERATOR, "{dense: {units: 2}}"));
    assertRefused(
        "players.normalizer: objective cooperative has [generator] only",
        COOPERATIVE,
        String.format(GENERATOR, "{dense: {units: 2}}"),
        "players.normalizer.optimizer={sgd: {learning_rate: 0.1}}");
    assertThat(tree(COOPERATIVE, String.format(GENERATOR, "{dense: {units: 2}}"))
            .bind(TrainConfig.class)
            .learners())
        .hasSize(2);
  }

  @Test
  void aGeneratorMakesWhatTheEnergyTakes() {
    assertRefused(
        "players.generator.network.layers: the last layer must give the shape of the data, 2, got 3",
        COOPERATIVE,
        String.format(GENERATOR, "{dense: {units: 3}}"));
    assertRefused(
        "players.generator.network.layers: read 'label', which the energy does not in the same way",
        COOPERATIVE,
        String.format(GENERATOR, "{dense: {units: 2}}, {label_embedding: {classes: 4}}"));
  }
}
