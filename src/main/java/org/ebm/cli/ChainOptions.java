package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.files.UserPath;
import org.ebm.sample.SampleConfig;
import org.ebm.service.Defaults;
import picocli.CommandLine.Option;

/** First-class flags for a run of chains. */
final class ChainOptions {
  private static final String SAMPLER = "sampler";
  private static final List<String> STARTS =
      List.of("data", "uniform", "gaussian", "corrupted", "overdispersed");

  @Option(names = "--steps", paramLabel = "N", description = "Chain steps; default: 10000.")
  private Optional<String> steps = Optional.empty();

  @Option(names = "--chains", paramLabel = "N", description = "Chains; default: 100.")
  private Optional<String> chains = Optional.empty();

  @Option(
      names = "--init",
      paramLabel = "START",
      description =
          "data, corrupted (data with flips or a mask), overdispersed (data with noise of unlike widths), uniform, gaussian, bank (the training run's persistent chains), generator (drafts of the one that learned with the energy), a .npy or .npz file of states, or a sample run's folder: its end states.")
  private Optional<String> init = Optional.empty();

  @Option(
      names = "--sampler",
      paramLabel = "KIND",
      description =
          "langevin, mala, hmc, nuts, underdamped or random_walk; for spins and bits gibbs or flips; default: that of the training run.")
  private Optional<String> sampler = Optional.empty();

  @Option(
      names = "--step-size",
      paramLabel = "EPS",
      description = "eps of the sampler, data units.")
  private Optional<String> stepSize = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "K",
      description = "Keeps the states of every K-th step in states.npy; default: only the ends.")
  private Optional<String> keep = Optional.empty();

  /** A tree with these flags laid over it. */
  ConfigTree over(ConfigTree base, Optional<Defaults> inherited) {
    ConfigTree tree = ConfigOptions.flag(base, "steps", "--steps", steps);
    tree = ConfigOptions.flag(tree, "chains", "--chains", chains);
    tree = ConfigOptions.flag(tree, "keep", "--keep", keep);
    tree = init.isEmpty() ? tree : started(tree, init.get(), inherited);
    return sampled(tree.withLatestKinds(SampleConfig.class));
  }

  private static ConfigTree started(ConfigTree tree, String start, Optional<Defaults> inherited) {
    if (STARTS.contains(start)) {
      return tree.with("init=" + start, "--init");
    }
    if (start.equals("bank")) {
      ConfigTree bank = inherited
          .flatMap(Defaults::bank)
          .orElseThrow(
              () -> new EbmException(
                  ExitCode.USAGE,
                  "--init bank: there is no training run with persistent chains; choose data, uniform or gaussian"));
      return tree.mergedWith(bank);
    }
    if (start.equals("generator")) {
      return tree.mergedWith(
          inherited
              .flatMap(Defaults::generator)
              .orElseThrow(
                  () -> new EbmException(
                      ExitCode.USAGE,
                      "--init generator: no generator learned with this energy; choose data, uniform or gaussian, or name one: --set init.generator.folder=runs/NAME/model/generator")));
    }
    if (!Files.exists(path(start))) {
      throw new EbmException(
          ExitCode.USAGE,
          "--init: must be data, corrupted, overdispersed, uniform, gaussian, bank, generator, a .npy or .npz file, or a sample run's folder, got '"
              + start + "', and there is no such file");
    }
    return tree.with("init={file: {path: '" + start.replace("'", "''") + "'}}", "--init");
  }

  private static Path path(String start) {
    try {
      return UserPath.of(start);
    } catch (IllegalArgumentException e) {
      throw new EbmException(ExitCode.USAGE, "--init: " + e.getMessage(), e);
    }
  }

  private ConfigTree sampled(ConfigTree base) {
    ConfigTree tree = base;
    if (sampler.isPresent() && !tree.has(SAMPLER + "." + sampler.get())) {
      tree = tree.with(SAMPLER + "={" + sampler.get() + ": {}}", "--sampler");
    }
    if (stepSize.isEmpty()) {
      return tree;
    }
    String kind = tree.kind(SAMPLER)
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                "--step-size: there is no sampler to give it to; add --sampler langevin, mala, hmc, nuts, underdamped or random_walk"));
    return tree.with(SAMPLER + "." + kind + ".step_size=" + stepSize.get(), "--step-size");
  }
}
