package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Glyphs;
import org.ebm.data.Solids;
import org.ebm.energy.Energy;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Network;
import org.ebm.energy.Rbm;
import org.ebm.files.Npz;
import org.ebm.network.Conv2d;
import org.ebm.network.Dense;
import org.ebm.network.Flatten;
import org.ebm.network.LeakyRelu;
import org.ebm.network.PointDense;
import org.ebm.network.PointPool;
import org.ebm.run.FeaturesRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm features} of models with first weights, which classify too. */
class FeaturesCommandTest {
  private static final String GLYPHS = "{glyphs: {size: 8, count: 60}}";

  @TempDir
  private Path folder;

  @BeforeEach
  void aModel() {
    write(
        "model",
        new Network(
            List.of(1, 8, 8),
            1.0,
            List.of(
                new Conv2d(3, 3, 1, 1),
                new LeakyRelu(0.05),
                new Conv2d(5, 4, 2, 1),
                new LeakyRelu(0.05),
                new Flatten(),
                new Dense(1))));
  }

  private void write(String name, Energy energy) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    energy.parameters().forEach(p -> arrays.put(p.name(), p.initial(RandomKey.ofSeed(1))));
    ModelDirectory.write(folder.resolve(name), energy, new Weights(arrays));
  }

  private Answer features(String model, String data, Object... more) {
    List<Object> words = new ArrayList<>(List.of(
        "features",
        "--model",
        folder.resolve(model),
        "--data",
        data,
        "--seed",
        "1",
        "--workers",
        "1",
        "--run-dir",
        folder.resolve("run"),
        "--force",
        "--quiet"));
    words.addAll(List.of(more));
    return Answer.of(words.toArray());
  }

  private Map<String, FloatArray> arrays() {
    return Npz.read(folder.resolve("run/features.npz"));
  }

  private FloatArray array(String name) {
    return Objects.requireNonNull(arrays().get(name));
  }

  @Test
  void featuresOfAllStages_withLabels_andWhatTheyAre() {
    Answer answer =
        features("model", GLYPHS, "--sources", "learned,untrained,inputs").endsWith(0);
    assertThat(answer.out()).contains("learned        8, learned", "leaky_relu 1 (3)");
    assertThat(arrays().keySet()).containsExactly("learned", "untrained", "inputs", "labels");
    assertThat(array("learned").shape()).containsExactly(60, 8);
    // glyph i is of class i modulo 10, and the inputs are the glyphs as they are
    assertThat(array("labels").values()[23]).isEqualTo(3f);
    assertThat(array("inputs").values())
        .isEqualTo(new Glyphs(8, 10, 60, 0, 0).open().first(60).values());
    FeaturesRecord record = FeaturesRecord.read(folder.resolve("run"));
    assertThat(record.columns())
        .extracting(FeaturesRecord.Columns::first, FeaturesRecord.Columns::layer)
        .containsExactly(tuple(0, 1), tuple(3, 3));
    assertThat(record.energy()).containsKey("weights.safetensors");
    assertThat(folder.resolve("run/features.csv"))
        .content()
        .startsWith("column,place,layer,kind,channel,mean,sd\n0,,1,leaky_relu,0,");
    assertThat(folder.resolve("run/report.html")).content().contains("features of a model");
    Map<String, FloatArray> all = arrays();
    features("model", GLYPHS, "--layers", "3", "--set", "examples=7").endsWith(0);
    assertThat(array("learned").shape()).containsExactly(7, 5);
    assertThat(array("learned").values()[4])
        .isCloseTo(Objects.requireNonNull(all.get("learned")).values()[7], within(1e-6f));
  }

  /** Points without labels; hidden units of an RBM of bits. */
  @Test
  void anyEnergyWithHiddenStages_andAnyData() {
    write(
        "points",
        new Network(List.of(2), 1.0, List.of(new Dense(4), new LeakyRelu(0.05), new Dense(1))));
    features("points", "rings", "--set", "examples=20").endsWith(0);
    assertThat(arrays().keySet()).containsExactly("learned");
    write("rbm", new Rbm(List.of(1, 8, 8), 6, 0.1));
    features("rbm", "{binarized: {of: " + GLYPHS + "}}").endsWith(0);
    assertThat(array("learned").shape()).containsExactly(60, 6);
    assertThat(array("labels").values()[59]).isEqualTo(9f);
    for (float probability : array("learned").values()) {
      assertThat(probability).isBetween(0f, 1f);
    }
  }

  @Test
  void classifiersAreMeasured_onWhatIsHeldOut() {
    Answer answer = features(
            "model",
            "{glyphs: {size: 8, count: 200}}",
            "--classify",
            "--set",
            "classify.labels=[50]",
            "--set",
            "classify.draws=2")
        .endsWith(0);
    assertThat(answer.out()).contains("learned over untrained, svm, 50 labels");
    FeaturesRecord.Classification found =
        FeaturesRecord.read(folder.resolve("run")).classification().orElseThrow();
    assertThat(found.test()).isEqualTo(200);
    // 2 classifiers, 3 features, 50 and all 200 labels
    assertThat(found.scores()).hasSize(12);
    // raw glyphs of 200 examples: far better than one in ten
    assertThat(found.scores())
        .filteredOn(score -> score.features().equals("inputs") && score.labels() == 200)
        .allSatisfy(score -> assertThat(score.accuracy()).isGreaterThan(0.4));
    assertThat(array("test_inputs").values())
        .isEqualTo(new Glyphs(8, 10, 200, 0, 1).open().first(200).values());
    assertThat(folder.resolve("run/classification.csv"))
        .content()
        .startsWith("classifier,features,labels,");
    assertThat(folder.resolve("run/plots/classification.png")).exists();
  }

  @Test
  void whatCannotBeRead_isSaid() {
    assertThat(features("model", GLYPHS, "--layers", "2").endsWith(78).err())
        .contains(
            "layer 2 is no hidden stage of the energy; choose of 1 (leaky_relu), 3 (leaky_relu)");
    assertThat(features("model", "rings").endsWith(78).err())
        .contains("data: must have the shape of the energy, 1x8x8, got 2");
    write(
        "points",
        new Network(List.of(2), 1.0, List.of(new Dense(4), new LeakyRelu(0.05), new Dense(1))));
    assertThat(features("points", "rings", "--classify").endsWith(78).err())
        .contains("data: has no labels to learn");
    assertThat(features("model", GLYPHS, "--classify").endsWith(78).err())
        .contains(
            "classify.labels: must be from 10 to the 60 labelled examples that there are, got 100");
    assertThat(Answer.of(
                "features",
                "--set",
                "energy={gaussian: {sd: [1, 1]}}",
                "--data",
                "rings",
                "--run-dir",
                folder.resolve("g"))
            .endsWith(78)
            .err())
        .contains("has no hidden stages to read");
  }

  @Test
  void volumesAndPointSetsHaveTheirChannelsWhereTheyAre() {
    Solids solids =
        new Solids(Solids.As.POINTS, 16, 16, List.of(Solids.Form.BOX, Solids.Form.CONE), 20, 0, 0);
    write(
        "sets",
        new Network(
            List.of(16, 3),
            1.0,
            Optional.empty(),
            List.of(
                new PointDense(6),
                new LeakyRelu(0.05),
                new PointPool(PointPool.Over.MEAN),
                new Dense(1)),
            Optional.of(solids.space().layout())));
    features("sets", "{solids: {points: 16, forms: [box, cone], count: 20}}").endsWith(0);
    assertThat(array("learned").shape()).containsExactly(20, 6);
    assertThat(array("labels").values()).hasSize(20);
  }
}
