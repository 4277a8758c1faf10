package org.ebm.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.ebm.base.FloatArray;

/**
 * What a .npz file holds, by the headers of its arrays: the numbers themselves are read only when they are asked for, so an array of text, dates or objects harms nobody who
 * wants another.
 *
 * @param shapes of arrays of numbers, by name, in file order
 * @param others names of what is there besides
 */
public record NpzContents(Path file, Map<String, int[]> shapes, List<String> others) {
  public NpzContents {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    others = List.copyOf(others);
  }

  /** Damaged (exit 65) if it is no archive, or names in it lead out of it or come twice. */
  public static NpzContents of(Path file) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        String name = Npz.plainName(entry.getName());
        if (shapes.containsKey(name) || others.contains(name)) {
          throw new IOException("holds two arrays named '" + name + "'");
        }
        shape(zip, entry).ifPresentOrElse(shape -> shapes.put(name, shape), () -> others.add(name));
      }
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
    return new NpzContents(file, shapes, others);
  }

  /** Of an array of numbers; empty for anything else, which is refused, with the reason, when it is asked for. */
  private static Optional<int[]> shape(ZipFile zip, ZipEntry entry) {
    if (!Npz.isArray(entry.getName())) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      return Optional.of(NpyHeader.read(in).shape());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The only array of numbers, if there is one. */
  public Optional<String> only() {
    return shapes.size() == 1 ? Optional.of(shapes.keySet().iterator().next()) : Optional.empty();
  }

  /** Whether something has that name, numbers or not. */
  public boolean has(String name) {
    return shapes.containsKey(name) || others.contains(name);
  }

  /** {@code images (64, 1, 16, 16), labels (64)}; what is no array of numbers is said to be none. */
  public String listed() {
    String arrays = shapes.entrySet().stream()
        .map(array -> array.getKey() + " " + Arrays.toString(array.getValue()))
        .map(array -> array.replace('[', '(').replace(']', ')'))
        .collect(Collectors.joining(", "));
    String rest = others.isEmpty() ? "" : String.join(", ", others) + " (not numbers, or damaged)";
    return arrays.isEmpty() || rest.isEmpty() ? arrays + rest : arrays + ", " + rest;
  }

  /** Damaged (exit 65) unless it is an array of numbers and whole. */
  public FloatArray read(String name) {
    return Npz.read(file, name);
  }
}
