package org.ebm.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pictures in a folder and below, and what else is there. Folders that programs keep for themselves hold copies of the same pictures: those whose names start with a dot
 * (trash, thumbnails, notebooks' checkpoints), with {@code @}, {@code #} or {@code $} (network disks, Windows' bin), and {@code __MACOSX}.
 */
final class PictureFiles extends SimpleFileVisitor<Path> {
  private static final int MOST_NAMED = 5;
  private static final Set<String> KINDS = Set.of(".png", ".jpg", ".jpeg");

  private final Path folder;
  private final List<Path> pictures = new ArrayList<>();
  private final Map<String, Integer> others = new TreeMap<>();
  private final List<String> hidden = new ArrayList<>();

  private final Set<String> kinds;

  private PictureFiles(Path folder, Set<String> kinds) {
    this.folder = folder;
    this.kinds = kinds;
  }

  static PictureFiles in(Path folder) {
    return in(folder, KINDS);
  }

  /** Files of other kinds, such as {@code .ply}, in the place of pictures. */
  static PictureFiles in(Path folder, Set<String> kinds) {
    PictureFiles found = new PictureFiles(folder, kinds);
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found);
    } catch (IOException e) {
      throw Damage.unreadable(folder, e);
    }
    Collections.sort(found.pictures);
    Collections.sort(found.hidden);
    return found;
  }

  /** Whether a name is that of a picture. */
  static boolean isNamed(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return KINDS.stream().anyMatch(name::endsWith);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    String name = String.valueOf(directory.getFileName());
    boolean ofPrograms = !name.isEmpty() && ".@#$".indexOf(name.charAt(0)) >= 0;
    if (directory.equals(folder) || !(ofPrograms || name.equals("__MACOSX"))) {
      return FileVisitResult.CONTINUE;
    }
    hidden.add(folder.relativize(directory).toString());
    return FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    String kind = dot > 0 ? name.substring(dot) : "without a kind in its name";
    if (!attributes.isRegularFile()) {
      others.merge("links that lead nowhere or other things that are no files", 1, Integer::sum);
    } else if (name.startsWith(".")) {
      others.merge("hidden", 1, Integer::sum);
    } else if (kinds.contains(kind)) {
      pictures.add(file);
    } else {
      others.merge(kind, 1, Integer::sum);
    }
    return FileVisitResult.CONTINUE;
  }

  /** In sorted order. */
  List<Path> pictures() {
    return List.copyOf(pictures);
  }

  /** {@code 40 .webp, 1 .txt; folders a/.cache}; empty if there is nothing else. */
  String passedOver() {
    List<String> parts = new ArrayList<>();
    if (!others.isEmpty()) {
      parts.add(others.entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .limit(MOST_NAMED)
          .map(kind -> kind.getValue() + " " + kind.getKey())
          .collect(Collectors.joining(", ", "files: ", others.size() > MOST_NAMED ? ", ..." : "")));
    }
    if (!hidden.isEmpty()) {
      parts.add(hidden.stream()
          .limit(MOST_NAMED)
          .collect(Collectors.joining(
              ", ",
              "folders: ",
              hidden.size() > MOST_NAMED ? ", ... (" + hidden.size() + " in all)" : "")));
    }
    return String.join("; ", parts);
  }
}
