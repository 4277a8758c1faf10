package org.ebm.files;

import java.util.regex.Pattern;

/** Which names, read from a file or given by a caller, may become paths. */
public final class FileNames {
  /** Not empty, no control characters, nothing that some system takes for a separator or a drive. */
  private static final Pattern PART = Pattern.compile("[^\\p{Cntrl}/\\\\:]+");

  private FileNames() {}

  /** True for the name of one entry of a folder, which can lead neither up nor elsewhere. */
  public static boolean isEntry(String name) {
    return PART.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }

  /** True for entries joined by {@code /}: a relative path that stays inside its folder. */
  public static boolean staysInside(String path) {
    for (String part : path.split("/", -1)) {
      if (!isEntry(part)) {
        return false;
      }
    }
    return true;
  }
}
