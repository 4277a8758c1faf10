package org.ebm.energy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Batch;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.data.Pairing;
import org.ebm.network.Condition;

/** The images of the first examples of a paired data set. */
@Kind("data")
public record ImagesOfData(
    @Key("a paired data set, such as what was held out of learning")
    Dataset of,

    @Key(
        value = "m, how many of its images; the chains are a multiple of them",
        range = ">= 1, <= 1000000",
        byDefault = "8")
    int examples)
    implements GivenImages {
  @Override
  public Opened open(Condition condition) {
    Examples set = of.open();
    Pairing pairing = set.pairing()
        .orElseThrow(() -> new ConfigException(
            "image.data.of",
            "comes without images; give a paired set: {paired: {of: ..., image: ...}}"));
    Batch first = set.firstTold(examples);
    FloatArray images = first.images().orElseThrow();
    if (!Arrays.equals(images.shape(), condition.shape().batch(examples))) {
      throw new ConfigException(
          "image.data",
          "must give " + Counted.of(examples, "image") + " of shape " + condition.shape()
              + ", gives " + images
              + "; take fewer examples, or the pairs that the energy learned");
    }
    Pairs pairs = new Pairs(
        first.examples(),
        pairing.shown(images, set.shape()),
        pairing.guess(images, Pairing.mean(set)),
        pairing.open(images, set.shape()));
    return new Opened(images, Optional.of(pairs), Map.of("images", set.fingerprint()));
  }
}
