package org.ebm.sampler;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/**
 * Chains start at transformed pictures: other starts, cut, shifted, mirrored, recoloured and blurred at random, so that chains of a bank go from mode to mode. For learning and for making samples only: such a
 * move leaves no law as it is, so a diagnosis takes the starts without it. What is not given is not done.
 * <p>Source: Du et al. (2021), ICML, section 3.3.
 */
@Kind("augmented")
public record Augmented(
    @Key("the starts that are transformed") Init init,

    @Key(
        value =
            "[least, most] share of the picture's area that is kept: a random window of an aspect ratio of 3/4 to 4/3, stretched to the full size; not given: all of it",
        range = "> 0, <= 1")
    Optional<List<Double>> crop,

    @Key(value = "most pixels of a random shift, borders repeated", range = ">= 0", byDefault = "0")
    int shift,

    @Key(
        value = "probability of a mirror image, left to right; of digits it makes another digit",
        range = ">= 0, <= 1",
        byDefault = "0.0")
    double flip,

    @Key("random colours, of pictures of three channels; not given: none")
    Optional<ColorJitter> color,

    @Key(
        value = "probability of losing the colours, of pictures of three channels",
        range = ">= 0, <= 1",
        byDefault = "0.0")
    double gray,

    @Key("random blur; not given: none") Optional<Blur> blur)
    implements Init {
  public Augmented {
    if (init instanceof Augmented) {
      throw new ConfigException(
          "init", "is transformed starts of transformed starts; write one augmented with all keys");
    }
    List<Double> share = crop.orElse(List.of(1.0, 1.0));
    if (share.size() != 2 || share.get(0) > share.get(1)) {
      throw new ConfigException(
          "crop", "must be [least, most] share of the area, such as [0.8, 1], got " + share);
    }
  }

  @Override
  public Init plain() {
    return init;
  }

  @Override
  public boolean keepsChains() {
    return init.keepsChains();
  }

  @Override
  public int most() {
    return init.most();
  }

  @Override
  public boolean isFromData() {
    return init.isFromData();
  }

  @Override
  public void requireFitForLabels() {
    init.requireFitForLabels();
  }

  @Override
  public void requireFit(Space space) {
    Transformation.of(this, space.shape());
    init.requireFit(space);
  }

  @Override
  public Init beside(Path model) {
    return new Augmented(init.beside(model), crop, shift, flip, color, gray, blur);
  }

  @Override
  public Map<String, String> fingerprints() {
    return init.fingerprints();
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    Transformation transformation = Transformation.of(this, space.shape());
    Starts starts = init.open(space, units, data, key);
    return new Starts() {
      private Draw transformed(Draw draw, RandomKey key) {
        FloatArray pictures = transformation.of(draw.position(), key.fold("augmented"));
        return new Draw(pictures, draw.rows());
      }

      @Override
      public Draw draw(int n, RandomKey key) {
        return transformed(starts.draw(n, key), key);
      }

      @Override
      public Draw draw(int[] labels, int classes, RandomKey key) {
        return transformed(starts.draw(labels, classes, key), key);
      }

      @Override
      public int limit() {
        return starts.limit();
      }

      @Override
      public void store(Draw start, FloatArray end) {
        starts.store(start, end);
      }

      @Override
      public Map<String, FloatArray> state() {
        return starts.state();
      }

      @Override
      public void restore(Map<String, FloatArray> state) {
        starts.restore(state);
      }
    };
  }
}
