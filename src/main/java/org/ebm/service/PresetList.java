package org.ebm.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.ebm.base.Layout;
import org.ebm.config.ConfigTree;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.run.RunKind;
import org.ebm.train.TrainConfig;

/** The presets for reading: in groups, names in a column that is as wide as the longest of its group. */
public final class PresetList {
  /** In the order in which a newcomer needs them. */
  private enum Group {
    PLANE("Learn toys in the plane by maximum likelihood: ebm train --config NAME"),
    PICTURES("Learn pictures by maximum likelihood: ebm train --config NAME"),
    OTHER("Learn by other objectives: ebm train --config NAME"),
    CHAINS("Run chains: ebm sample --config NAME"),
    MAPS("Map the basins of a known energy: ebm map-basins --config NAME"),
    RESTORED("Restore what was seen in part, with a model: ebm restore --model RUN --config NAME"),
    FEATURES(
        "Read features of a model, and classify by them: ebm features --model RUN --config NAME"),
    GENERATORS(
        "Use short chains of a model as a generator: ebm generate --model RUN --config NAME"),
    SWEEPS("Train a grid of settings: ebm sweep --config NAME");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }
  }

  /** Columns that a summary needs beside its name; with fewer it stands below. */
  private static final int NARROW = 40;

  private static final int INDENT = 6;

  private PresetList() {}

  /**
   * Lines.
   *
   * @param width columns that a summary is wrapped at, under itself; empty: a line each, for other programs
   */
  public static List<String> of(List<Path> files, OptionalInt width) {
    Map<Group, Map<String, Path>> groups = new TreeMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
      groups
          .computeIfAbsent(group(ConfigTree.read(file)), group -> new TreeMap<>())
          .put(name, file);
    }
    List<String> lines = new ArrayList<>();
    groups.forEach((group, presets) -> {
      lines.addAll(wrapped("", group.heading, width));
      int longest = presets.keySet().stream().mapToInt(String::length).max().orElseThrow();
      presets.forEach((name, file) -> {
        String start = String.format(Locale.ROOT, "  %-" + longest + "s  ", name);
        String summary = Presets.summary(file);
        lines.addAll(wrapped(start, summary, width));
      });
      lines.add("");
    });
    lines.addAll(wrapped(
        "", "ebm config cp NAME copies one, to be edited; begin with 8gaussians-smoke.", width));
    return lines;
  }

  private static List<String> wrapped(String start, String text, OptionalInt width) {
    int most = width.orElse(Integer.MAX_VALUE);
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(most - start.length() < NARROW ? INDENT : start.length());
    StringBuilder line = new StringBuilder(start);
    if (indent.length() < start.length() && start.length() + text.length() > most) {
      lines.add(start.stripTrailing());
      line = new StringBuilder(indent);
    }
    for (String word : text.split(" ")) {
      if (line.length() > indent.length() && line.length() + word.length() > most) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  private static Group group(ConfigTree tree) {
    return switch (RunKind.describedBy(tree)) {
      case SWEEP, TOY_TABLE -> Group.SWEEPS;
      case MAP_BASINS -> Group.MAPS;
      case RESTORE -> Group.RESTORED;
      case FEATURES -> Group.FEATURES;
      case GENERATE -> Group.GENERATORS;
      case SAMPLE, DIAGNOSE -> Group.CHAINS;
      case TRAIN -> group(tree.bind(TrainConfig.class));
    };
  }

  private static Group group(TrainConfig config) {
    if (!(config.objective() instanceof MaximumLikelihood)) {
      return Group.OTHER;
    }
    return config.data().space().layout() == Layout.POINT ? Group.PLANE : Group.PICTURES;
  }
}
