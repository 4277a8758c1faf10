package org.ebm.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.energy.Stage;
import org.ebm.energy.Stages;
import org.ebm.script.Archive;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** Hidden stages of an energy, compiled: examples in, pooled activations out. */
public final class StageReader implements AutoCloseable {
  private static final int BLOCK = 250;

  private final Torch torch;
  private final Map<String, Program> programs = new LinkedHashMap<>();
  private final List<FeatureColumns> columns = new ArrayList<>();

  private StageReader(Torch torch) {
    this.torch = torch;
  }

  /**
   * Compiles it.
   *
   * @param parts of the energy, that have stages
   * @param layers those that are read; empty: all
   * @throws ConfigException if a layer is none of theirs, or there is no stage at all
   */
  public static StageReader open(
      List<Stages> parts, List<Integer> layers, Stage.Pool pool, Torch torch) {
    requireKnown(parts, layers);
    StageReader reader = new StageReader(torch);
    for (Stages part : parts) {
      List<Stage> read = read(part, layers);
      if (!read.isEmpty()) {
        reader.programs.put(
            part.place(),
            Program.load(Archive.write(part.reading(read, pool)), torch).inference());
        read.forEach(stage -> reader.columns.add(FeatureColumns.of(part.place(), stage)));
      }
    }
    return reader;
  }

  private static void requireKnown(List<Stages> parts, List<Integer> layers) {
    if (parts.isEmpty()) {
      throw new ConfigException(
          "energy",
          "has no hidden stages to read: it must hold a network or an rbm; of any energy there are the inputs: --sources inputs");
    }
    List<Integer> known = parts.stream()
        .flatMap(part -> part.of().stages().stream())
        .map(Stage::layer)
        .toList();
    for (int layer : layers) {
      if (!known.contains(layer)) {
        throw new ConfigException(
            "layers",
            "layer " + layer + " is no hidden stage of the energy; choose of "
                + parts.stream()
                    .flatMap(part -> part.of().stages().stream())
                    .map(stage -> stage.layer() + " (" + stage.kind() + ")")
                    .collect(Collectors.joining(", ")));
      }
    }
  }

  /** Those stages of a part that are read. */
  static List<Stage> read(Stages part, List<Integer> layers) {
    return part.of().stages().stream()
        .filter(stage -> layers.isEmpty() || layers.contains(stage.layer()))
        .toList();
  }

  /** What the columns are, from left to right. */
  public List<FeatureColumns> columns() {
    return columns;
  }

  /**
   * Features of examples, (n, columns).
   *
   * @param parts as it was opened with, or the same with other weights
   * @throws EbmException diverged if one is not finite
   */
  public FloatArray read(List<Stages> parts, FloatArray x) {
    int blocks = (x.rows() + BLOCK - 1) / BLOCK;
    FloatArray all = FloatArray.concat(torch.parallel(
        blocks, i -> block(parts, x.slice(i * BLOCK, Math.min(x.rows(), (i + 1) * BLOCK)))));
    if (!all.isFinite()) {
      throw new EbmException(
          ExitCode.DIVERGED,
          "features: an activation is not finite; are these the data of the model, and did its training end well?");
    }
    return all;
  }

  private FloatArray block(List<Stages> parts, FloatArray x) {
    List<FloatArray> found = new ArrayList<>();
    for (Stages part : parts) {
      Program program = programs.get(part.place());
      if (program != null) {
        found.addAll(program.call("read", part.weights().list(), part.conditions(), List.of(x)));
      }
    }
    return found.size() == 1 ? found.get(0) : besides(found);
  }

  /** Arrays of as many rows side by side. */
  private static FloatArray besides(List<FloatArray> parts) {
    int rows = parts.get(0).rows();
    int width = parts.stream().mapToInt(FloatArray::rowElements).sum();
    float[] all = new float[rows * width];
    int from = 0;
    for (FloatArray part : parts) {
      int own = part.rowElements();
      for (int row = 0; row < rows; row++) {
        System.arraycopy(part.values(), row * own, all, row * width + from, own);
      }
      from += own;
    }
    return new FloatArray(new int[] {rows, width}, all);
  }

  @Override
  public void close() {
    programs.values().forEach(Program::close);
  }
}
