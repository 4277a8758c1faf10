package org.ebm.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.files.Csv;
import org.ebm.files.NpyRowReader;
import org.ebm.sampler.Sampler;

/** The growing files of all shards of a run, read row by row from their beginnings: states.npy may be larger than memory. */
final class ShardFiles implements AutoCloseable {
  private final List<Part> parts = new ArrayList<>();

  private record Part(
      double[] steps,
      double[] nonFinite,
      List<NpyRowReader> ofChains,
      List<NpyRowReader> states,
      List<NpyRowReader> coordinates) {}

  private ShardFiles() {}

  /**
   * Opens them; damaged if they have not all the same number of rows.
   *
   * @param folders of the shards, in order
   * @param names those with a row of one number per chain
   * @param kept whether there are states
   */
  static ShardFiles open(List<Path> folders, List<String> names, boolean kept) {
    ShardFiles files = new ShardFiles();
    boolean opened = false;
    try {
      for (Path folder : folders) {
        files.add(folder, names, kept);
      }
      opened = true;
      return files;
    } finally {
      if (!opened) {
        files.close();
      }
    }
  }

  private void add(Path folder, List<String> names, boolean kept) {
    Csv trace = Csv.read(folder.resolve(Trace.CSV));
    List<NpyRowReader> readers = new ArrayList<>();
    List<NpyRowReader> states = new ArrayList<>();
    List<NpyRowReader> coordinates = new ArrayList<>();
    Part part =
        new Part(trace.column("step"), trace.column("non_finite"), readers, states, coordinates);
    parts.add(part);
    // shards of an older ebm have none
    if (Files.isRegularFile(folder.resolve(Trace.COORDINATES))) {
      coordinates.add(NpyRowReader.open(folder.resolve(Trace.COORDINATES)));
      requireRows(folder.resolve(Trace.COORDINATES), coordinates.get(0).rows(), rows());
    }
    for (String name : names) {
      readers.add(NpyRowReader.open(folder.resolve(name)));
      requireRows(folder.resolve(name), readers.get(readers.size() - 1).rows(), rows());
    }
    if (kept) {
      states.add(NpyRowReader.open(folder.resolve(Trace.STATES)));
      requireRows(folder.resolve(Trace.STATES), states.get(0).rows(), draws());
    }
  }

  private static void requireRows(Path file, int rows, int expected) {
    if (rows != expected) {
      throw EbmException.damaged(file, "has " + rows + " rows, where " + expected + " were due");
    }
  }

  /** Rows of the trace. */
  int rows() {
    return parts.get(0).steps().length;
  }

  /** Rows of kept states. */
  int draws() {
    return parts.get(0).states().isEmpty() ? 0 : parts.get(0).states().get(0).rows();
  }

  /**
   * The next row of the trace.
   *
   * @param index its number
   */
  TraceRow row(int index, Sampler sampler) {
    return TraceRow.merged(parts.stream()
        .map(part -> new TraceRow(
            (long) part.steps()[index],
            sampler,
            part.ofChains().stream().map(NpyRowReader::next).toList(),
            (int) part.nonFinite()[index]))
        .toList());
  }

  /** The next row of kept states. */
  float[] states() {
    return FloatArray.concat(parts.stream()
            .map(part -> FloatArray.of(part.states().get(0).next()))
            .toList())
        .values();
  }

  /** Whether all shards have the numbers that chains are followed by. */
  boolean haveCoordinates() {
    return parts.stream().noneMatch(part -> part.coordinates().isEmpty());
  }

  /** The next row of them. */
  float[] coordinates() {
    return FloatArray.concat(parts.stream()
            .map(part -> FloatArray.of(part.coordinates().get(0).next()))
            .toList())
        .values();
  }

  @Override
  public void close() {
    for (Part part : parts) {
      part.ofChains().forEach(NpyRowReader::close);
      part.states().forEach(NpyRowReader::close);
      part.coordinates().forEach(NpyRowReader::close);
    }
  }
}
