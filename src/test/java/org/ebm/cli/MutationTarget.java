package org.ebm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Files that may be mutated, and a command that reads them.
 *
 * @param template folder that is copied to a case's folder, where one of its files is then mutated
 * @param files which: a glob pattern relative to the folder
 * @param share of the cases, relative to those of the other targets
 * @param words the command; none: {@code config check} is enough
 */
record MutationTarget(Path template, String files, int share, List<Object> words) {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])(\\d+\\.?\\d*(e\\+?\\d{1,3})?)(?![\\w.])");

  /** A budget that was mutated to more than this is rightly a long run. */
  private static final double SMALL = 5000;

  static MutationTarget of(Path template, String files, int share, Object... words) {
    return new MutationTarget(template, files, share, List.of(words));
  }

  /** Relative to the folder, by name. */
  List<Path> candidates() throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + files);
    try (Stream<Path> all = Files.walk(template)) {
      return all.filter(Files::isRegularFile)
          .map(template::relativize)
          .filter(matcher::matches)
          .sorted()
          .toList();
    }
  }

  /** Content gone wrong, in a way that fits its kind. */
  static byte[] mutated(Path file, byte[] content, UniformRandomProvider random) {
    return file.toString().matches(".*\\.(yaml|json|csv)|.*SHA256SUMS")
        ? TextMutation.of(content, random)
        : ByteMutation.of(content, random);
  }

  /** The commands to give the file to; of a configuration that asks for more than before, the check alone. */
  List<Object[]> commands(Path victim, byte[] good, byte[] bad) {
    List<Object[]> commands = new ArrayList<>();
    boolean isConfig = victim.toString().endsWith(".yaml");
    if (isConfig) {
      commands.add(new Object[] {"config", "check", victim});
    }
    if (!words.isEmpty() && (!isConfig || isSmall(good, bad))) {
      commands.add(words.toArray());
    }
    return commands;
  }

  private static boolean isSmall(byte[] good, byte[] bad) {
    Set<String> known = numbers(good).collect(Collectors.toSet());
    return numbers(bad)
        .allMatch(number -> known.contains(number) || Double.parseDouble(number) < SMALL);
  }

  private static Stream<String> numbers(byte[] yaml) {
    return NUMBER
        .matcher(new String(yaml, StandardCharsets.UTF_8))
        .results()
        .map(MatchResult::group);
  }
}
