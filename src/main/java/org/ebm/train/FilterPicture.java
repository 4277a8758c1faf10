package org.ebm.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Rbm;
import org.ebm.report.ImageStrips;

/** What each hidden unit of a machine looks for: its weights to the visible units as a picture, black for the most negative and white for the most positive of all. */
final class FilterPicture {
  private static final int IN_A_ROW = 16;
  private static final int MOST = 256;
  private static final int PIXELS = 48;

  private FilterPicture() {}

  /** Draws plots/filters.png of a run whose model is a machine on pictures of one channel; empty for any other. */
  static Optional<Path> draw(Path run) {
    Path model = run.resolve("model");
    if (!Files.isRegularFile(model.resolve("energy.yaml"))) {
      return Optional.empty();
    }
    ModelDirectory.Contents learned = ModelDirectory.load(model);
    Shape shape = learned.energy().shape();
    if (!(learned.energy() instanceof Rbm) || !shape.isImage() || shape.size(0) != 1) {
      return Optional.empty();
    }
    FloatArray weight = Objects.requireNonNull(learned.weights().arrays().get("weight"));
    float largest = largest(weight);
    FloatArray filters = filters(weight, largest, shape);
    List<ImageStrips.Row> rows = new ArrayList<>();
    int shown = Math.min(MOST, filters.rows());
    for (int from = 0; from < shown; from += IN_A_ROW) {
      rows.add(new ImageStrips.Row(
          String.valueOf(from), filters.slice(from, Math.min(shown, from + IN_A_ROW))));
    }
    Path png = run.resolve("plots/filters.png");
    int scale = Math.max(1, PIXELS / shape.size(2));
    String title = String.format(
        Locale.ROOT,
        "Weights of the hidden units: white %.2g, grey 0, black -%.2g",
        largest,
        largest);
    new ImageStrips(title, List.of(), rows, scale).write(png);
    return Optional.of(png);
  }

  /** Columns of W as pictures, (hidden, 1, height, width), divided by the largest size of a weight. */
  private static FloatArray filters(FloatArray weight, float largest, Shape shape) {
    int hidden = weight.rowElements();
    FloatArray filters = FloatArray.zeros(shape, hidden);
    int units = weight.rows();
    for (int j = 0; j < hidden; j++) {
      for (int i = 0; i < units; i++) {
        filters.values()[j * units + i] = weight.values()[i * hidden + j] / largest;
      }
    }
    return filters;
  }

  private static float largest(FloatArray weight) {
    float largest = Float.MIN_NORMAL;
    for (float value : weight.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
