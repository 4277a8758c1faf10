package org.ebm.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Model;
import org.ebm.evaluate.EvalConfig;
import org.ebm.evaluate.Evaluation;
import org.ebm.evaluate.Findings;
import org.ebm.evaluate.Samples;
import org.ebm.evaluate.SelfTest;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.Npz;
import org.ebm.run.Checkpoints;
import org.ebm.run.Progress;
import org.ebm.sampler.Runtime;
import org.ebm.study.Compared;
import org.ebm.torch.Torch;
import org.ebm.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm eval}: what an energy is worth, in numbers. */
@Command(
    name = "eval",
    description =
        "Measures an energy: log Z, distances from data, likelihood. In the plane exactly, elsewhere with --ais.",
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer>, Computes {
  @Mixin
  private ModelOption model = new ModelOption();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--data",
      paramLabel = "YAML",
      description =
          "Data to compare with: --data rings; default: the model's, held-out where there are such.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--samples",
      paramLabel = "FILE|RUN",
      description =
          "Samples to compare with the data: .npy, .npz, or a sample run's ends; default: the training run's bank, or its last probe.")
  private Optional<String> samples = Optional.empty();

  @Option(
      names = "--ais",
      description =
          "log Z by annealed importance sampling; costs 3 x levels x chains x 7 evaluations of the model. --levels or --chains imply it.")
  private boolean ais;

  @Option(names = "--levels", paramLabel = "N", description = "Levels of --ais; default: 1000.")
  private Optional<String> levels = Optional.empty();

  @Option(names = "--chains", paramLabel = "N", description = "Chains of --ais; default: 100.")
  private Optional<String> chains = Optional.empty();

  @Option(
      names = "--self-test",
      description = "Measures exact samples of the data's density against that density; no model.")
  private boolean selfTest;

  @Option(names = "--json", description = "The result as one JSON object on standard output.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress on standard error.")
  private boolean quiet;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    return selfTest ? selfTest() : evaluate();
  }

  private int evaluate() {
    Optional<Path> trained = trained();
    EvalConfig bound = tree(trained).bind(EvalConfig.class);
    EvalConfig seeded = bound.withSeed(bound.seed().orElseGet(Seeds::draw));
    Optional<Path> run = trained
        .map(ModelOption::runOf)
        .filter(folder -> Files.isRegularFile(folder.resolve("config.yaml")));
    try (Torch torch = seeded.runtime().open();
        Progress progress = new Progress(spec.commandLine().getErr(), mode());
        Evaluation evaluation = Evaluation.open(seeded, torch)) {
      progress.say("seed " + seeded.seed().orElseThrow());
      Findings findings = evaluation.measure(run.flatMap(this::samples), progress);
      run.filter(folder -> isSeen(folder, seeded))
          .ifPresent(folder -> findings.warnings().add(Compared.NONE_HELD_OUT));
      findings.warnings().forEach(this::warn);
      run.ifPresent(folder -> AtomicFile.write(
          folder.resolve("eval.json"), json(findings).getBytes(StandardCharsets.UTF_8)));
      print(findings);
    }
    return ExitCode.OK.status();
  }

  private int selfTest() {
    ConfigTree tree = ConfigOptions.flag(config.tree(ConfigTree.empty()), "data", "--data", data);
    SelfTestConfig bound = config.assigned(tree).bind(SelfTestConfig.class);
    List<SelfTest.Check> checks =
        new SelfTest(bound.data().open(), RandomKey.ofSeed(bound.seed())).run();
    boolean passed = checks.stream().allMatch(SelfTest.Check::passed);
    Map<String, Object> report = new LinkedHashMap<>(Map.of("passed", passed));
    checks.forEach(check -> report.put(check.name(), check.value()));
    Summary.print(spec.commandLine().getOut(), report, json);
    checks.stream()
        .filter(check -> !check.passed())
        .forEach(check ->
            warn(check.name() + ": must be " + check.allowed() + ", got " + check.value()));
    return (passed ? ExitCode.OK : ExitCode.CHECK_FAILED).status();
  }

  /** The model's folder, unless an energy is named that stands on its own. */
  private Optional<Path> trained() {
    return config.describeEnergy("eval", "--model", model.isGiven())
        ? Optional.empty()
        : Optional.of(model.directory());
  }

  /** What a training run has of its model's samples: its persistent chains, or else the ends of its last probe. */
  private Optional<Samples> samples(Path run) {
    return bank(run).or(() -> probed(run));
  }

  private static Optional<Samples> probed(Path run) {
    return Folders.list(run.resolve("samples")).stream()
        .filter(file -> String.valueOf(file.getFileName()).matches("long-\\d+\\.npz"))
        .max(Comparator.naturalOrder())
        .flatMap(file -> Optional.ofNullable(Npz.read(file).get("long_run"))
            .map(ends -> new Samples("last probe of " + run, ends)));
  }

  private Optional<Samples> bank(Path run) {
    return new Checkpoints(run.resolve("checkpoints"), Integer.MAX_VALUE)
        .newest(this::warn)
        .flatMap(found -> Optional.ofNullable(found.checkpoint().arrays().get("chains")))
        .flatMap(state -> Optional.ofNullable(state.get("bank")))
        .map(chains -> new Samples("persistent chains of " + run, chains));
  }

  /** The training run's model, held-out data and runtime, under the files, flags and --set given here. */
  private ConfigTree tree(Optional<Path> trained) {
    ConfigTree tree = config.tree(trained.map(EvalCommand::inherited).orElseGet(ConfigTree::empty));
    tree = ConfigOptions.flag(tree, "data", "--data", data);
    tree = ConfigOptions.flag(
        tree,
        "samples.path",
        "--samples",
        samples.map(path -> "'" + path.replace("'", "''") + "'"));
    tree = ais && !tree.has("ais") ? tree.with("ais={}", "--ais") : tree;
    tree = ConfigOptions.flag(tree, "ais.levels", "--levels", levels);
    tree = ConfigOptions.flag(tree, "ais.chains", "--chains", chains);
    return config.assigned(tree);
  }

  private static boolean isSeen(Path run, EvalConfig config) {
    TrainConfig training = ConfigTree.read(run.resolve("config.yaml")).bind(TrainConfig.class);
    return config
        .data()
        .filter(new Compared(Optional.of(training.data()))::isSeen)
        .isPresent();
  }

  private static ConfigTree inherited(Path folder) {
    Path file = ModelOption.runOf(folder).resolve("config.yaml");
    Optional<TrainConfig> training = Files.isRegularFile(file)
        ? Optional.of(ConfigTree.read(file).bind(TrainConfig.class))
        : Optional.empty();
    Inherited inherited = new Inherited(
        new Model(folder),
        training.map(TrainConfig::data).map(data -> data.heldOut().orElse(data)),
        training.map(TrainConfig::runtime));
    return ConfigTree.parse(ConfigWriter.yaml(inherited), "defaults of the training run");
  }

  /** What a trained model brings along. */
  record Inherited(
      @Key("the model") Energy energy,
      @Key("data of the law that it learned") Optional<Dataset> data,
      @Key("where it was computed") Optional<Runtime> runtime) {}

  private Map<String, Object> report(Findings findings) {
    Map<String, Object> report = new LinkedHashMap<>(findings.values());
    report.put("warnings", findings.warnings());
    return report;
  }

  private String json(Findings findings) {
    StringWriter text = new StringWriter();
    Summary.print(new PrintWriter(text, true), report(findings), true);
    return text.toString();
  }

  private void print(Findings findings) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Summary.print(out, report(findings), true);
      return;
    }
    Map<String, Object> values = new LinkedHashMap<>(findings.values());
    values.replaceAll((name, value) -> value instanceof List<?> list ? rounded(list) : value);
    Summary.print(out, values, false);
  }

  private static String rounded(List<?> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%.4g", (Double) number))
        .collect(Collectors.joining(" "));
  }

  private Progress.Mode mode() {
    if (quiet) {
      return Progress.Mode.NONE;
    }
    return Boolean.getBoolean("ebm.tty") ? Progress.Mode.BAR : Progress.Mode.PLAIN;
  }

  private void warn(String text) {
    spec.commandLine().getErr().println("warning: " + text);
  }
}
