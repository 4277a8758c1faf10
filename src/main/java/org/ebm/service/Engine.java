package org.ebm.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.data.Examples;
import org.ebm.run.Provenance;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.sampler.Resources;
import org.ebm.torch.Processor;
import org.ebm.torch.Torch;

/**
 * The engine that a run computes on, and the precision that was chosen for its chains there.
 *
 * @param convolves whether its energy has convolutions
 */
record Engine(Torch torch, PrecisionChoice precision, boolean convolves) implements AutoCloseable {
  static Engine open(Resources runtime, PrecisionChoice.Chains chains) {
    Torch torch = runtime.open();
    return new Engine(torch, runtime.choice(chains, torch), chains.energy().hasConvolutions());
  }

  /** What run.json says of a library, device and workers. */
  static Map<String, String> described(Torch torch) {
    return new TreeMap<>(Map.of(
        "libtorch",
        Torch.version(),
        "device",
        torch.deviceName(),
        "workers",
        String.valueOf(torch.workers())));
  }

  /** The same, with what chains compute in, and why. */
  Map<String, String> described() {
    Map<String, String> engine = described(torch);
    engine.put("precision", precision.name());
    engine.put("precision_reason", precision.reason());
    engine.put("instructions", Processor.here().instructions());
    return engine;
  }

  /**
   * What run.json says of a run that begins on it now.
   *
   * @param origins where the configuration's values come from
   */
  Provenance.Subject subject(
      Call call, long seed, Optional<Examples> data, Map<String, String> origins) {
    return new Provenance.Subject(
        call.commandLine(), seed, data.map(Examples::fingerprint).orElse(""), described(), origins);
  }

  /**
   * What a user should know of the precision.
   *
   * @param instead what to type for float32
   */
  List<String> remarks(String instead) {
    List<String> remarks = new ArrayList<>(List.of(precision.line()));
    Emulation.warning(precision, torch, instead).ifPresent(remarks::add);
    if (convolves && torch.deviceName().equals("cpu") && !Processor.here().usesOneDnn()) {
      remarks.add("warning: " + Processor.WITHOUT_ONEDNN);
    }
    return remarks;
  }

  /** The same, for chains that share the workers. */
  List<String> remarksOnWorkers(String instead) {
    List<String> remarks = remarks(instead);
    remarks.addAll(1, Cores.here().oversubscription(torch.workers()));
    return remarks;
  }

  @Override
  public void close() {
    torch.close();
  }
}
