package org.ebm.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.evaluate.EvalConfig;
import org.ebm.evaluate.Findings;
import org.ebm.evaluate.FindingsText;
import org.ebm.evaluate.OutlierNames;
import org.ebm.evaluate.SelfTest;
import org.ebm.evaluate.SelfTestConfig;
import org.ebm.run.EvaluationRecord;
import org.ebm.run.Progress;
import org.ebm.service.Defaults;
import org.ebm.service.EvaluationRun;
import org.ebm.service.WhatNext;
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
      names = "--out-of-distribution",
      paramLabel = "SET",
      arity = "1..*",
      description =
          "Tells the model's data from others by U, typicality and gradient norm: uniform, constant, interpolation, rotation, or another data set as YAML; all: the first four.")
  private List<String> outliers = List.of();

  @Option(
      names = "--fid",
      paramLabel = "FEATURES.pt",
      description =
          "FID, KID, precision, recall and memory of the samples, in features of a TorchScript module; identity: in the numbers of x.")
  private Optional<String> fid = Optional.empty();

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
    Optional<Defaults> learned = config.describeEnergy("eval", "--model", model.isGiven())
        ? Optional.empty()
        : Optional.of(model.defaults());
    EvalConfig bound = tree(learned).bind(EvalConfig.class);
    try (Progress progress = new Progress(spec.commandLine().getErr(), mode())) {
      Findings findings = new EvaluationRun(bound, learned).measure(progress, this::warn);
      findings.warnings().forEach(this::warn);
      print(findings);
    }
    if (!json && !quiet) {
      learned
          .filter(model -> model.training().isPresent())
          .ifPresent(
              model -> WhatNext.after(model.run()).tell(spec.commandLine().getErr()));
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

  /** The training run's model, held-out data and runtime, under the files, flags and --set given here. */
  private ConfigTree tree(Optional<Defaults> learned) {
    ConfigTree tree = config.tree(learned.map(Defaults::ofEvaluation).orElseGet(ConfigTree::empty));
    tree = ConfigOptions.flag(tree, "data", "--data", data);
    tree = ConfigOptions.flag(tree, "samples.path", "--samples", samples.map(EvalCommand::quoted));
    tree = outliers.isEmpty()
        ? tree
        : tree.with("out_of_distribution=" + OutlierNames.yaml(outliers), "--out-of-distribution");
    tree = fid.isPresent() && !tree.has("scores") ? tree.with("scores={}", "--fid") : tree;
    tree = ConfigOptions.flag(tree, "scores.features", "--fid", fid.map(EvalCommand::network));
    tree = ais && !tree.has("ais") ? tree.with("ais={}", "--ais") : tree;
    tree = ConfigOptions.flag(tree, "ais.levels", "--levels", levels);
    tree = ConfigOptions.flag(tree, "ais.chains", "--chains", chains);
    return config.assigned(tree);
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "''") + "'";
  }

  private static String network(String given) {
    return given.equals("identity") ? "none" : quoted(given);
  }

  private void print(Findings findings) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Summary.print(out, EvaluationRecord.object(findings.values(), findings.warnings()), true);
      return;
    }
    Summary.print(out, FindingsText.values(findings), false);
    FindingsText.tables(findings).forEach(out::println);
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
