package org.ebm.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Space;
import org.ebm.data.Box;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.report.ImageStrips;
import org.ebm.report.LandscapePanel;
import org.ebm.report.Portraits;
import org.ebm.run.GenerationRecord;

/** Strips of what a short chain makes: examples beside data, paths, reconstructions. Points in the plane as densities; points of more coordinates are not drawn. */
final class GenerationPictures {
  private static final int ROWS = 4;
  private static final int GRID = 200;

  private final Path run;
  private final Portraits portraits;
  private final Optional<Examples> data;
  private final FloatArray typical;

  GenerationPictures(Path run, Space space, Optional<Examples> data, FloatArray typical) {
    this.run = run;
    this.portraits = Portraits.of(data.map(Examples::space).orElse(space), typical);
    this.data = data;
    this.typical = typical;
  }

  /** @param told rows of what chains are told and what became of it, where they are told images */
  void examples(FloatArray noise, FloatArray examples, Map<String, FloatArray> told) {
    Optional<Box> box = data.flatMap(Examples::box);
    if (box.isPresent()) {
      plane(box.get(), noise, examples);
    }
    List<ImageStrips.Row> rows = new ArrayList<>();
    data.ifPresent(set -> rows.addAll(portraits.rows("data", typical, 1)));
    told.forEach((label, pictures) -> rows.addAll(portraits.rows(label, pictures, 1)));
    if (told.isEmpty()) {
      rows.addAll(portraits.rows("made", examples, ROWS));
    }
    strips(GenerationRecord.EXAMPLES, "Examples made of noise", rows);
  }

  private void plane(Box box, FloatArray noise, FloatArray examples) {
    Grid2d grid = new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), GRID);
    List<LandscapePanel.Column> columns = new ArrayList<>();
    if (noise.rowElements() == 2) {
      columns.add(LandscapePanel.Column.ofSample("noise", grid, noise, ""));
    }
    columns.add(LandscapePanel.Column.ofSample("made of it", grid, examples, ""));
    columns.add(LandscapePanel.Column.ofSample("data", grid, typical, ""));
    LandscapePanel.write(
        run.resolve(GenerationRecord.EXAMPLES),
        "a short chain as a generator",
        List.of(new LandscapePanel.Row("", grid, columns)));
  }

  /** @param points of all paths, (paths, ...) each */
  void paths(List<FloatArray> points) {
    List<ImageStrips.Row> rows = new ArrayList<>();
    for (int path = 0; path < points.get(0).rows(); path++) {
      int row = path;
      FloatArray one =
          FloatArray.concat(points.stream().map(all -> all.slice(row, row + 1)).toList());
      rows.addAll(portraits.rows("path " + (path + 1), one, 1));
    }
    strips(GenerationRecord.PATHS, "From noise to noise on the sphere, a row each", rows);
  }

  void reconstructions(FloatArray held, FloatArray made, FloatArray nearest) {
    List<ImageStrips.Row> rows = new ArrayList<>();
    rows.addAll(portraits.rows("held out", held, 1));
    rows.addAll(portraits.rows("reconstructed", made, 1));
    rows.addAll(portraits.rows("nearest of 100", nearest, 1));
    strips(GenerationRecord.RECONSTRUCTIONS, "The noise behind held-out examples", rows);
  }

  private void strips(String file, String title, List<ImageStrips.Row> rows) {
    if (!rows.isEmpty() && portraits.possible()) {
      String whole = title + portraits.words().map(words -> "; " + words).orElse("");
      new ImageStrips(whole, List.of(), rows, portraits.scale()).write(run.resolve(file));
    }
  }
}
