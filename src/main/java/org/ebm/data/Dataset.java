package org.ebm.data;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;

/**
 * What to learn from. A record of each kind describes it (its components are the YAML keys); {@link #open} reads or prepares it. Images are stored
 * in [-1, 1] as (channels, height, width).
 */
public sealed interface Dataset
    permits ArrayFile,
        BarsAndStripes,
        Binarized,
        Checkerboard,
        Cifar10,
        CorrelatedGaussians,
        Dequantized,
        MixtureDraws,
        Glyphs,
        GreyLevels,
        ImageFolder,
        Mnist,
        MovingBars,
        OfClasses,
        Paired,
        Pinwheel,
        PointSets,
        Rings,
        Solids,
        SwissRoll,
        Textures,
        TwoMoons,
        Video,
        Voxels {

  /** Of one example; known without opening anything. */
  Shape shape();

  /** Where examples live: as their shape says, unless a set knows better. */
  default Space space() {
    return Space.of(shape());
  }

  /** Shape of the image that comes with each example; empty where none does. */
  default Optional<Shape> imageShape() {
    return Optional.empty();
  }

  /**
   * Reads and scales the files, or prepares the sampler.
   *
   * @throws org.ebm.base.EbmException with exit 65 for a file that is not what it claims to be, with exit 78 for a folder or file that is not there
   */
  Examples open();

  /**
   * Data of the same law that learning does not see: what {@code hold_out} leaves out, the other split, other drawings, fresh draws. Empty if there are none: then whatever
   * a model is compared with is what it learned, and whoever compares has to say so.
   */
  Optional<Dataset> heldOut();

  /**
   * What an energy that learns it now is to take it as measured in; empty: as it is.
   *
   * @throws org.ebm.base.EbmException as from {@link #open}
   */
  default Optional<Units> units() {
    return Optional.empty();
  }

  /**
   * This set as a run learns it that begins now: a finite one is divided, one part in ten held out, unless it says itself how, has a split of its own, or has fewer than ten
   * examples. A run that was begun keeps to its own configuration.
   */
  default Dataset divided() {
    return this;
  }
}
