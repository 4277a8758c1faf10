package org.ebm.energy;

import org.ebm.base.Shape;

/**
 * A hidden stage of an energy: what it works out of x on its way to U, and what may be read as features of x.
 *
 * @param layer its place in the configuration, counted from 0; 0 of an energy without layers
 * @param kind of the layer: {@code leaky_relu}; of hidden units: {@code hidden}
 * @param shape before it is pooled
 */
public record Stage(int layer, String kind, Shape shape) {
  /** One number over all positions of a channel. */
  public enum Pool {
    MEAN,
    MAX
  }

  /** Numbers that pooling leaves: channels, which come last in sets of points and first elsewhere. */
  public int width() {
    return shape.rank() == 2 ? shape.size(1) : shape.size(0);
  }

  /** An expression of the pooled stage, (n, width); a new array, since layers may overwrite what they read. */
  String pooled(String variable, Pool pool) {
    if (shape.rank() == 1) {
      return "torch.clone(" + variable + ")";
    }
    String positions = shape.rank() == 2 ? variable : "torch.flatten(" + variable + ", 2)";
    String axes = shape.rank() == 2 ? "[1]" : "[2]";
    return "torch." + (pool == Pool.MEAN ? "mean" : "amax") + "(" + positions + ", " + axes + ")";
  }
}
