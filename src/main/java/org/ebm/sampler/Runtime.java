package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;

/** Where and how exactly to compute. Only precision and block size change results. */
public record Runtime(
    @Key(
        value =
            "auto (the first GPU, else the CPU), cpu, cuda:0, cuda:1, ..., or several joined by commas: blocks of chains are dealt to them in turn",
        byDefault = "auto")
    String device,

    @Key(
        value = "arithmetic of the energy at the chains; learning gradients are always float32",
        byDefault = "float32")
    Precision precision,

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
  public Runtime {
    if (!device.matches("auto|(cpu|cuda:\\d{1,3})(,(cpu|cuda:\\d{1,3}))*")) {
      throw new ConfigException(
          "device", "must be auto, cpu, cuda:N or several as cuda:0,cuda:1, got '" + device + "'");
    }
  }

  /** Without device and workers, on which no result depends. */
  public Runtime anywhere() {
    return new Runtime("auto", precision, Optional.empty(), chainsPerBlock);
  }

  /** Starts the engine. */
  public Torch open() {
    return Torch.open(device, workers.orElse(java.lang.Runtime.getRuntime().availableProcessors()));
  }

  public Compute compute(Torch torch) {
    return new Compute(torch, precision, chainsPerBlock);
  }
}
