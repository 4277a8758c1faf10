package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.NpzContents;
import org.ebm.files.NumberTable;
import org.ebm.files.Safetensors;

/**
 * A user's file of numbers, of the kind that its name ends with: {@code .npy}, {@code .npz}, {@code .safetensors}, {@code .csv} or {@code .tsv}.
 *
 * @param array which one of several
 * @param columns of a table, in this order; none: all
 */
public record NumbersFile(Path file, Optional<String> array, Optional<List<String>> columns) {
  private static final String NAMED = "set data.arrays.array to one of ";

  /**
   * The array as it is in the file.
   *
   * @param remarks gets what was passed over
   * @throws EbmException with exit 78 if there is no such file, with exit 65 if it is not what its name says, or does not say which array is meant
   */
  public FloatArray read(List<String> remarks) {
    if (!Files.isRegularFile(file)) {
      throw new EbmException(
          ExitCode.CONFIG,
          "data.arrays.file: " + file + ": " + NoFile.reason(file)
              + "; give a .npy, .npz, .safetensors, .csv or .tsv file");
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean table = name.endsWith(".csv") || name.endsWith(".tsv");
    if (!table && columns.isPresent()) {
      throw EbmException.damaged(
          file,
          "is no table of columns, got data.arrays.columns " + columns.get() + "; leave it out");
    }
    if (table) {
      return NumberTable.read(file, name.endsWith(".tsv") ? '\t' : ',', columns);
    }
    if (name.endsWith(".safetensors")) {
      return fromSafetensors();
    }
    return name.endsWith(".npz") ? fromArchive(remarks) : Npy.read(file);
  }

  private FloatArray fromArchive(List<String> remarks) {
    NpzContents archive = NpzContents.of(file);
    String name = array
        .or(archive::only)
        .filter(archive::has)
        .orElseThrow(() -> EbmException.damaged(file, noArray(archive)));
    if (array.isEmpty() && !archive.others().isEmpty()) {
      remarks.add(file + ": array '" + name + "' is read; passed over are "
          + archive.others().size() + " that are not numbers: "
          + String.join(", ", archive.others()));
    }
    return archive.read(name);
  }

  private String noArray(NpzContents archive) {
    if (archive.shapes().isEmpty()) {
      return archive.others().isEmpty()
          ? "holds nothing; write it with numpy.savez(path, x=x.astype('f4'))"
          : "holds no array of numbers, it has " + archive.listed()
              + "; write one with numpy.savez(path, x=x.astype('f4'))";
    }
    return which(archive.shapes().size()) + NAMED + archive.listed();
  }

  private String which(int count) {
    return array
        .map(missing -> "has no array '" + missing + "'; ")
        .orElse("holds " + count + " arrays and none was named; ");
  }

  private FloatArray fromSafetensors() {
    Map<String, FloatArray> arrays = Safetensors.read(file);
    if (arrays.isEmpty()) {
      throw EbmException.damaged(file, "holds nothing; write it with save_file({'x': x}, path)");
    }
    Optional<String> only =
        arrays.size() == 1 ? arrays.keySet().stream().findFirst() : Optional.empty();
    String listed = arrays.entrySet().stream()
        .map(each ->
            each.getKey() + " " + java.util.Arrays.toString(each.getValue().shape()))
        .collect(Collectors.joining(", "));
    return array
        .or(() -> only)
        .map(arrays::get)
        .orElseThrow(() -> EbmException.damaged(file, which(arrays.size()) + NAMED + listed));
  }
}
