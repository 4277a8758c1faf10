package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.ModelDirectory.Contents;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.KernelExport;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Uniform;
import org.ebm.torch.Torch;
import org.ebm.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm export}: a model for plain PyTorch, with numbers to check it by. */
@Command(
    name = "export",
    description =
        "Writes energy.pt (and kernel.pt) for plain PyTorch, with reference.npz to check them by.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
  private static final int CHAINS = Compute.DEFAULT_BLOCK;
  private static final int STEPS = 20;
  private static final long SEED = 123456789;

  @Mixin
  private ModelOption model = new ModelOption();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder to write to; default: export in the run directory.")
  private Optional<Path> target = Optional.empty();

  @Option(names = "--kernel", description = "Also kernel.pt: the chain's loop.")
  private boolean kernel;

  @Option(
      names = "--step-size",
      paramLabel = "EPS",
      description = "eps of the chain; default: that of the training run.")
  private Optional<Double> stepSize = Optional.empty();

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Contents loaded = ModelDirectory.load(model.directory());
    Path folder = target.orElseGet(this::export);
    Sampler sampler = sampler();
    Potential energy = loaded.energy().open();
    ModelDirectory.write(folder, loaded.energy(), loaded.weights());
    if (kernel) {
      AtomicFile.write(
          folder.resolve("kernel.pt"), KernelExport.archive(energy, loaded.weights(), sampler));
    }
    try (Torch torch = Torch.open("cpu", 1);
        Kernel chains = Kernel.open(energy, sampler, new Compute(torch, Precision.FLOAT32))) {
      Npz.write(folder.resolve("reference.npz"), reference(loaded, energy, chains));
    }
    spec.commandLine().getOut().println(folder);
  }

  /** The folder in the run, which must not lead elsewhere. */
  private Path export() {
    Path run = ModelOption.runOf(model.directory());
    RunDirectory.requireOwn(run);
    return run.resolve("export");
  }

  /** That of the training run, with --step-size if that is given. */
  private Sampler sampler() {
    if (stepSize.isPresent() && !(stepSize.get() > 0)) {
      throw new EbmException(ExitCode.USAGE, "--step-size: must be > 0, got " + stepSize.get());
    }
    Optional<Sampler> trained = trainingSampler();
    return stepSize
        .map(eps -> trained.orElse(new Langevin(eps, 1, true)).withStepSize(eps))
        .or(() -> trained)
        .orElseThrow(() -> new EbmException(
            ExitCode.USAGE,
            "export: this model has no training run beside it; give the chain's eps: --step-size"));
  }

  private Optional<Sampler> trainingSampler() {
    Path config = ModelOption.runOf(model.directory()).resolve("config.yaml");
    return Files.isRegularFile(config)
        ? ConfigTree.read(config).bind(TrainConfig.class).sampler()
        : Optional.empty();
  }

  /** Energies and gradients at random positions, and the end of a chain from there. */
  private static Map<String, FloatArray> reference(
      Contents loaded, Potential energy, Kernel chains) {
    FloatArray start = new Uniform(1).noise(energy.shape(), CHAINS, RandomKey.ofSeed(SEED));
    ChainState first = chains.init(loaded.weights().list(), start);
    RandomKey key = RandomKey.ofSeed(SEED);
    FloatArray end =
        chains.run(loaded.weights().list(), first, STEPS, key).state().position();
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("x", start);
    arrays.put("energy", first.energy());
    arrays.put("gradient", first.gradient());
    arrays.put("steps", FloatArray.of(STEPS));
    arrays.put("seed", halves(key.fold(0).seed()));
    arrays.put("end", end);
    return arrays;
  }

  /** A 63-bit seed in four exact floats of 16 bits, highest first. */
  private static FloatArray halves(long seed) {
    return FloatArray.of(
        seed >>> 48 & 0xFFFF, seed >>> 32 & 0xFFFF, seed >>> 16 & 0xFFFF, seed & 0xFFFF);
  }
}
