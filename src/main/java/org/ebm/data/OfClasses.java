package org.ebm.data;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.config.KindName;

/** Of a set with classes, some: to hold a digit out of learning, and to ask of it afterwards. Labels stay what they were. */
@Kind("of_classes")
public record OfClasses(
    @Key("the set, one that has classes") Dataset of,

    @Key(value = "labels that are kept, counted from 0", range = ">= 0")
    List<Integer> keep)
    implements Dataset {
  public OfClasses {
    keep = List.copyOf(keep);
    if (keep.isEmpty()) {
      throw new ConfigException("keep", "must name at least one class, got []");
    }
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Space space() {
    return of.space();
  }

  @Override
  public Optional<Shape> imageShape() {
    return of.imageShape();
  }

  @Override
  public Examples open() {
    Examples all = of.open();
    return all.ofClasses(keep)
        .orElseThrow(
            () -> new ConfigException(
                "data.of_classes.keep",
                "names none of the classes of " + KindName.of(of.getClass())
                    + ", or that set has no classes, got " + keep
                    + "; choose glyphs, mnist, cifar10 or a folder with a folder for each class, and labels that it has"));
  }

  @Override
  public Optional<Dataset> heldOut() {
    return of.heldOut().map(other -> new OfClasses(other, keep));
  }

  @Override
  public Dataset divided() {
    return new OfClasses(of.divided(), keep);
  }
}
