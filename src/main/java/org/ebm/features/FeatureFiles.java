package org.ebm.features;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import org.ebm.report.ClassificationFigure;
import org.ebm.run.FeaturesRecord;
import org.ebm.run.Progress;
import org.ebm.torch.Torch;

/**
 * Features as files of a run: {@code features.npz}, {@code features.pt} that makes them in plain PyTorch, {@code features.csv} that says what its columns are, {@code features.json}, and of a classification {@code classification.csv} and its picture.
 *
 * @param config resolved
 */
public record FeatureFiles(FeaturesConfig config, FeatureArrays arrays, Torch torch) {
  private static final String LABELS = "labels";

  /**
   * Reads features of examples and writes them down.
   *
   * @param test examples that classifiers are measured on; empty unless there is a classification
   * @param energy SHA-256 of its files
   */
  public FeaturesRecord write(
      Path run,
      Labelled train,
      Optional<Labelled> test,
      Map<String, String> energy,
      Progress progress) {
    Map<Source, FloatArray> features = arrays.of(train.x());
    Map<String, FloatArray> file = new LinkedHashMap<>();
    features.forEach((source, array) -> file.put(source.key(), array));
    train.labels().ifPresent(labels -> file.put(LABELS, FeatureArrays.numbers(labels)));
    test.ifPresent(other ->
        arrays.of(other.x()).forEach((source, array) -> file.put("test_" + source.key(), array)));
    test.flatMap(Labelled::labels)
        .ifPresent(labels -> file.put("test_" + LABELS, FeatureArrays.numbers(labels)));
    Npz.write(run.resolve("features.npz"), file);
    arrays.archive().ifPresent(pt -> AtomicFile.write(run.resolve("features.pt"), pt));
    text(run.resolve("features.csv"), columns(Optional.ofNullable(features.get(Source.LEARNED))));
    Optional<FeaturesRecord.Classification> found =
        test.map(other -> classification(train, other, progress));
    found.ifPresent(classified -> {
      text(run.resolve("classification.csv"), table(classified));
      ClassificationFigure.write(run.resolve(FeaturesRecord.PICTURE), classified);
    });
    FeaturesRecord record = record(features, train, energy, found);
    record.write(run);
    return record;
  }

  private FeaturesRecord.Classification classification(
      Labelled train, Labelled test, Progress progress) {
    return new Classification(arrays, train, test)
        .measured(
            config.classify().orElseThrow(),
            RandomKey.ofSeed(config.seed().orElseThrow()).fold("classify"),
            torch,
            progress);
  }

  private FeaturesRecord record(
      Map<Source, FloatArray> features,
      Labelled train,
      Map<String, String> energy,
      Optional<FeaturesRecord.Classification> found) {
    List<FeaturesRecord.Columns> columns = new ArrayList<>();
    int first = 0;
    for (FeatureColumns each : arrays.columns()) {
      columns.add(
          new FeaturesRecord.Columns(first, each.width(), each.place(), each.layer(), each.kind()));
      first += each.width();
    }
    return new FeaturesRecord(
        FeaturesRecord.SCHEMA_VERSION,
        train.x().rows(),
        train.labels().map(labels -> (int) Arrays.stream(labels).distinct().count()),
        config.pool().name().toLowerCase(java.util.Locale.ROOT),
        features.entrySet().stream()
            .map(entry -> new FeaturesRecord.Features(
                entry.getKey().key(), entry.getKey().words(), entry.getValue().rowElements()))
            .toList(),
        columns,
        energy,
        found);
  }

  /** A row for each column of hidden stages; mean and sd where what was learned was read. */
  private String columns(Optional<FloatArray> learned) {
    StringBuilder csv = new StringBuilder("column,place,layer,kind,channel,mean,sd\n");
    int column = 0;
    for (FeatureColumns stage : arrays.columns()) {
      for (int channel = 0; channel < stage.width(); channel++) {
        csv.append(column).append(',').append(stage.place()).append(',').append(stage.layer());
        csv.append(',').append(stage.kind()).append(',').append(channel);
        int of = column;
        csv.append(learned.map(array -> moments(array, of)).orElse(",,")).append('\n');
        column++;
      }
    }
    return csv.toString();
  }

  private static String moments(FloatArray learned, int column) {
    double mean = 0;
    double squares = 0;
    for (int row = 0; row < learned.rows(); row++) {
      double value = learned.values()[row * learned.rowElements() + column];
      mean += value / learned.rows();
      squares += value * value / learned.rows();
    }
    return "," + (float) mean + "," + (float) Math.sqrt(Math.max(0, squares - mean * mean));
  }

  private static String table(FeaturesRecord.Classification found) {
    StringBuilder csv =
        new StringBuilder("classifier,features,labels,draws,accuracy,low,high,cost\n");
    for (FeaturesRecord.Score score : found.scores()) {
      csv.append(score.classifier()).append(',').append(score.features()).append(',');
      csv.append(score.labels()).append(',').append(score.draws()).append(',');
      csv.append(score.accuracy()).append(',').append(score.low()).append(',');
      csv.append(score.high()).append(',').append(score.cost()).append('\n');
    }
    return csv.toString();
  }

  private static void text(Path file, String content) {
    AtomicFile.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
