package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.NoFile;
import org.ebm.files.Sha256;

/**
 * Crops of one picture that looks alike everywhere, at every place with the same probability: the picture of a PNG or JPEG file, of which the lower part is held out, or one that is made here, of which another
 * is.
 */
@Kind("textures")
public record Textures(
    @Key("PNG or JPEG file; not given: one is made") Optional<Path> picture,

    @Key(
        value = "which texture is made where there is no picture: stripes or spots, on a torus",
        byDefault = "stripes")
    Made made,

    @Key(value = "height and width of a crop, pixels", range = ">= 4, <= 1024", byDefault = "32")
    int size,

    @Key(
        value = "3 for colour, 1 for grey (0.299 R + 0.587 G + 0.114 B)",
        range = ">= 1, <= 3",
        byDefault = "3")
    int channels,

    @Key(
        value =
            "the central square of the picture is resized to so many pixels; none: all of it as it is",
        range = ">= 4, <= 4096",
        byDefault = "none")
    Optional<Integer> resize,

    @Key(
        value =
            "inside: crops lie within the picture; mirrored or torus: they reach beyond its border, where it is mirrored or comes in again",
        byDefault = "inside")
    Border border,

    @Key(
        value = "share of the picture's height that is kept out of learning, at the bottom",
        range = ">= 0, < 1",
        byDefault = "0.25")
    double holdOut,

    @Key(value = "the part that hold_out leaves out, in place of the other", byDefault = "false")
    boolean heldOutOnly,

    @Key(
        value = "sd of the noise added at each draw; pixels span 2",
        range = ">= 0",
        byDefault = "0")
    double noise,

    @Key(value = "which made texture; not the seed of the run", byDefault = "0")
    long seed)
    implements Dataset {
  /** Textures that need no file. */
  public enum Made {
    STRIPES,
    SPOTS
  }

  /** What is beyond the border of the picture. */
  public enum Border {
    INSIDE,
    MIRRORED,
    TORUS
  }

  public Textures {
    if (channels != 1 && channels != 3) {
      throw new ConfigException("channels", "got " + channels + "; allowed: 1, 3");
    }
  }

  @Override
  public Shape shape() {
    return Shape.of(channels, size, size);
  }

  @Override
  public Examples open() {
    if (picture.isEmpty()) {
      Texture texture =
          Texture.make(made, channels, RandomKey.ofSeed(seed).fold("textures").fold(name()));
      return new TextureCrops(
          texture,
          size,
          Border.TORUS,
          new PixelNoise(noise),
          Fingerprint.ofText(identity()),
          List.of());
    }
    Path file = picture.get();
    if (!Files.isRegularFile(file)) {
      throw new EbmException(
          ExitCode.CONFIG,
          "data.textures.picture: " + file + ": " + NoFile.reason(file)
              + "; give a PNG or JPEG file");
    }
    Texture whole = Texture.of(ImageFile.read(file, channels), resize.orElse(0));
    int cut = whole.height() - (int) Math.round(holdOut * whole.height());
    Texture part = heldOutOnly ? whole.rows(cut, whole.height()) : whole.rows(0, cut);
    requireRoom(file, part);
    List<String> remarks = heldOutOnly || holdOut == 0
        ? List.of()
        : List.of("data: the upper " + cut + " of " + whole.height()
            + " rows are learned, the others held out, for diagnoses and evaluations (hold_out "
            + holdOut + "; 0 learns all)");
    return new TextureCrops(part, size, border, new PixelNoise(noise), Sha256.hex(file), remarks);
  }

  private void requireRoom(Path file, Texture part) {
    boolean fits = part.width() >= size && part.height() >= size;
    if (part.height() < 1 || (border == Border.INSIDE && !fits)) {
      throw EbmException.damaged(
          file,
          "is " + part.width() + " pixels wide and " + part.height() + " high where crops of "
              + size + "x" + size + " are to be cut"
              + (holdOut > 0 ? " (hold_out takes its part of the height)" : "")
              + "; lower data.textures.size, or set border: mirrored or hold_out: 0");
    }
  }

  private String name() {
    return made.name().toLowerCase(Locale.ROOT);
  }

  /** By which runs know a made texture; never changes. */
  String identity() {
    return "Textures[made=" + name() + ", size=" + size + ", channels=" + channels + ", noise="
        + noise + ", seed=" + seed + "]";
  }

  @Override
  public Optional<Dataset> heldOut() {
    if (picture.isEmpty()) {
      return Optional.of(other(false, seed + 1));
    }
    return holdOut > 0 ? Optional.of(other(true, seed)) : Optional.empty();
  }

  private Textures other(boolean only, long otherSeed) {
    return new Textures(
        picture, made, size, channels, resize, border, holdOut, only, noise, otherSeed);
  }
}
