package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.ebm.data.Examples;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.study.Cell;
import org.ebm.study.SweepConfig;
import org.ebm.study.SweepRow;
import org.ebm.study.SweepRow.Status;
import org.ebm.study.SweepShards;
import org.ebm.study.SweepTable;
import org.ebm.torch.Torch;
import org.ebm.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm sweep}. */
@Command(
    name = "sweep",
    description =
        "Trains a grid of starts, step sizes and numbers of chain steps; one table, one figure.",
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer>, Computes {
  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private ShardOption shard = new ShardOption();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(names = "--jobs", paramLabel = "N", description = "Cells at a time: sweep.jobs.")
  private Optional<String> jobs = Optional.empty();

  @Option(
      names = "--diagnose",
      description = "Each cell gets its verdict, by long chains: sweep.diagnose.")
  private boolean diagnose;

  @Option(
      names = "--resume",
      description = "Goes on with the sweep in --run-dir (default: runs/latest).")
  private boolean resume;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    return resume ? resumed() : fresh();
  }

  private int fresh() {
    if (!config.hasFiles()) {
      throw new EbmException(
          ExitCode.USAGE,
          "sweep: no --config; start with --config sweep-8gaussians-smoke (ebm config ls shows the presets)");
    }
    ConfigTree tree = tree(ConfigTree.empty());
    SweepConfig bound = tree.bind(SweepConfig.class);
    SweepConfig seeded = bound.withSeed(bound.seed().orElseGet(Seeds::draw)).begun();
    Examples data = seeded.data().open();
    Provenance.Subject subject;
    Opened opened;
    try (Torch torch = seeded.runtime().open()) {
      opened = Opened.of(seeded, torch, Emulation.FRESH);
      subject = new Provenance.Subject(
          CellStudy.commandLine(spec),
          seeded.seed().orElseThrow(),
          data.fingerprint(),
          RunScope.engine(torch, opened.precision()),
          tree.origins());
    }
    RunDirectory directory = options.create(config.name("sweep"));
    return train(
        opened,
        data,
        RunScope.of(seeded.shard(), directory, Provenance.starting(RunKind.SWEEP, subject)));
  }

  private int resumed() {
    Path path = options.directory().orElseGet(() -> RunDirectory.latest(Path.of("runs")));
    SweepConfig now;
    try (RunDirectory held = RunDirectory.resume(path)) {
      now = continued(held);
    }
    Examples data = now.data().open();
    Opened opened;
    try (Torch torch = now.runtime().open()) {
      opened = Opened.of(now, torch, Emulation.anew("sweep", path));
    }
    RunDirectory directory = RunDirectory.resume(path);
    return train(
        opened, data, RunScope.of(now.shard(), directory, TrainingRun.restarted(directory)));
  }

  private SweepConfig continued(RunDirectory directory) {
    if (RunKind.of(directory.path()).orElseThrow() != RunKind.SWEEP) {
      throw new EbmException(
          ExitCode.USAGE, directory.path() + ": is no sweep; name one with --run-dir");
    }
    ConfigTree saved = RunConfig.read(directory.path());
    SweepConfig before = saved.bind(SweepConfig.class);
    SweepConfig now = tree(saved).bind(SweepConfig.class);
    new Continuation("sweep", directory.path(), "sweep.jobs, sweep.diagnose and runtime.device")
        .require(before.withJobsOf(now), now);
    return now;
  }

  private ConfigTree tree(ConfigTree base) {
    ConfigTree tree =
        shard.over(ConfigOptions.flag(config.tree(base), "sweep.jobs", "--jobs", jobs));
    return config.assigned(diagnose ? tree.with("sweep.diagnose=true", "--diagnose") : tree);
  }

  private int train(Opened opened, Examples data, RunScope scope) {
    SweepConfig sweep = opened.sweep();
    Path run = scope.directory().path();
    return new CellStudy(options, spec, scope)
        .run(sweep, sweep.sweep().jobs(), sweep.sweep().diagnose(), runs -> {
          runs.say("run directory " + run + ", seed " + sweep.seed().orElseThrow() + ", "
              + sweep.cells().size() + " cells");
          opened.remarks().forEach(runs::say);
          Results results = new Results(run, sweep.cells(), data);
          boolean finished =
              runs.train(results.due(), (name, end) -> runs.say(results.add(name, end)));
          print(run, results.table());
          return finished;
        });
  }

  /**
   * A sweep and the precision of its cells.
   *
   * @param remarks what a user should know of it
   */
  private record Opened(SweepConfig sweep, PrecisionChoice precision, List<String> remarks) {
    static Opened of(SweepConfig sweep, Torch torch, String instead) {
      PrecisionChoice choice = sweep.runtime().choice(sweep.chains(), torch);
      List<String> remarks = new ArrayList<>(List.of(choice.line()));
      Emulation.warning(choice, torch, instead).ifPresent(remarks::add);
      return new Opened(sweep.in(choice), choice, remarks);
    }
  }

  /** The rows of the cells that have ended so far; table and figure are up to date after each. */
  private static final class Results {
    private final Path run;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Examples data;
    private final Map<String, SweepRow> rows = new HashMap<>();

    /** Cells that diverged before the sweep was stopped stay as they are in its table. */
    Results(Path run, List<Cell> cells, Examples data) {
      this.run = run;
      this.data = data;
      Path before = run.resolve(SweepShards.TABLE);
      List<SweepRow> old = Files.exists(before) ? SweepTable.read(before).rows() : List.of();
      for (Cell cell : cells) {
        this.cells.put(cell.name(), cell);
        old.stream()
            .filter(row -> row.status() == Status.DIVERGED && row.isOf(cell))
            .forEach(row -> rows.put(cell.name(), row));
      }
    }

    /** What is not known to have diverged. */
    Map<String, TrainConfig> due() {
      Map<String, TrainConfig> configs = new LinkedHashMap<>();
      cells.forEach((name, cell) -> {
        if (!rows.containsKey(name)) {
          configs.put(name, cell.config());
        }
      });
      return configs;
    }

    /** Returns what to say of the cell. */
    String add(String name, CellRuns.End end) {
      if (end == CellRuns.End.STOPPED) {
        return name + "  stopped";
      }
      Cell cell = Objects.requireNonNull(cells.get(name));
      Status status = end == CellRuns.End.DONE ? Status.DONE : Status.DIVERGED;
      SweepRow row = SweepRow.of(cell, status, run.resolve(SweepShards.CELLS).resolve(name), data);
      rows.put(name, row);
      table().write(run.resolve(SweepShards.TABLE));
      table().draw(run.resolve(SweepShards.FIGURE));
      return String.format(
          Locale.ROOT,
          "%s  %s  displacement %.4g  times L %.4g  %s",
          name,
          status.name().toLowerCase(Locale.ROOT),
          row.displacement(),
          row.path(),
          row.verdict());
    }

    SweepTable table() {
      return new SweepTable(cells.keySet().stream()
          .filter(rows::containsKey)
          .map(name -> Objects.requireNonNull(rows.get(name)))
          .toList());
    }
  }

  private void print(Path run, SweepTable table) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.toString());
    for (Status status : Status.values()) {
      summary.put(
          status.name().toLowerCase(Locale.ROOT),
          table.rows().stream().filter(row -> row.status() == status).count());
    }
    summary.put("table", run.resolve(SweepShards.TABLE).toString());
    summary.put("figure", run.resolve(SweepShards.FIGURE).toString());
    Summary.print(spec.commandLine().getOut(), summary, options.json());
  }
}
