package org.ebm.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.study.SweepShards;
import org.ebm.study.ToyTable;
import org.ebm.study.ToyTableConfig;
import org.ebm.torch.Torch;
import org.ebm.train.TrainConfig;

/** A toy table as a resumable run: convergent and non-convergent training on two densities in the plane, as cells in its folder, and what came of them. */
public record ToyTableRun(ToyTableConfig config) {
  /** In the run's folder. */
  public static final String TABLE = "toy-table.csv";

  /** In the run's folder. */
  public static final String FIGURE = "toy-table.png";

  private static final List<String> DATA = List.of("8gaussians", "rings");
  private static final String CONVERGENT = "-convergent";
  private static final String NON_CONVERGENT = "-nonconvergent";

  /**
   * What was asked for.
   *
   * @param updates of every run
   * @param updatesOf of one run, by its preset
   * @param trained a run that is there already, by its preset
   * @param jobs runs trained at a time
   */
  public record Wanted(
      Optional<Integer> updates,
      Map<String, Integer> updatesOf,
      Map<String, Path> trained,
      int jobs) {}

  /**
   * What came of it.
   *
   * @param run its folder
   * @param table empty if it was stopped
   */
  public record Result(Path run, Optional<ToyTable> table) {}

  /** The presets whose runs make the table. */
  public static List<String> presets() {
    return DATA.stream()
        .flatMap(data -> List.of(data + CONVERGENT, data + NON_CONVERGENT).stream())
        .toList();
  }

  /** Budgets as asked for, else as in the presets. */
  public static ToyTableRun begun(Wanted wanted) {
    return new ToyTableRun(config(wanted, Map.of()));
  }

  /**
   * Budgets and runs as asked for now, else as before.
   *
   * @param directory locked; usage error if it holds no toy table
   */
  public static ToyTableRun continued(RunDirectory directory, Wanted wanted) {
    if (RunKind.of(directory.path()).orElseThrow() != RunKind.TOY_TABLE) {
      throw new EbmException(
          ExitCode.USAGE, directory.path() + ": is no toy table; name one with --run-dir");
    }
    Map<String, ToyTableConfig.Run> before = new LinkedHashMap<>();
    RunConfig.read(directory.path())
        .bind(ToyTableConfig.class)
        .runs()
        .forEach(run -> before.put(run.preset(), run));
    return new ToyTableRun(config(wanted, before));
  }

  private static ToyTableConfig config(Wanted wanted, Map<String, ToyTableConfig.Run> before) {
    List<ToyTableConfig.Run> runs = new ArrayList<>();
    for (String preset : presets()) {
      Optional<ToyTableConfig.Run> old = Optional.ofNullable(before.get(preset));
      int budget = Optional.ofNullable(wanted.updatesOf().get(preset))
          .or(wanted::updates)
          .or(() -> old.map(ToyTableConfig.Run::updates))
          .orElseGet(() -> ConfigTree.read(Presets.resolve(preset))
              .bind(TrainConfig.class)
              .training()
              .steps());
      Optional<Path> run = Optional.ofNullable(wanted.trained().get(preset))
          .or(() -> old.flatMap(ToyTableConfig.Run::trained));
      runs.add(new ToyTableConfig.Run(preset, budget, run));
    }
    return new ToyTableConfig(wanted.jobs(), runs);
  }

  /** Trains in a new run's folder. */
  public Ended<Result> begin(RunPlace place, Call call) {
    Provenance.Subject subject = subject(call);
    RunDirectory directory = place.create("toy-table");
    return train(OpenRun.begin(directory, RunKind.TOY_TABLE, subject, call), call);
  }

  /** Goes on with the runs that are not done. */
  public Ended<Result> goOn(RunDirectory directory, Call call) {
    return train(OpenRun.goOn(directory, RunKind.TOY_TABLE, call), call);
  }

  private Provenance.Subject subject(Call call) {
    List<TrainConfig> configs = List.copyOf(configs(Path.of("")).values());
    try (Torch torch = Torch.open("auto", 1)) {
      return new Provenance.Subject(
          call.commandLine(),
          configs.stream().findFirst().flatMap(TrainConfig::seed).orElse(0L),
          String.join(
              " ",
              configs.stream()
                  .map(config -> config.data().open().fingerprint())
                  .distinct()
                  .toList()),
          Engine.described(torch),
          Map.of());
    }
  }

  /** The runs to train. One that was begun goes on with its own configuration, whatever the preset has become. */
  private Map<String, TrainConfig> configs(Path cells) {
    Map<String, TrainConfig> configs = new LinkedHashMap<>();
    for (ToyTableConfig.Run run : config.runs()) {
      if (run.trained().isEmpty()) {
        Path own = cells.resolve(run.preset());
        ConfigTree tree = RunConfig.isIn(own)
            ? RunConfig.read(own)
            : ConfigTree.read(Presets.resolve(run.preset()));
        configs.put(
            run.preset(),
            tree.with("training.steps=" + run.updates(), "--updates")
                .with("runtime.workers=1", "one worker a cell")
                .bind(TrainConfig.class));
      }
    }
    return configs;
  }

  private Ended<Result> train(OpenRun open, Call call) {
    Path path = open.directory().path();
    Path cells = path.resolve(SweepShards.CELLS);
    try (open) {
      return open.during(config, () -> {
        call.progress().say("run directory " + path);
        boolean finished = new CellRuns(cells, Optional.empty(), call)
            .train(config.jobs(), configs(cells), (name, end) -> {
              requireTrained(cells.resolve(name), end);
              call.progress().say(name + "  " + end.name().toLowerCase(Locale.ROOT));
            });
        return new Ended<>(
            new Result(path, finished ? Optional.of(table(path)) : Optional.empty()), finished);
      });
    }
  }

  private static void requireTrained(Path cell, CellRuns.End end) {
    if (end == CellRuns.End.DIVERGED) {
      throw new EbmException(
          ExitCode.DIVERGED, cell + ": diverged, so there is no table; its log.txt says where");
    }
  }

  private ToyTable table(Path path) {
    Map<String, Path> runs = new LinkedHashMap<>();
    config
        .runs()
        .forEach(run -> runs.put(
            run.preset(),
            run.trained().orElse(path.resolve(SweepShards.CELLS).resolve(run.preset()))));
    ToyTable table = new ToyTable();
    for (String data : DATA) {
      table.add(
          data,
          Objects.requireNonNull(runs.get(data + CONVERGENT)),
          Objects.requireNonNull(runs.get(data + NON_CONVERGENT)));
    }
    table.write(path.resolve(TABLE));
    table.draw(path.resolve(FIGURE));
    return table;
  }
}
