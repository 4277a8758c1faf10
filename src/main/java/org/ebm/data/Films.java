package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.ebm.base.EbmException;

/**
 * Films of a folder, each an animated GIF or a folder of frames, cut into clips of squares.
 *
 * @param frames of a clip
 * @param stride from one of its frames to the next
 * @param size height and width of a frame, pixels
 */
record Films(int frames, int stride, int size) {
  static final Set<String> KINDS = Set.of(".gif", ".png", ".jpg", ".jpeg");
  private static final int CHANNELS = 3;

  /** One film: a GIF, or the frames of a folder in sorted order. */
  private record Film(Path name, List<Path> files) {
    List<ImageFile> frames() {
      return isGif(name)
          ? GifFile.frames(name)
          : files.stream().map(file -> ImageFile.read(file, CHANNELS)).toList();
    }
  }

  private static boolean isGif(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gif") && Files.isRegularFile(file);
  }

  /** Clips that follow each other without overlap, film by film in sorted order; (3, frames, size, size) each. */
  byte[][] clips(List<Path> files) {
    List<byte[]> clips = new ArrayList<>();
    for (Film film : films(files)) {
      List<ImageFile> all = film.frames();
      int span = (frames - 1) * stride + 1;
      if (all.size() < span) {
        throw EbmException.damaged(
            film.name(),
            "holds " + all.size() + " frames, and a clip of " + frames + ", each the " + stride
                + ". of them, takes " + span
                + "; lower data.video.frames or stride, and the network's input");
      }
      List<byte[][]> squares = all.stream().map(this::square).toList();
      for (int from = 0; from + span <= squares.size(); from += frames * stride) {
        clips.add(clip(squares, from));
      }
    }
    return clips.toArray(byte[][]::new);
  }

  private static List<Film> films(List<Path> files) {
    TreeMap<Path, List<Path>> films = new TreeMap<>();
    for (Path file : files) {
      Path film = isGif(file) ? file : file.toAbsolutePath().getParent();
      films.computeIfAbsent(film, none -> new ArrayList<>()).add(file);
    }
    return films.entrySet().stream()
        .map(film -> new Film(film.getKey(), film.getValue()))
        .toList();
  }

  private byte[][] square(ImageFile image) {
    return Arrays.stream(image.planes())
        .map(plane -> Resize.toSquare(plane, image.width(), image.height(), size))
        .toArray(byte[][]::new);
  }

  private byte[] clip(List<byte[][]> squares, int from) {
    byte[] clip = new byte[CHANNELS * frames * size * size];
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int frame = 0; frame < frames; frame++) {
        byte[] plane = squares.get(from + frame * stride)[channel];
        System.arraycopy(plane, 0, clip, (channel * frames + frame) * size * size, plane.length);
      }
    }
    return clip;
  }
}
