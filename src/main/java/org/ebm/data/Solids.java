package org.ebm.data;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Bodies within the unit ball, drawn here and needing no download: box, sphere, cylinder, cone and torus of random proportions, upright and turned about the vertical. As points: drawn uniformly from the
 * surface, (x, y, z) with z upwards. As voxels: 1 where the middle of a cell of [-1, 1]^3 is inside and 0 elsewhere, less the mean of the kind, (1, depth, height, width) with height from the top. Example i is
 * of class i modulo the number of forms and depends on seed and i only, so a smaller set is the beginning of a larger one.
 */
@Kind("solids")
public record Solids(
    @Key(value = "points of the surface, or voxels", byDefault = "points")
    As as,

    @Key(value = "points of each set", range = ">= 1, <= 100000", byDefault = "256")
    int points,

    @Key(value = "cells along each axis, of voxels", range = ">= 4, <= 128", byDefault = "16")
    int size,

    @Key(
        value = "which ones, in the order of their labels: box, sphere, cylinder, cone, torus",
        byDefault = "[box, sphere, cylinder, cone, torus]")
    List<Form> forms,

    @Key(value = "number of different bodies", range = ">= 1, <= 1000000", byDefault = "2000")
    int count,

    @Key(
        value = "sd of the noise added at each draw; bodies span 2, voxels 1",
        range = ">= 0",
        byDefault = "0")
    double noise,

    @Key(value = "which bodies; not the seed of the run", byDefault = "0")
    long seed)
    implements Dataset {
  /** How a body is given. */
  public enum As {
    POINTS,
    VOXELS
  }

  /** Kinds of bodies. */
  public enum Form {
    BOX,
    SPHERE,
    CYLINDER,
    CONE,
    TORUS
  }

  /** Bodies that the mean of a kind is taken over, the same for every seed. */
  private static final int FOR_MEAN = 1000;

  private static final int FOR_MEAN_SIZE = 16;

  public Solids {
    forms = List.copyOf(forms);
    if (forms.isEmpty()) {
      throw new ConfigException("forms", "must name at least one form, got []");
    }
  }

  @Override
  public Shape shape() {
    return as == As.POINTS ? Shape.of(points, 3) : Shape.of(1, size, size, size);
  }

  @Override
  public Space space() {
    return Space.real(shape(), as == As.POINTS ? Layout.POINT_SET : Layout.VOLUME);
  }

  @Override
  public Examples open() {
    FloatArray all = FloatArray.zeros(shape(), count);
    fill(all, seed);
    if (as == As.VOXELS) {
      float mean = (float) mean();
      for (int i = 0; i < all.values().length; i++) {
        all.values()[i] -= mean;
      }
    }
    return new NumberPool(
        space(),
        all,
        Optional.of(IntStream.range(0, count).map(i -> i % forms.size()).toArray()),
        new PixelNoise(noise),
        Fingerprint.ofText(identity()),
        List.of());
  }

  /** By which runs know their data; never changes. */
  String identity() {
    String names = forms.stream()
        .map(form -> form.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
    String sizes = as == As.POINTS ? "points=" + points : "voxels=" + size;
    return "Solids[" + sizes + ", forms=[" + names + "], count=" + count + ", noise=" + noise
        + ", seed=" + seed + "]";
  }

  @Override
  public Optional<Dataset> heldOut() {
    return Optional.of(new Solids(as, points, size, forms, count, noise, seed + 1));
  }

  private void fill(FloatArray all, long which) {
    RandomKey key = RandomKey.ofSeed(which).fold("solids");
    IntStream.range(0, all.rows()).parallel().forEach(i -> {
      Dice dice = Dice.of(key.fold(i));
      Solid solid = Solid.draw(forms.get(i % forms.size()), dice);
      int from = i * all.rowElements();
      if (as == As.POINTS) {
        surface(solid, dice, all.values(), from);
      } else {
        voxels(solid, all.values(), from);
      }
    });
  }

  private void surface(Solid solid, Dice dice, float[] values, int from) {
    for (int point = 0; point < points; point++) {
      double[] at = solid.surface(dice);
      for (int axis = 0; axis < 3; axis++) {
        values[from + 3 * point + axis] = (float) at[axis];
      }
    }
  }

  private void voxels(Solid solid, float[] values, int from) {
    for (int cell = 0; cell < size * size * size; cell++) {
      double y = middle(cell / (size * size));
      double z = -middle(cell / size % size);
      double x = middle(cell % size);
      values[from + cell] = solid.holds(x, y, z) ? 1 : 0;
    }
  }

  private double middle(int cell) {
    return (2.0 * cell + 1) / size - 1;
  }

  /** Share of full cells among many bodies, in a coarse grid: the held-out ones must lose the same number as those that are learned. */
  private double mean() {
    Solids coarse = new Solids(As.VOXELS, points, FOR_MEAN_SIZE, forms, FOR_MEAN, 0, 0);
    FloatArray many = FloatArray.zeros(coarse.shape(), FOR_MEAN);
    coarse.fill(many, 0);
    return IntStream.range(0, many.values().length)
            .mapToDouble(i -> many.values()[i])
            .sum()
        / many.values().length;
  }
}
