package org.ebm.service;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.ModelDirectory.Contents;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import org.ebm.network.Condition;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.KernelExport;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.UniformStart;
import org.ebm.torch.Torch;

/**
 * A model for plain PyTorch, with numbers to check it by.
 *
 * @param stepSize eps of the chain; default: that of the training run
 * @param kernel also the chain's loop
 */
public record ModelExport(Defaults of, Optional<Double> stepSize, boolean kernel) {
  private static final int CHAINS = Compute.DEFAULT_BLOCK;
  private static final int STEPS = 20;
  private static final long SEED = 123456789;

  /**
   * Writes energy.pt, kernel.pt if asked for, and reference.npz; of an energy that must be told something of each example, which has neither loop nor reference, energy.pt alone.
   *
   * @param target default: the folder export in the run, which must not lead elsewhere
   * @return the folder
   */
  public Path write(Optional<Path> target) {
    Contents loaded = ModelDirectory.load(of.model());
    Path folder = target.orElseGet(this::inRun);
    Sampler sampler = sampler();
    Potential energy = loaded.energy().open();
    if (kernel && energy.mustBeTold()) {
      throw new EbmException(
          ExitCode.USAGE,
          "--kernel: exports loops of x alone, and this energy is told "
              + energy.conditions().stream()
                  .filter(condition -> condition.byDefault().isEmpty())
                  .map(Condition::name)
                  .toList()
              + " of each chain; leave it out: energy.pt takes that after the weights");
    }
    ModelDirectory.write(folder, loaded.energy(), loaded.weights());
    if (energy.mustBeTold()) {
      return folder;
    }
    if (kernel) {
      AtomicFile.write(
          folder.resolve("kernel.pt"), KernelExport.archive(energy, loaded.weights(), sampler));
    }
    try (Torch torch = Torch.open("cpu", 1);
        Kernel chains = Kernel.open(energy, sampler, new Compute(torch, Precision.FLOAT32))) {
      Npz.write(folder.resolve("reference.npz"), reference(loaded, energy, chains));
    }
    return folder;
  }

  private Path inRun() {
    RunDirectory.requireOwn(of.run());
    return of.run().resolve("export");
  }

  private Sampler sampler() {
    return stepSize
        .map(eps -> of.sampler().orElse(new Langevin(eps, 1, true)).withStepSize(eps))
        .or(of::sampler)
        .orElseThrow(() -> new EbmException(
            ExitCode.USAGE,
            "export: this model has no training run beside it; give the chain's eps: --step-size"));
  }

  /** Energies and gradients at random positions, and the end of a chain from there. */
  private static Map<String, FloatArray> reference(
      Contents loaded, Potential energy, Kernel chains) {
    FloatArray start = new UniformStart(1).noise(energy.space(), CHAINS, RandomKey.ofSeed(SEED));
    ChainState first = chains.init(loaded.weights().list(), start);
    RandomKey key = RandomKey.ofSeed(SEED);
    FloatArray end =
        chains.run(loaded.weights().list(), first, STEPS, key).state().position();
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("x", start);
    arrays.put("energy", first.writtenEnergy());
    if (first.hasGradient()) {
      arrays.put("gradient", first.gradient());
    }
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
