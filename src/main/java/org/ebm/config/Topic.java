package org.ebm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that can be explained.
 *
 * @param path where it stands; elements of lists as {@code layers[]}
 * @param family the families whose kinds it takes, singular and plural; empty for other keys
 * @param text its documentation
 */
record Topic(String path, List<String> family, List<String> text) {
  private static final Pattern INDEX = Pattern.compile("\\[\\d*\\]");

  /** Whether this is the topic's whole path; indices of list elements do not matter and may be left out. */
  boolean isAt(String asked) {
    return bare(path).equals(bare(asked));
  }

  /** Whether the topic's path ends so, or its family is called so. */
  boolean isCalled(String asked) {
    return bare(path).endsWith("." + bare(asked)) || family.contains(asked);
  }

  /** Every name by which the topic can be asked for, other than parts of its path. */
  List<String> names() {
    List<String> names = new ArrayList<>(family);
    names.add(bare(path));
    names.add(path.substring(path.lastIndexOf('.') + 1).replace("[]", ""));
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  private static String bare(String path) {
    return INDEX.matcher(path).replaceAll("");
  }
}
