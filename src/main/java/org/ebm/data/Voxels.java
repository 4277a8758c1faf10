package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Volumes of cells that are empty or full: a .npy (n, depth, height, width) of 0 and 1, a .npz with such an array and, if it has one named labels, a class for each, or a folder of .binvox files, one sub-folder
 * one class. Handed out as 0 and 1 less the mean of all, as in Xie, Zheng, Gao, Wang, Zhu and Wu (2018), CVPR; one channel.
 */
@Kind("voxels")
public record Voxels(
    @Key(".npy or .npz file, or folder with .binvox files, or with one sub-folder per class")
    Path file,

    @Key(
        value =
            "cells along each axis; of grids finer by a whole factor, blocks of which half or more is full are full",
        range = ">= 2, <= 512")
    int size,

    @Key(value = "which array of a .npz; auto: its only one of four axes", byDefault = "auto")
    Optional<String> array,

    @Key(value = "sd added to each cell at each draw", range = ">= 0", byDefault = "0")
    double noise,

    @Key(value = HoldOut.HELP, range = ">= 0", byDefault = "none")
    Optional<Double> holdOut,

    @Key(
        value = "the examples that hold_out leaves out, in place of the others",
        byDefault = "false")
    boolean heldOutOnly)
    implements Dataset {
  public Voxels {
    HoldOut.require(holdOut);
  }

  @Override
  public Shape shape() {
    return Shape.of(1, size, size, size);
  }

  @Override
  public Space space() {
    return Space.real(shape(), Layout.VOLUME);
  }

  @Override
  public Examples open() {
    return read().part(holdOut, heldOutOnly);
  }

  /** The mean is that of all, held out or not: both parts must lose the same number. */
  private NumberPool read() {
    VoxelReader reader = Files.isDirectory(file)
        ? VoxelReader.ofFolder(file, size)
        : VoxelReader.ofArray(file, array, size);
    float[] values = reader.volumes().values();
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    float mean = (float) (sum / values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
    }
    return new NumberPool(
        space(),
        reader.volumes(),
        reader.labels(),
        new PixelNoise(noise),
        reader.fingerprint(),
        reader.remarks());
  }

  @Override
  public Optional<Dataset> heldOut() {
    return HoldOut.isUsed(holdOut) ? Optional.of(holding(holdOut, true)) : Optional.empty();
  }

  @Override
  public Dataset divided() {
    return holdOut.isEmpty()
        ? HoldOut.usual(OptionalLong.of(read().all().rows()))
            .<Dataset>map(usual -> holding(Optional.of(usual), false))
            .orElse(this)
        : this;
  }

  private Voxels holding(Optional<Double> part, boolean only) {
    return new Voxels(file, size, array, noise, part, only);
  }
}
