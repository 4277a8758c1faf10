package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * A x = means over blocks of neighbours: what a coarser camera sees. Of pictures along height and width, of volumes along depth too, of a row of numbers along it. A^+ repeats a mean over its
 * block, so A^T is A^+ divided by the numbers of a block.
 */
@Kind("block_mean")
public record BlockMean(
    @Key(value = "side of a block; must divide every side of x", range = ">= 2")
    int factor) implements Operator {
  @Override
  public Opened open(Space of) {
    List<Integer> sizes = of.shape().sizes();
    int first = unaveraged(of);
    List<Integer> coarse = new ArrayList<>(sizes.subList(0, first));
    List<Integer> blocks = new ArrayList<>(coarse);
    List<Integer> single = new ArrayList<>(coarse);
    List<Integer> within = new ArrayList<>();
    int cells = 1;
    for (int size : sizes.subList(first, sizes.size())) {
      if (size % factor != 0) {
        throw new ConfigException(
            "block_mean.factor",
            "must divide every side of x, got " + factor + " for x of " + of.shape());
      }
      coarse.add(size / factor);
      blocks.addAll(List.of(size / factor, factor));
      single.addAll(List.of(size / factor, 1));
      within.add(blocks.size());
      cells *= factor;
    }
    String lift = "torch.reshape(torch.expand(torch.reshape(r, " + rows("r", single) + "), "
        + rows("r", blocks) + "), " + rows("r", sizes) + ")";
    return Opened.of(
        new Shape(coarse),
        "BlockMean",
        "return torch.mean(torch.reshape(x, " + rows("x", blocks) + "), " + within + ")",
        "return torch.div(" + lift + ", " + cells + ")",
        Optional.of("return " + lift));
  }

  /** Channels, and the frames of a video, are not neighbours of each other. */
  private static int unaveraged(Space of) {
    return switch (of.layout()) {
      case VIDEO -> 2;
      case IMAGE, VOLUME -> 1;
      case POINT -> of.shape().rank() > 2 ? 1 : 0;
      case POINT_SET ->
        throw new ConfigException(
            "block_mean",
            "the points of a set have no neighbours, got x of " + of.shape()
                + "; choose mask, identity or matrix");
    };
  }

  /** A list expression of sizes after those of a batch. */
  private static String rows(String of, List<Integer> sizes) {
    StringBuilder list = new StringBuilder("[torch.size(" + of + ", 0)");
    sizes.forEach(size -> list.append(", ").append(size));
    return list.append(']').toString();
  }
}
