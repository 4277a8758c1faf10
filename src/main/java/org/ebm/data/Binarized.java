package org.ebm.data;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Another data set with each number replaced by one of two values: what energies of spins and bits learn. */
@Kind("binarized")
public record Binarized(
    @Key("the data set") Dataset of,

    @Key(
        value =
            "numbers above it become the higher value, all others the lower; pixels are from -1 to 1",
        byDefault = "0.0")
    double threshold,

    @Key(value = "spin: -1 and 1; bit: 0 and 1", byDefault = "bit")
    Values values)
    implements Dataset {
  /** Which two. */
  public enum Values {
    SPIN,
    BIT
  }

  private Support support() {
    return values == Values.SPIN ? Support.SPIN : Support.BIT;
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Space space() {
    return new Space(shape(), of.space().layout(), support());
  }

  @Override
  public Examples open() {
    Examples whole = of.open();
    return new ElementWise(
        whole,
        space(),
        number -> number > threshold ? support().high() : support().low(),
        "Binarized[of=" + whole.fingerprint() + ", threshold=" + threshold + ", values=" + support()
            + "]");
  }

  @Override
  public Optional<Dataset> heldOut() {
    return of.heldOut().map(held -> new Binarized(held, threshold, values));
  }

  @Override
  public Dataset divided() {
    return new Binarized(of.divided(), threshold, values);
  }
}
