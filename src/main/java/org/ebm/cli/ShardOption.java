package org.ebm.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import picocli.CommandLine.Option;

/** A flag for the part of a run that one process of several computes. */
final class ShardOption {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Only part I of N (1/4 ... 4/4), with the same --seed in all; ebm merge makes them one.")
  private Optional<String> shard = Optional.empty();

  /** A tree with the flag laid over it. */
  ConfigTree over(ConfigTree tree) {
    if (shard.isEmpty()) {
      return tree;
    }
    Matcher part = PART.matcher(shard.get());
    if (!part.matches()) {
      throw new EbmException(
          ExitCode.USAGE,
          "--shard: must be I/N, as 1/4 for the first of four, got '" + shard.get() + "'");
    }
    return tree.with(
        "shard={index: " + part.group(1) + ", count: " + part.group(2) + "}", "--shard");
  }
}
