package org.ebm.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.RandomKey;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.train.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  @TempDir
  private Path folder;

  private NamedData described(String yaml) throws IOException {
    return NamedData.of(
        Files.writeString(folder.resolve("mine.yaml"), yaml), Optional.empty(), Optional.empty());
  }

  private static Plan plan(NamedData data) {
    return Recipe.of(data, Facts.of(data.dataset().open(), "mine"), Regime.CONVERGENT);
  }

  /** Columns of a table: a normal ellipse of widths 30 and 3, turned by 30 degrees, around (500, -20). */
  private NamedData ellipse() throws IOException {
    UniformRandomProvider source = RandomKey.ofSeed(1).generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(source);
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 2000; i++) {
      double a = 30 * normal.sample();
      double b = 3 * normal.sample();
      rows.append(500 + 0.866 * a - 0.5 * b)
          .append(',')
          .append(-20 + 0.5 * a + 0.866 * b)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("mine.csv"), rows);
    return NamedData.of(file, Optional.empty(), Optional.empty());
  }

  @Test
  void eps_isBelowTheNarrowestWidth_inTheUnitsOfChains() throws IOException {
    TrainConfig config = plan(ellipse()).config();
    double eps = ((MaximumLikelihood) config.objective()).sampler().stepSize();

    // sds of x and y are 26 and 15.2, correlated by .97: the smaller eigenvalue of the correlation
    // matrix is .027, so s = .16
    double law = Math.sqrt(1 - correlation());
    assertThat(eps / law).isBetween(0.5, 0.75);
    assertThat(config.energy().shape().sizes()).containsExactly(2);
    assertThat(config.open().temperature()).isCloseTo(eps * eps / 2, within(0.01 * eps * eps));
  }

  private static double correlation() {
    double xx = 0.75 * 900 + 0.25 * 9;
    double yy = 0.25 * 900 + 0.75 * 9;
    double xy = 0.433 * (900 - 9);
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void aCurveWithoutWidth_getsNoise() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      double t = 2 * Math.PI * i / 1000;
      rows.append(Math.cos(t)).append(',').append(Math.sin(t)).append('\n');
    }
    Files.writeString(folder.resolve("circle.csv"), rows);
    NamedData circle =
        NamedData.of(folder.resolve("circle.csv"), Optional.empty(), Optional.empty());

    assertThat(plan(circle).yaml()).containsPattern("noise: 0\\.0[12]");
  }

  @ParameterizedTest
  @CsvSource({"8, 10", "16, 10", "28, 3", "45, 2"})
  void picturesOfAnySize_getANetworkThatFits(int size, int classes) throws IOException {
    NamedData data =
        described("data: {glyphs: {size: " + size + ", classes: " + classes + ", count: 40}}");
    TrainConfig config = plan(data).config();

    assertThat(config.energy().shape()).isEqualTo(config.data().shape());
    assertThat(config.parameterCount()).isPositive();
    assertThat(plan(data).yaml()).contains("noise: 0.1", "step_size: 0.05");
  }

  @Test
  void everyNumberThatWasChosen_hasAReason() throws IOException {
    String[] lines = plan(ellipse()).yaml().split("\n");
    for (String key : new String[] {
      "temperature", "step_size", "steps", "fill", "chains", "components", "learning_rate", "floor"
    }) {
      assertThat(lines)
          .as(key)
          .anySatisfy(line -> assertThat(line).matches(" *" + key + ": [^#]+# .+"));
    }
  }

  /** Short chains from noise: nothing falls, nothing is kept from update to update. */
  @Test
  void aGenerator_beginsInNoise_withAdamToTheEnd() throws IOException {
    NamedData points = ellipse();
    Facts facts = Facts.of(points.dataset().open(), "mine");
    TrainConfig config = Recipe.of(points, facts, Regime.NONCONVERGENT).config();
    MaximumLikelihood objective = (MaximumLikelihood) config.objective();
    assertThat(objective.init()).isEqualTo(new org.ebm.sampler.GaussianStart(1));
    assertThat(objective.jumps()).isEmpty();
    assertThat(config.optimizer()).isInstanceOf(org.ebm.train.Adam.class);
    assertThat(config.schedule()).isInstanceOf(org.ebm.train.Constant.class);
    assertThat(config.training().weightAverage()).isEmpty();
    NamedData pictures = described("data: { glyphs: { size: 8 } }");
    TrainConfig drawn = Recipe.of(
            pictures, Facts.of(pictures.dataset().open(), "mine"), Regime.NONCONVERGENT)
        .config();
    assertThat(((MaximumLikelihood) drawn.objective()).init())
        .isEqualTo(new org.ebm.sampler.UniformStart(1));
    assertThat(((org.ebm.data.Glyphs) drawn.data()).noise()).isEqualTo(0.03);
  }
}
