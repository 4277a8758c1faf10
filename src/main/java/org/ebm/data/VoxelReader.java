package org.ebm.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.Sha256;

/**
 * Volumes as they are in files, in the wanted grid.
 *
 * @param volumes (n, 1, size, size, size) of 0 and 1
 */
record VoxelReader(
    FloatArray volumes, Optional<int[]> labels, String fingerprint, List<String> remarks) {
  private static final LabelledArray.Wanted WANTED = new LabelledArray.Wanted(
      "voxels", 4, "volumes (n, depth, height, width)", "a folder of .binvox files");

  /** Of every .binvox file, in sorted order; one sub-folder is one class. */
  static VoxelReader ofFolder(Path folder, int size) {
    PictureFiles found = PictureFiles.in(folder, Set.of(".binvox"));
    List<Path> files = found.pictures();
    if (files.isEmpty()) {
      throw Damage.missing(
          folder, "has no .binvox file in it or below", "correct data.voxels.file");
    }
    FloatArray volumes = FloatArray.zeros(Shape.of(1, size, size, size), files.size());
    for (int i = 0; i < files.size(); i++) {
      BinvoxFile grid = BinvoxFile.read(files.get(i));
      coarsen(files.get(i), grid.cells(), 0, grid.size(), volumes, i);
    }
    List<Path> parents = files.stream().map(Path::getParent).toList();
    List<Path> classes = new ArrayList<>(new TreeSet<>(parents));
    return new VoxelReader(
        volumes,
        classes.size() == 1
            ? Optional.empty()
            : Optional.of(parents.stream().mapToInt(classes::indexOf).toArray()),
        Fingerprint.ofFiles(folder, files),
        found.passedOver().isEmpty()
            ? List.of()
            : List.of(folder + ": " + Counted.of(files.size(), "file")
                + " read (.binvox); passed over are " + found.passedOver()));
  }

  /** Of a .npy, or of one array of a .npz, which may have labels beside it. */
  static VoxelReader ofArray(Path file, Optional<String> name, int size) {
    LabelledArray read = LabelledArray.read(file, name, WANTED);
    float[] values = read.values().values();
    int[] shape = read.values().shape();
    if (shape[1] != shape[2] || shape[1] != shape[3]) {
      throw LabelledArray.misfit(file, read.values(), WANTED);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && values[i] != 1) {
        throw EbmException.damaged(
            file,
            "cells must be 0 (empty) or 1 (full), got " + values[i] + " in volume "
                + i / read.values().rowElements() + " (the first is 0)");
      }
    }
    FloatArray volumes = FloatArray.zeros(Shape.of(1, size, size, size), shape[0]);
    for (int i = 0; i < shape[0]; i++) {
      coarsen(file, values, i * read.values().rowElements(), shape[1], volumes, i);
    }
    return new VoxelReader(volumes, read.labels(), Sha256.hex(file), List.of());
  }

  /** Blocks of the finer grid, of which half or more is full. */
  private static void coarsen(
      Path file, float[] cells, int from, int fine, FloatArray volumes, int row) {
    int size = volumes.shape()[2];
    if (fine % size != 0) {
      throw EbmException.damaged(
          file,
          "has " + fine + " cells along each axis, which is no multiple of " + size
              + "; set data.voxels.size to a divisor, and the network's input");
    }
    int block = fine / size;
    int[] full = new int[size * size * size];
    for (int cell = 0; cell < fine * fine * fine; cell++) {
      int coarse = (cell / (fine * fine) / block * size + cell / fine % fine / block) * size
          + cell % fine / block;
      full[coarse] += cells[from + cell] > 0 ? 1 : 0;
    }
    for (int i = 0; i < full.length; i++) {
      volumes.values()[row * full.length + i] = 2 * full[i] >= block * block * block ? 1 : 0;
    }
  }
}
