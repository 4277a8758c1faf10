package org.ebm.restore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.base.FloatArray;
import org.ebm.report.ImageStrips;

/** A row for each of the first observations: what was seen, what is known of it now, and how surely. Of volumes the slice in the middle. */
record RestorationPicture(Observations seen, FloatArray back, Restored restored) {
  static final String FILE = "plots/restored.png";
  private static final int ROWS = 10;
  private static final int PIXELS = 64;

  /** Draws it, if examples are pictures or volumes. */
  void draw(Path run) {
    int axes = restored.mean().shape().length;
    int channels = axes < 3 ? 0 : restored.mean().shape()[1];
    if ((axes != 4 && axes != 5) || (channels != 1 && channels != 3)) {
      return;
    }
    float white = 0;
    for (float sd : restored.sd().values()) {
      white = Math.max(white, sd);
    }
    List<String> columns =
        new ArrayList<>(List.of("observed", "mean", "sd", "draw", "draw", "draw", "MAP"));
    List<FloatArray> images =
        new ArrayList<>(List.of(back, restored.mean(), RestoredFiles.shown(restored.sd(), white)));
    images.addAll(restored.three());
    images.add(restored.map());
    seen.truth().ifPresent(truth -> {
      columns.add("truth");
      images.add(truth);
    });
    List<FloatArray> slices = images.stream().map(RestorationPicture::slice).toList();
    List<ImageStrips.Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(ROWS, seen.count()); i++) {
      int index = i;
      rows.add(new ImageStrips.Row(
          seen.names().get(i),
          FloatArray.concat(
              slices.stream().map(all -> all.slice(index, index + 1)).toList())));
    }
    int width = slices.get(0).shape()[3];
    String title = String.format(
        Locale.ROOT,
        "Restored%s; sd from black, 0, to white, %.2g",
        axes == 5 ? ", middle slices" : "",
        white);
    new ImageStrips(title, columns, rows, Math.max(1, PIXELS / width)).write(run.resolve(FILE));
  }

  /** (n, channels, height, width) of volumes, at half their depth. */
  private static FloatArray slice(FloatArray all) {
    int[] shape = all.shape();
    if (shape.length == 4) {
      return all;
    }
    int area = shape[3] * shape[4];
    float[] values = new float[shape[0] * shape[1] * area];
    for (int plane = 0; plane < shape[0] * shape[1]; plane++) {
      int from = (plane * shape[2] + shape[2] / 2) * area;
      System.arraycopy(all.values(), from, values, plane * area, area);
    }
    return new FloatArray(new int[] {shape[0], shape[1], shape[3], shape[4]}, values);
  }
}
