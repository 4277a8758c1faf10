package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;

/** Where and how exactly to compute. Only precision and block size change results. */
public record Resources(
    @Key(
        value =
            "auto (the first GPU, else the CPU), cpu, cuda:0, cuda:1, ..., or several joined by commas: blocks of chains are dealt to them in turn",
        byDefault = "auto")
    String device,

    @Key(
        value =
            "float32 or bfloat16: arithmetic of the energy at the chains; learning gradients are always float32. auto: bfloat16 where the processor computes it (AVX512-BF16, AMX), for convolutions at eps 0.03 or more; float32 otherwise, and for samplers that reject, shards and array tasks. A run records what was chosen and keeps it",
        byDefault = "auto")
    Optional<Precision> precision,

    @Key(
        value = "threads that share the chains, dealt to the devices; auto: one per core",
        range = ">= 1",
        byDefault = "auto")
    Optional<Integer> workers,

    @Key(
        value = "chains that one worker moves in one call; changes results as a seed does",
        range = ">= 1",
        byDefault = "50")
    int chainsPerBlock) {
  public Resources {
    if (!device.matches("auto|(cpu|cuda:\\d{1,3})(,(cpu|cuda:\\d{1,3}))*")) {
      throw new ConfigException(
          "device", "must be auto, cpu, cuda:N or several as cuda:0,cuda:1, got '" + device + "'");
    }
  }

  /** Without device and workers, on which no result depends. */
  public Resources anywhere() {
    return new Resources("auto", precision, Optional.empty(), chainsPerBlock);
  }

  /** With the precision that was chosen. */
  public Resources in(PrecisionChoice choice) {
    return new Resources(device, Optional.of(choice.precision()), workers, chainsPerBlock);
  }

  /** With the precision still to choose: for a run that starts from another one, perhaps on another machine. */
  public Resources undecided() {
    return new Resources(device, Optional.empty(), workers, chainsPerBlock);
  }

  /** This one; or with the precision of another, if it names none. */
  public Resources decidedAs(Resources other) {
    return new Resources(device, precision.or(other::precision), workers, chainsPerBlock);
  }

  /** Which precision chains get here, by name or by {@link PrecisionChoice the rules}. */
  public PrecisionChoice choice(PrecisionChoice.Chains chains, Torch torch) {
    return PrecisionChoice.of(precision, chains, PrecisionChoice.Place.of(torch));
  }

  /** Starts the engine. */
  public Torch open() {
    return Torch.open(device, workers.orElse(java.lang.Runtime.getRuntime().availableProcessors()));
  }

  /** In float32 as long as nothing was chosen. */
  public Compute compute(Torch torch) {
    return new Compute(torch, precision.orElse(Precision.FLOAT32), chainsPerBlock);
  }
}
