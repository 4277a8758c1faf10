package org.ebm.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Energy;
import org.ebm.energy.Filter;
import org.ebm.energy.Frame;
import org.ebm.energy.FrameHistograms;
import org.ebm.energy.ModelDirectory;
import org.ebm.files.Folders;
import org.ebm.files.Npz;
import org.ebm.report.FilterFigure;
import org.ebm.report.Series;
import org.ebm.sampler.UniformStart;

/** The filters of a frame that learning has given potentials, and how often each responds how much: in data, in noise, in the last short-run samples. */
final class FramePicture {
  private static final int MOST = 12;

  private FramePicture() {}

  /** Draws plots/filters.png of a run whose model is a frame, or holds one; empty for any other, and before any filter was taken or drawn from. */
  static Optional<Path> draw(Path run) {
    if (!Files.isRegularFile(run.resolve("model/energy.yaml"))) {
      return Optional.empty();
    }
    ModelDirectory.Contents learned = ModelDirectory.load(run.resolve("model"));
    Optional<Frame> frame = in(learned.energy());
    Optional<Map<String, FloatArray>> last = lastSamples(run);
    if (frame.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> taken = taken(frame.get(), potentials(learned));
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Path png = run.resolve("plots/filters.png");
    int shown = Math.min(MOST, taken.size());
    String title = (taken.size() > shown ? "The first " + shown + " of " : "")
        + Counted.of(taken.size(), "filter") + " of " + frame.get().kernels().size()
        + ", and their responses";
    FilterFigure.write(png, title, panels(frame.get(), taken.subList(0, shown), last.get()));
    return Optional.of(png);
  }

  private static Optional<Frame> in(Energy energy) {
    return energy instanceof Frame frame
        ? Optional.of(frame)
        : energy.parts().values().stream().flatMap(part -> in(part).stream()).findFirst();
  }

  private static FloatArray potentials(ModelDirectory.Contents learned) {
    return learned.weights().arrays().entrySet().stream()
        .filter(array -> array.getKey().endsWith(Frame.POTENTIALS))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** Filters with a potential that is not 0, those with the strongest potentials first. */
  private static List<Integer> taken(Frame frame, FloatArray potentials) {
    int numbers = frame.rowsPerFilter() * frame.bins();
    double[] sizes = new double[frame.kernels().size()];
    for (int i = 0; i < potentials.values().length; i++) {
      sizes[i / numbers] += Math.abs(potentials.values()[i]);
    }
    return IntStream.range(0, sizes.length)
        .filter(k -> sizes[k] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -sizes[k]))
        .toList();
  }

  private static Optional<Map<String, FloatArray>> lastSamples(Path run) {
    return Folders.list(run.resolve("samples")).stream()
        .filter(file -> String.valueOf(file.getFileName()).matches("short-\\d+\\.npz"))
        .max(Comparator.comparing(file -> String.valueOf(file.getFileName())))
        .map(Npz::read)
        .filter(arrays -> arrays.containsKey("data") && arrays.containsKey("short_run"));
  }

  private static List<FilterFigure.Panel> panels(
      Frame frame, List<Integer> filters, Map<String, FloatArray> last) {
    FloatArray data = java.util.Objects.requireNonNull(last.get("data"));
    Map<String, double[][]> sets = new LinkedHashMap<>();
    sets.put("data", FrameHistograms.of(frame, data));
    sets.put(
        "uniform noise",
        FrameHistograms.of(
            frame, new UniformStart(1).noise(frame.space(), data.rows(), RandomKey.ofSeed(0))));
    sets.put(
        "samples",
        FrameHistograms.of(frame, java.util.Objects.requireNonNull(last.get("short_run"))));
    List<FilterFigure.Panel> panels = new ArrayList<>();
    for (int filter : filters) {
      Filter.Kernel kernel = frame.kernels().get(filter);
      double[] middles = IntStream.range(0, frame.bins())
          .mapToDouble(bin -> frame.middle(kernel, bin))
          .toArray();
      List<Series> curves = new ArrayList<>();
      sets.forEach((name, shares) -> curves.add(new Series(name, middles, shares[filter])));
      panels.add(new FilterFigure.Panel(kernel.name(), picture(kernel), curves));
    }
    return panels;
  }

  /** From -1 to 1, the largest weight at an end. */
  private static FloatArray picture(Filter.Kernel kernel) {
    int height = kernel.weights().length;
    int width = kernel.weights()[0].length;
    double largest = 0;
    for (double[] row : kernel.weights()) {
      for (double weight : row) {
        largest = Math.max(largest, Math.abs(weight));
      }
    }
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (kernel.weights()[i / width][i % width] / largest);
    }
    return new FloatArray(new int[] {1, 1, height, width}, pixels);
  }
}
