package org.ebm.data;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Pictures in 8 grey levels, 0 to 7: pixels from -1 to 1 cut into as many equal parts. For energies whose pixels are drawn one by one. */
@Kind("grey_levels")
public record GreyLevels(
    @Key("the data set, of pictures without noise: pixels from -1 to 1")
    Dataset of) implements Dataset {
  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Space space() {
    return new Space(shape(), of.space().layout(), Support.GREY);
  }

  @Override
  public Examples open() {
    if (of.space().layout() != Layout.IMAGE || of.space().support() != Support.REAL) {
      throw new ConfigException(
          "data.grey_levels.of",
          "must be pictures, got " + of.space().support().words() + ", " + of.shape());
    }
    Examples whole = of.open();
    return new ElementWise(
        whole, space(), GreyLevels::level, "GreyLevels[of=" + whole.fingerprint() + "]");
  }

  private static double level(double pixel) {
    if (!(pixel >= -1 && pixel <= 1)) {
      throw new ConfigException(
          "data.grey_levels.of",
          "must have pixels from -1 to 1, got " + pixel + "; leave out its noise");
    }
    int levels = Support.GREY.numbers().length;
    return Math.min(levels - 1, Math.floor((pixel + 1) / 2 * levels));
  }

  @Override
  public Optional<Dataset> heldOut() {
    return of.heldOut().map(GreyLevels::new);
  }

  @Override
  public Dataset divided() {
    return new GreyLevels(of.divided());
  }
}
