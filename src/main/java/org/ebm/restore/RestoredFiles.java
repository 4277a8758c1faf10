package org.ebm.restore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.report.PictureFile;
import org.ebm.restore.Observations.Form;

/** The results of a restoration: numbers in restored.npz and draws.npy, and in restored/ what came in, restored, in its own form. */
record RestoredFiles(Path run) {
  /** Of elements that may have any sd, black is 0 and white this, data units. */
  private static final float WHITE_SD = 1;

  void write(Observations seen, Restored restored, float[] counts) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("mean", restored.mean());
    arrays.put("sd", restored.sd());
    arrays.put("q05", restored.low());
    arrays.put("q95", restored.high());
    arrays.put("map", restored.map());
    Npz.write(run.resolve("restored.npz"), arrays);
    FloatArray draws = drawsOf(restored);
    AtomicFile.write(run.resolve("draws.npy"), out -> Npy.write(out, draws));
    AtomicFile.write(
        run.resolve("restorations.csv"),
        table(seen, restored, counts).getBytes(StandardCharsets.UTF_8));
    if (seen.form() == Form.PICTURES) {
      pictures(seen, restored, arrays);
    } else {
      Folders.create(run.resolve("restored"));
      arrays.forEach((name, array) -> AtomicFile.write(
          run.resolve("restored").resolve(name + ".npy"), out -> Npy.write(out, array)));
    }
  }

  /** (observations, draws, shape...). */
  private static FloatArray drawsOf(Restored restored) {
    FloatArray all = FloatArray.concat(restored.draws());
    int[] shape = new int[all.shape().length + 1];
    shape[0] = restored.draws().size();
    shape[1] = restored.draws().get(0).rows();
    System.arraycopy(all.shape(), 1, shape, 2, shape.length - 2);
    return new FloatArray(shape, all.values());
  }

  private void pictures(Observations seen, Restored restored, Map<String, FloatArray> arrays) {
    Map<String, FloatArray> pictures = new LinkedHashMap<>(arrays);
    pictures.put("sd", shown(restored.sd(), WHITE_SD));
    for (int i = 0; i < 3; i++) {
      pictures.put("draw-" + (i + 1), restored.three().get(i));
    }
    for (int i = 0; i < seen.count(); i++) {
      Path of = run.resolve("restored").resolve(seen.names().get(i));
      Folders.create(of.resolveSibling(""));
      int index = i;
      pictures.forEach((name, images) -> PictureFile.write(
          of.resolveSibling(of.getFileName() + "-" + name + ".png"), images, index));
    }
  }

  /** An sd as grey, 0 black. */
  static FloatArray shown(FloatArray sd, float white) {
    float[] grey = new float[sd.values().length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = 2 * sd.values()[i] / white - 1;
    }
    return new FloatArray(sd.shape(), grey);
  }

  private static String table(Observations seen, Restored restored, float[] counts) {
    StringBuilder csv = new StringBuilder("observation,name,r_hat,width,coverage\n");
    for (int i = 0; i < seen.count(); i++) {
      int index = i;
      csv.append(i)
          .append(',')
          .append(quoted(seen.names().get(i)))
          .append(',')
          .append(restored.rHat()[i])
          .append(',')
          .append(restored.width(i, counts))
          .append(',')
          .append(seen.truth()
              .map(truth -> String.valueOf(restored.coverage(index, truth, counts)))
              .orElse(""))
          .append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String name) {
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }
}
