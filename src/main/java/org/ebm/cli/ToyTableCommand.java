package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm toy-table}. */
@Command(
    name = "toy-table",
    description =
        "Trains convergent and non-convergent models of two densities in the plane; one table, one figure.",
    mixinStandardHelpOptions = true)
final class ToyTableCommand implements Callable<Integer> {
  static final String TABLE = "toy-table.csv";
  static final String FIGURE = "toy-table.png";

  private static final List<String> DATA = List.of("8gaussians", "rings");
  private static final String CONVERGENT = "-convergent";
  private static final String NON_CONVERGENT = "-nonconvergent";

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(
      names = "--updates",
      paramLabel = "N",
      description = "Updates of each run; default: those of its preset.")
  private Optional<Integer> updates = Optional.empty();

  @Option(
      names = "--updates-of",
      paramLabel = "PRESET=N",
      description = "Updates of one run: --updates-of rings-convergent=200000; repeatable.")
  private Map<String, Integer> updatesOf = Map.of();

  @Option(
      names = "--trained",
      paramLabel = "PRESET=RUN",
      description = "Takes a training run that is there already; repeatable.")
  private Map<String, Path> trained = Map.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Runs trained at a time; default: 2.")
  private int jobs;

  @Option(
      names = "--resume",
      description =
          "Goes on with the table in --run-dir (default: runs/latest); updates given now replace the old.")
  private boolean resume;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    requirePresets(updatesOf, "--updates-of");
    requirePresets(trained, "--trained");
    if (!resume) {
      ToyTableConfig table = table(Map.of());
      Provenance provenance =
          Provenance.starting(RunKind.TOY_TABLE, subject(configs(table, Path.of(""))));
      RunDirectory directory = options.create("toy-table");
      return train(table, new RunScope(directory, provenance));
    }
    Path path = options.directory().orElseGet(() -> RunDirectory.latest(Path.of("runs")));
    ToyTableConfig table;
    try (RunDirectory held = RunDirectory.resume(path)) {
      table = continued(held);
    }
    RunDirectory directory = RunDirectory.resume(path);
    return train(table, new RunScope(directory, TrainingRun.restarted(directory)));
  }

  private ToyTableConfig continued(RunDirectory directory) {
    if (RunKind.of(directory.path()).orElseThrow() != RunKind.TOY_TABLE) {
      throw new EbmException(
          ExitCode.USAGE, directory.path() + ": is no toy table; name one with --run-dir");
    }
    Map<String, ToyTableConfig.Run> before = new LinkedHashMap<>();
    RunConfig.read(directory.path())
        .bind(ToyTableConfig.class)
        .runs()
        .forEach(run -> before.put(run.preset(), run));
    return table(before);
  }

  private static List<String> presets() {
    return DATA.stream()
        .flatMap(data -> List.of(data + CONVERGENT, data + NON_CONVERGENT).stream())
        .toList();
  }

  private static void requirePresets(Map<String, ?> given, String option) {
    for (String name : given.keySet()) {
      if (!presets().contains(name)) {
        throw new EbmException(
            ExitCode.USAGE,
            option + " " + name + ": no run of the table; choose " + String.join(", ", presets()));
      }
    }
  }

  /** Budgets and runs as given now, else as before, else as in the presets. */
  private ToyTableConfig table(Map<String, ToyTableConfig.Run> before) {
    List<ToyTableConfig.Run> runs = new ArrayList<>();
    for (String preset : presets()) {
      Optional<ToyTableConfig.Run> old = Optional.ofNullable(before.get(preset));
      int budget = Optional.ofNullable(updatesOf.get(preset))
          .or(() -> updates)
          .or(() -> old.map(ToyTableConfig.Run::updates))
          .orElseGet(() -> preset(preset).training().steps());
      Optional<Path> run = Optional.ofNullable(trained.get(preset))
          .or(() -> old.flatMap(ToyTableConfig.Run::trained));
      runs.add(new ToyTableConfig.Run(preset, budget, run));
    }
    return new ToyTableConfig(jobs, runs);
  }

  private static TrainConfig preset(String name) {
    return ConfigTree.read(ConfigOptions.resolve(name)).bind(TrainConfig.class);
  }

  /** The runs to train. One that was begun goes on with its own configuration, whatever the preset has become. */
  private static Map<String, TrainConfig> configs(ToyTableConfig table, Path cells) {
    Map<String, TrainConfig> configs = new LinkedHashMap<>();
    for (ToyTableConfig.Run run : table.runs()) {
      if (run.trained().isEmpty()) {
        Path own = cells.resolve(run.preset()).resolve("config.yaml");
        ConfigTree tree =
            ConfigTree.read(Files.exists(own) ? own : ConfigOptions.resolve(run.preset()));
        configs.put(
            run.preset(),
            tree.with("training.steps=" + run.updates(), "--updates")
                .with("runtime.workers=1", "one worker a cell")
                .bind(TrainConfig.class));
      }
    }
    return configs;
  }

  private Provenance.Subject subject(Map<String, TrainConfig> configs) {
    try (Torch torch = Torch.open("auto", 1)) {
      return new Provenance.Subject(
          CellStudy.commandLine(spec),
          configs.values().stream().findFirst().flatMap(TrainConfig::seed).orElse(0L),
          String.join(
              " ",
              configs.values().stream()
                  .map(config -> config.data().open().fingerprint())
                  .distinct()
                  .toList()),
          RunScope.engine(torch),
          Map.of());
    }
  }

  private int train(ToyTableConfig table, RunScope scope) {
    Path run = scope.directory().path();
    Path cells = run.resolve(SweepShards.CELLS);
    return new CellStudy(options, spec, scope).run(table, table.jobs(), false, runs -> {
      runs.say("run directory " + run);
      boolean finished = runs.train(configs(table, cells), (name, end) -> {
        if (end == CellRuns.End.DIVERGED) {
          throw new EbmException(
              ExitCode.DIVERGED,
              cells.resolve(name) + ": diverged, so there is no table; its log.txt says where");
        }
        runs.say(name + "  " + end.name().toLowerCase(Locale.ROOT));
      });
      if (finished) {
        write(table, run);
      }
      return finished;
    });
  }

  private void write(ToyTableConfig config, Path run) {
    Map<String, Path> runs = new LinkedHashMap<>();
    config
        .runs()
        .forEach(each -> runs.put(
            each.preset(),
            each.trained().orElse(run.resolve(SweepShards.CELLS).resolve(each.preset()))));
    ToyTable table = new ToyTable();
    for (String data : DATA) {
      table.add(
          data,
          Objects.requireNonNull(runs.get(data + CONVERGENT)),
          Objects.requireNonNull(runs.get(data + NON_CONVERGENT)));
    }
    table.write(run.resolve(TABLE));
    table.draw(run.resolve(FIGURE));
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.toString());
    summary.put("table", run.resolve(TABLE).toString());
    summary.put("figure", run.resolve(FIGURE).toString());
    table.divergences().forEach((name, kl) -> summary.put("KL " + name, kl));
    Summary.print(spec.commandLine().getOut(), summary, options.json());
  }
}
