package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Pictures;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.Sha256;

/** A x = x where it is seen, 0 elsewhere. */
@Kind("mask")
public record Mask(
    @Key(
        value =
            "which elements are seen: a picture, white where they are, or a .npy of 0 and 1; one for all channels will do",
        byDefault = "none")
    Optional<Path> file,

    @Key(
        value =
            "in place of a file: this share of the picture, a rectangle in its middle, is not seen",
        range = "> 0, < 1",
        byDefault = "none")
    Optional<Double> hole,

    @Key(
        value =
            "in place of a file: this share of the elements, drawn at random, is not seen; all channels of a pixel, all coordinates of a point",
        range = "> 0, < 1",
        byDefault = "none")
    Optional<Double> missing,

    @Key(value = "which ones are missing; not the seed of the run", byDefault = "0")
    long seed)
    implements Operator {
  public Mask {
    if (Stream.of(file, hole, missing).filter(Optional::isPresent).count() != 1) {
      throw new ConfigException("", "must have one of file, hole and missing");
    }
  }

  /** That of a file. */
  public Mask(Path file) {
    this(Optional.of(file), Optional.empty(), Optional.empty(), 0);
  }

  @Override
  public Opened open(Space of) {
    Shape places = places(of);
    float[] seen = file.map(path -> read(path, of.shape(), places))
        .orElseGet(() -> hole.map(share -> around(share, places)).orElseGet(() -> drawn(places)));
    FloatArray all = ofAllChannels(seen, of, places);
    requireBoth(all.values());
    return Opened.of(
            of.shape(),
            "Mask",
            "return torch.mul(x, self.mask)",
            "return torch.mul(r, self.mask)",
            Optional.of("return torch.mul(r, self.mask)"))
        .holding(
            Map.of("mask", new FloatArray(of.shape().batch(1), all.values())),
            file.map(path -> Map.of(path.toString(), Sha256.hex(path))).orElse(Map.of()))
        .seeing(all);
  }

  /** What is seen or not as a whole: pixels, points of a set, else elements. */
  private static Shape places(Space of) {
    List<Integer> sizes = of.shape().sizes();
    return switch (of.layout()) {
      case POINT -> of.shape();
      case IMAGE, VIDEO, VOLUME -> new Shape(sizes.subList(1, sizes.size()));
      case POINT_SET -> new Shape(sizes.subList(0, 1));
    };
  }

  private static FloatArray ofAllChannels(float[] seen, Space of, Shape places) {
    float[] all = new float[of.shape().elements()];
    boolean whole = seen.length == all.length;
    boolean lastAxis = of.shape().rank() > 0 && of.shape().size(0) == places.size(0);
    int each = all.length / seen.length;
    for (int i = 0; i < all.length; i++) {
      // channels come first, the coordinates of a point last
      all[i] = whole ? seen[i] : lastAxis ? seen[i / each] : seen[i % seen.length];
    }
    return new FloatArray(of.shape().sizes().stream().mapToInt(s -> s).toArray(), all);
  }

  private static float[] read(Path path, Shape shape, Shape places) {
    if (!Files.isRegularFile(path)) {
      throw new ConfigException(
          "mask.file", path + ": " + NoFile.reason(path) + "; give a picture or a .npy file");
    }
    boolean numbers = path.toString().endsWith(".npy");
    FloatArray mask = numbers ? Npy.read(path) : Pictures.read(path, 1);
    int size = mask.values().length;
    boolean fits = sizes(mask).equals(places.sizes()) || sizes(mask).equals(shape.sizes());
    if (!fits) {
      throw new ConfigException(
          "mask.file",
          path + ": must be of the size of x, " + shape + " or, for all channels, " + places
              + ", got " + sizes(mask) + "; cut or scale it");
    }
    float[] seen = new float[size];
    for (int i = 0; i < size; i++) {
      float value = mask.values()[i];
      float low = numbers ? 0 : -1;
      if (value != low && value != 1) {
        throw EbmException.damaged(
            path,
            "is no mask: " + (numbers ? "must be 0 or 1" : "must be black or white") + ", got "
                + (numbers ? value : "grey " + Math.round((value + 1) * 127.5f)) + " at element "
                + i
                + "; save it without smoothing, as PNG");
      }
      seen[i] = value == 1 ? 1 : 0;
    }
    return seen;
  }

  /** Without the axis of the one channel that a picture was read with. */
  private static List<Integer> sizes(FloatArray mask) {
    List<Integer> sizes = Arrays.stream(mask.shape()).boxed().toList();
    return sizes.size() == 3 && sizes.get(0) == 1 ? sizes.subList(1, 3) : sizes;
  }

  /** A box whose sides are the same part of each side, as near as whole elements come. */
  private static float[] around(double share, Shape places) {
    double side = Math.pow(share, 1.0 / places.rank());
    float[] seen = new float[places.elements()];
    for (int i = 0; i < seen.length; i++) {
      int rest = i;
      boolean inside = true;
      for (int axis = places.rank() - 1; axis >= 0; axis--) {
        int size = places.size(axis);
        int hidden = (int) Math.round(side * size);
        int at = rest % size;
        int from = (size - hidden) / 2;
        inside &= at >= from && at < from + hidden;
        rest /= size;
      }
      seen[i] = inside ? 0 : 1;
    }
    return seen;
  }

  private float[] drawn(Shape places) {
    int count = places.elements();
    int hidden = (int) Math.round(missing.orElseThrow() * count);
    int[] order = PermutationSampler.natural(count);
    PermutationSampler.shuffle(RandomKey.ofSeed(seed).fold("mask").generator(), order);
    float[] seen = new float[count];
    for (int i = hidden; i < count; i++) {
      seen[order[i]] = 1;
    }
    return seen;
  }

  private static void requireBoth(float[] mask) {
    int seen = 0;
    for (float value : mask) {
      seen += value == 1 ? 1 : 0;
    }
    if (seen == 0 || seen == mask.length) {
      throw new ConfigException(
          "mask",
          seen == 0
              ? "must leave something to see, all of the " + mask.length + " elements are hidden"
              : "must hide something, all of the " + mask.length
                  + " elements are seen, so there is nothing to restore");
    }
  }
}
