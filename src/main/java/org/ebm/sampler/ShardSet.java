package org.ebm.sampler;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigKeys;

/** Folders that are said to be the shards of one run. */
public final class ShardSet {
  private ShardSet() {}

  /**
   * One of them.
   *
   * @param config of the whole run, as YAML, without what may differ between shards
   */
  public record Member(Path folder, Optional<Shard> shard, String config) {}

  /**
   * The folders by the number of their shard.
   *
   * @throws EbmException usage error if one is no shard, or not each is there once; bad config (exit 78) if they are of different runs
   */
  public static List<Path> ordered(List<Member> members) {
    for (Member member : members) {
      if (member.shard().isEmpty()) {
        throw usage(
            member.folder() + ": is no shard (none in its config.yaml); give one run's shards");
      }
      requireSameRun(members.get(0), member);
    }
    int count = shard(members.get(0)).count();
    Map<Integer, List<Path>> folders = members.stream()
        .collect(Collectors.groupingBy(
            member -> shard(member).index(),
            Collectors.mapping(Member::folder, Collectors.toList())));
    folders.forEach((index, same) -> {
      if (same.size() > 1) {
        throw usage(same.get(1) + ": is shard " + index + "/" + count + ", as " + same.get(0)
            + " is; give each shard once");
      }
    });
    String missing = IntStream.rangeClosed(1, count)
        .filter(index -> !folders.containsKey(index))
        .mapToObj(index -> index + "/" + count)
        .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw usage("shards: there is no " + missing + "; give the folders of all " + count);
    }
    return IntStream.rangeClosed(1, count)
        .mapToObj(index -> folders.getOrDefault(index, List.of()).get(0))
        .toList();
  }

  private static void requireSameRun(Member first, Member other) {
    Map<String, String> one = keys(first);
    Map<String, String> two = keys(other);
    String differing = ConfigKeys.differing(List.of(one, two)).stream()
        .map(key ->
            key + " " + one.getOrDefault(key, "none") + " and " + two.getOrDefault(key, "none"))
        .collect(Collectors.joining(", "));
    if (!differing.isEmpty()) {
      throw new EbmException(
          ExitCode.CONFIG,
          first.folder() + " and " + other.folder() + ": are shards of different runs, with "
              + differing + "; give the shards of one run");
    }
  }

  private static Map<String, String> keys(Member member) {
    Map<String, String> keys = ConfigKeys.of(member.config(), member.folder());
    keys.put("shard.count", String.valueOf(shard(member).count()));
    return keys;
  }

  private static Shard shard(Member member) {
    return member.shard().orElseThrow();
  }

  private static EbmException usage(String message) {
    return new EbmException(ExitCode.USAGE, message);
  }
}
