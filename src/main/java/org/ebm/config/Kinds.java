package org.ebm.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of a sealed family under their YAML names; nested families are spread out. */
public final class Kinds {
  private Kinds() {}

  static boolean isFamily(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }

  /**
   * The kinds of a family, sorted by name.
   *
   * @throws IllegalArgumentException if a member is no record or has no {@link Kind}, or two share a name
   */
  public static SortedMap<String, Class<?>> of(Class<?> family) {
    SortedMap<String, Class<?>> kinds = new TreeMap<>();
    collect(family, kinds);
    return Collections.unmodifiableSortedMap(kinds);
  }

  private static void collect(Class<?> family, SortedMap<String, Class<?>> kinds) {
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (isFamily(member)) {
        collect(member, kinds);
      } else if (!member.isRecord() || kinds.put(KindName.of(member), member) != null) {
        throw new IllegalArgumentException(
            member + " is no record, or its name is taken in " + family);
      }
    }
  }
}
