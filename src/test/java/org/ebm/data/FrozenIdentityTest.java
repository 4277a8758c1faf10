package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.ebm.config.ConfigTree;
import org.ebm.config.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drawn data have no files to be known by: runs of before know them by these texts, which were the records' own when those runs were made. A text that
 * changes here refuses every run on such data.
 */
class FrozenIdentityTest {
  private record Root(@Key("what is drawn") Dataset data) {}

  private static List<Map.Entry<String, String>> texts() {
    return List.of(
        Map.entry("checkerboard", "Checkerboard[squares=4, side=2.0]"),
        Map.entry("{checkerboard: {squares: 6, side: 1}}", "Checkerboard[squares=6, side=1.0]"),
        Map.entry(
            "correlated_gaussians",
            "CorrelatedGaussians[dimensions=16, components=10, spread=1.0, width=0.5, seed=0]"),
        Map.entry(
            "gaussian_mixture",
            "GaussianMixture[groups=8, radius=1.0, sd=0.15, means=[], weights=[]]"),
        Map.entry(
            "{gaussian_mixture: {means: [[0, 1], [2.5, -1]], weights: [1, 3], sd: 1.0e-4}}",
            "GaussianMixture[groups=8, radius=1.0, sd=1.0E-4, means=[[0.0, 1.0], [2.5, -1.0]], weights=[1.0, 3.0]]"),
        Map.entry(
            "{glyphs: {count: 20}}", "Glyphs[size=16, classes=10, count=20, noise=0.0, seed=0]"),
        Map.entry(
            "{glyphs: {size: 8, classes: 2, count: 9, noise: 0.06, seed: 5}}",
            "Glyphs[size=8, classes=2, count=9, noise=0.06, seed=5]"),
        Map.entry("pinwheel", "Pinwheel[arms=5, radialSd=0.3, tangentialSd=0.1, rate=0.25]"),
        Map.entry("rings", "Rings[rings=4, radius=1.0, sd=0.15]"),
        Map.entry(
            "{solids: {count: 10}}",
            "Solids[points=256, forms=[box, sphere, cylinder, cone, torus], count=10, noise=0.0, seed=0]"),
        Map.entry(
            "{solids: {as: voxels, size: 8, forms: [cone], count: 3, noise: 0.1, seed: 2}}",
            "Solids[voxels=8, forms=[cone], count=3, noise=0.1, seed=2]"),
        Map.entry("swiss_roll", "SwissRoll[scale=0.2, sd=0.2]"),
        Map.entry(
            "{textures: {made: spots, noise: 0.1, seed: 2}}",
            "Textures[made=spots, size=32, channels=3, noise=0.1, seed=2]"),
        Map.entry("two_moons", "TwoMoons[sd=0.1]"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void drawnDataAreKnownByTheTextOfBefore(Map.Entry<String, String> text) {
    Dataset data =
        ConfigTree.parse("data: " + text.getKey(), "test").bind(Root.class).data();
    assertThat(data.open().fingerprint()).isEqualTo(Fingerprint.ofText(text.getValue()));
  }
}
