package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.Sha256;

/**
 * Clips of films in colour: a folder of animated GIFs and of folders with frames (.png, .jpg, in sorted order), of which the clips follow each other without overlap; or a .npy (n, 3, time, height, width), or such
 * an array of a .npz, with values in [-1, 1], of which the first frames are taken.
 */
@Kind("video")
public record Video(
    @Key("folder of animated GIFs and of folders of frames, or .npy or .npz file")
    Path file,

    @Key(value = "frames of a clip", range = ">= 2, <= 512", byDefault = "16")
    int frames,

    @Key(value = "from one frame of a clip to the next", range = ">= 1", byDefault = "1")
    int stride,

    @Key(
        value =
            "height and width in pixels: the short side of a frame is resized to it and the centre cut out; an array must have it",
        range = ">= 4, <= 512")
    int size,

    @Key(value = "which array of a .npz; auto: its only one of five axes", byDefault = "auto")
    Optional<String> array,

    @Key(
        value = "sd of the noise added at each draw; pixels span 2",
        range = ">= 0",
        byDefault = "0")
    double noise,

    @Key(value = HoldOut.HELP, range = ">= 0", byDefault = "none")
    Optional<Double> holdOut,

    @Key(
        value = "the examples that hold_out leaves out, in place of the others",
        byDefault = "false")
    boolean heldOutOnly)
    implements Dataset {
  private static final LabelledArray.Wanted WANTED = new LabelledArray.Wanted(
      "video",
      5,
      "videos (n, 3, time, height, width)",
      "a folder of animated GIFs and of folders of frames");

  public Video {
    HoldOut.require(holdOut);
  }

  @Override
  public Shape shape() {
    return Shape.of(3, frames, size, size);
  }

  @Override
  public Space space() {
    return Space.real(shape(), Layout.VIDEO);
  }

  @Override
  public Examples open() {
    return Files.isDirectory(file) ? ofFolder() : ofArray();
  }

  private Examples ofFolder() {
    PictureFiles found = PictureFiles.in(file, Films.KINDS);
    List<Path> files = found.pictures();
    if (files.isEmpty()) {
      throw Damage.missing(
          file, "has no .gif, .png, .jpg or .jpeg file in it or below", "correct data.video.file");
    }
    byte[][] clips = new Films(frames, stride, size).clips(files);
    List<String> remarks = new ArrayList<>();
    if (!found.passedOver().isEmpty()) {
      remarks.add(file + ": passed over are " + found.passedOver());
    }
    int[] kept = HoldOut.rows(holdOut, clips.length, heldOutOnly);
    remarks.addAll(HoldOut.remarks(holdOut, clips.length, kept.length, heldOutOnly));
    return new ImagePool(
        space(),
        Arrays.stream(kept).mapToObj(i -> clips[i]).toArray(byte[][]::new),
        Optional.empty(),
        new PixelNoise(noise),
        Fingerprint.ofFiles(file, files),
        remarks);
  }

  private Examples ofArray() {
    LabelledArray read = LabelledArray.read(file, array, WANTED);
    int[] shape = read.values().shape();
    int span = (frames - 1) * stride + 1;
    if (shape[1] != 3 || shape[3] != size || shape[4] != size || shape[2] < span) {
      throw EbmException.damaged(
          file,
          "must hold videos (n, 3, time, " + size + ", " + size + ") of " + span
              + " frames or more, got " + Arrays.toString(shape));
    }
    List<String> remarks = new ArrayList<>();
    PixelRange.of(read.values()).requirePixels(file).ifPresent(remarks::add);
    return new NumberPool(
            space(),
            strided(read.values()),
            read.labels(),
            new PixelNoise(noise),
            Sha256.hex(file),
            remarks)
        .part(holdOut, heldOutOnly);
  }

  private FloatArray strided(FloatArray videos) {
    FloatArray clips = FloatArray.zeros(shape(), videos.rows());
    int time = videos.shape()[2];
    int plane = size * size;
    for (int film = 0; film < videos.rows() * 3; film++) {
      for (int frame = 0; frame < frames; frame++) {
        System.arraycopy(
            videos.values(),
            (film * time + frame * stride) * plane,
            clips.values(),
            (film * frames + frame) * plane,
            plane);
      }
    }
    return clips;
  }

  @Override
  public Optional<Dataset> heldOut() {
    return HoldOut.isUsed(holdOut) ? Optional.of(holding(holdOut, true)) : Optional.empty();
  }

  @Override
  public Dataset divided() {
    OptionalLong count = holdOut.isEmpty() ? open().size() : OptionalLong.empty();
    return HoldOut.usual(count)
        .<Dataset>map(usual -> holding(Optional.of(usual), false))
        .orElse(this);
  }

  private Video holding(Optional<Double> part, boolean only) {
    return new Video(file, frames, stride, size, array, noise, part, only);
  }
}
