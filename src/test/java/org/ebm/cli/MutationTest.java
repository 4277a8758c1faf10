package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.ebm.files.Folders;
import org.ebm.files.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configurations, data, models and runs, mutated at random and given to the commands that read them: each command ends within half a minute (a diagnosis needs
 * ten seconds) with a documented status and a message, never with a stack trace, and touches nothing but its own run.
 *
 * <p>{@code -Debm.mutation.case=N} repeats one case; {@code -Debm.mutation.seed} and {@code -Debm.mutation.cases} make others.
 */
@Tag("faults")
class MutationTest {
  private static final long SEED = 1;
  private static final int CASES = 2000;
  private static final Set<Integer> DOCUMENTED = Set.of(0, 2, 3, 4, 5, 65, 69, 74, 75, 78);
  private static final Pattern TRACE =
      Pattern.compile("\tat |\\w+(Exception|Error)\\b|unexpected:");

  /** Of the Java heap, over three quarters of the cases. */
  private static final long MOST_GROWTH = 64 << 20;

  @TempDir
  Path folder;

  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private boolean hangs;
  private double slowest;

  @Test
  void whateverIsMutated_isReadOrRefused_withAMessage() throws Exception {
    long seed = Long.getLong("ebm.mutation.seed", SEED);
    int cases = Integer.getInteger("ebm.mutation.cases", CASES);
    int only = Integer.getInteger("ebm.mutation.case", -1);
    RandomKey key = RandomKey.ofSeed(seed).fold("mutation");
    MutationWorld world = new MutationWorld(folder.toRealPath());
    world.make(Path.of("configs"));
    long used = 0;
    int end = only < 0 ? cases : only + 1;
    // a command that hangs goes on writing where the next case would be
    for (int number = Math.max(0, only); number < end && !hangs; number++) {
      check(world, "seed " + seed + ", case " + number, key.fold(number).generator());
      if (number == cases / 4) {
        used = usedMemory();
      }
    }
    System.out.printf(
        "mutation: seed %d, slowest %.1f s, commands by exit status: %s%n", seed, slowest, ends);
    assertThat(failures).isEmpty();
    assertThat(only >= 0 || usedMemory() - used < MOST_GROWTH)
        .as("memory grows")
        .isTrue();
  }

  private void check(MutationWorld world, String label, UniformRandomProvider random)
      throws Exception {
    MutationTarget target = drawn(MutationTargets.of(world), random);
    List<Path> candidates = target.candidates();
    Path file = candidates.get(random.nextInt(candidates.size()));
    String what = label + ": " + file + " for " + target.words();
    Folders.delete(world.scene());
    Folders.copy(target.template(), world.mutated());
    Path victim = world.mutated().resolve(file);
    byte[] good = Files.readAllBytes(victim);
    byte[] bad = MutationTarget.mutated(file, good, random);
    Files.write(victim, bad);
    if (random.nextInt(4) != 0) {
      renewSums(victim);
    }
    Surroundings before = Surroundings.of(world.folder(), world.scene());
    List<Path> working = Folders.list(Path.of(""));
    for (Object[] command : target.commands(victim, good, bad)) {
      judge(what, TimedAnswer.of(command));
    }
    if (!Surroundings.of(world.folder(), world.scene()).equals(before)
        || !Folders.list(Path.of("")).equals(working)) {
      failures.add(what + ": touched what lies around it");
    }
    logs(world.scene())
        .filter(text -> TRACE.matcher(text).find())
        .forEach(text -> failures.add(what + ": log.txt: " + text));
  }

  private void judge(String what, TimedAnswer answer) {
    hangs |= answer.status() == TimedAnswer.NOT_ENDED;
    slowest = Math.max(slowest, answer.seconds());
    ends.merge(answer.command() + " " + answer.status(), 1, Integer::sum);
    if (!DOCUMENTED.contains(answer.status()) || TRACE.matcher(answer.said()).find()) {
      String said = answer.said();
      failures.add(what + ": exit status " + answer.status() + ", "
          + said.substring(0, Math.min(2000, said.length())));
    }
  }

  private static MutationTarget drawn(List<MutationTarget> targets, UniformRandomProvider random) {
    int left = random.nextInt(targets.stream().mapToInt(MutationTarget::share).sum());
    int next = 0;
    while (left >= targets.get(next).share()) {
      left -= targets.get(next++).share();
    }
    return targets.get(next);
  }

  /** A checkpoint's sums are made right again, so that what it holds is read at all. */
  private static void renewSums(Path victim) throws IOException {
    Path sums = victim.resolveSibling("SHA256SUMS");
    if (!Files.exists(sums) || victim.equals(sums)) {
      return;
    }
    Files.writeString(
        sums,
        Folders.list(victim.resolveSibling("")).stream()
            .filter(file -> !file.equals(sums))
            .map(file -> Sha256.hex(file) + "  " + file.getFileName() + "\n")
            .collect(Collectors.joining()));
  }

  private static Stream<String> logs(Path folder) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path log : all.filter(path -> path.endsWith("log.txt")).toList()) {
        texts.add(Files.readString(log, StandardCharsets.ISO_8859_1));
      }
    }
    return texts.stream();
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
