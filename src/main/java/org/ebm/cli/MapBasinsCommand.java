package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.ExitCode;
import org.ebm.basin.BasinFiles;
import org.ebm.basin.BasinMap;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.config.ConfigTree;
import org.ebm.files.Folders;
import org.ebm.run.BasinsRecord;
import org.ebm.run.Progress;
import org.ebm.run.VersionedJson;
import org.ebm.service.MapRun;
import org.ebm.service.MapSubject;
import org.ebm.service.RunPlace;
import org.ebm.service.WhatNext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm map-basins}: basins of an energy, the barriers between them, and the disconnectivity graph. */
@Command(
    name = "map-basins",
    description =
        "Maps the basins of a learned energy, or of any given by --config or --set: which states belong together, the barriers between them, the tree.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The map is a run of its own in RUN/basins; after a stop the same command goes on with it, and when it is finished it only draws again. Another map of the same model: --run-dir."
    })
final class MapBasinsCommand implements Callable<Integer>, Computes {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "A training run, a model folder, or a map; default: runs/latest.")
  private Optional<Path> run = Optional.empty();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(
      names = "--force-of-pull",
      paramLabel = "F",
      description = "The pull towards a target, energy per distance; default: found by a scan.")
  private Optional<String> force = Optional.empty();

  @Option(
      names = "--latent",
      description =
          "Of a cooperative run: the basins of U(g(z)) + |z|^2 / 2 on the generator's latents, in RUN/latent-basins, with what their minima make.")
  private boolean latent;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    MapSubject subject = subject();
    try {
      return mapped(subject);
    } finally {
      // a new run's folder, where it turned out that there is none to be
      Folders.deleteIfEmpty(subject.run());
    }
  }

  private int mapped(MapSubject subject) {
    ConfigTree tree = config.tree(subject.defaults());
    tree = ConfigOptions.flag(tree, "force", "--force-of-pull", force);
    tree = config.assigned(tree).withLatestKinds(MapBasinsConfig.class);
    MapBasinsConfig wanted = tree.bind(MapBasinsConfig.class);
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      return new MapRun(subject, wanted, tree.origins())
          .run(options.place().force(), RunOptions.call(spec, progress))
          .result()
          .map(result -> {
            int status = print(result, subject.run());
            options.tell(spec, WhatNext.ofMap(subject.run(), subject.trained()));
            return status;
          })
          .orElseGet(() -> {
            options.tell(
                spec, WhatNext.again(spec.commandLine().getParseResult().originalArgs()));
            return ExitCode.STOPPED.status();
          });
    }
  }

  private MapSubject subject() {
    if (config.describeEnergy("map-basins", "RUN", run.isPresent())) {
      return MapSubject.bare(options.place().reserve(config.name("map-basins")));
    }
    Path trained = run.orElseGet(RunPlace::latest);
    MapSubject named = latent ? MapSubject.ofLatents(trained) : MapSubject.of(trained);
    return options.place().named().map(named::in).orElse(named);
  }

  private int print(MapRun.Result result, Path folder) {
    PrintWriter out = spec.commandLine().getOut();
    BasinsRecord found = BasinFiles.record(result.map(), result.remarks());
    if (options.json()) {
      out.println(VersionedJson.line(found, folder));
      return ExitCode.OK.status();
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", folder.toString());
    summary.put("basins", found.basins());
    summary.put("states", found.states());
    summary.put("force", found.force());
    summary.put("resolution", found.resolution());
    summary.put(
        "agreement",
        found.agreement().stream().map(index -> index.orElse(Double.NaN)).toList());
    found.purity().ifPresent(purity -> summary.put("purity", purity));
    found.purityByChance().ifPresent(purity -> summary.put("purity_by_chance", purity));
    summary.put("populations", found.populations());
    Summary.print(out, summary, false);
    printTree(out, result.map());
    result.remarks().forEach(remark -> out.println("note: " + remark));
    return ExitCode.OK.status();
  }

  /** The lowest merges first: what becomes one as the allowed energy rises. */
  private static void printTree(PrintWriter out, BasinMap map) {
    map.tree()
        .merges()
        .forEach(merge -> out.println(String.format(
            Locale.ROOT,
            "%12.5g  %s + %s",
            merge.height(),
            names(map, merge.first()),
            names(map, merge.second()))));
  }

  private static String names(BasinMap map, int node) {
    List<Integer> leaves = map.tree().leavesBelow(node);
    return leaves.size() == 1 ? "basin " + (leaves.get(0) + 1) : leaves.size() + " basins";
  }
}
