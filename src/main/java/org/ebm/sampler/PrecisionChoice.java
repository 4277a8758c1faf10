package org.ebm.sampler;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.config.KindName;
import org.ebm.energy.Energy;
import org.ebm.energy.Precision;
import org.ebm.torch.Processor;
import org.ebm.torch.Torch;

/**
 * Which arithmetic chains get, and why. {@code auto} is decided by rules and never by a stopwatch, so that the same record gives the same run on the same
 * kind of machine: bfloat16 where the processor computes it and the chains gain by it, float32 otherwise.
 *
 * @param reason one clause, for people
 */
public record PrecisionChoice(Precision precision, String reason) {
  /** The smallest eps that bfloat16 resolves: at x near 1 its numbers lie 0.008 apart, a quarter of this. */
  public static final double RESOLUTION = 0.03;

  /**
   * The chains that the choice is for.
   *
   * @param samplers all that will move them
   * @param isShard a part of a run: unlike machines may compute its other parts
   */
  public record Chains(Energy energy, List<Sampler> samplers, boolean isShard) {}

  /**
   * Where they are to run.
   *
   * @param device as {@link Torch#deviceName} has it
   * @param isArrayTask one of many like it, on whatever machines a scheduler has
   */
  public record Place(Processor processor, String device, boolean isArrayTask) {
    /** This process. */
    public static Place of(Torch torch) {
      return new Place(Processor.here(), torch.deviceName(), ArrayTask.isIn(System.getenv()));
    }

    /** Whether bfloat16 would be emulated here. */
    public boolean emulatesBfloat16() {
      return device.equals("cpu") && !processor.computesBfloat16();
    }
  }

  /** The configuration's word, or else what the rules say. */
  public static PrecisionChoice of(Optional<Precision> named, Chains chains, Place place) {
    return named
        .map(precision -> new PrecisionChoice(precision, "as the configuration says"))
        .orElseGet(() -> auto(chains, place));
  }

  private static PrecisionChoice auto(Chains chains, Place place) {
    return againstBfloat16(chains, place)
        .map(reason -> new PrecisionChoice(Precision.FLOAT32, reason))
        .orElseGet(() -> new PrecisionChoice(
            Precision.BFLOAT16,
            "this processor computes it (" + place.processor().instructions()
                + "), for convolutions at eps " + RESOLUTION + " or more"));
  }

  /** The first rule that forbids it. What the machine has comes last: before it, all machines agree. */
  private static Optional<String> againstBfloat16(Chains chains, Place place) {
    Optional<Sampler> rejecting =
        chains.samplers().stream().filter(Sampler::rejects).findFirst();
    if (rejecting.isPresent()) {
      return Optional.of(KindName.of(rejecting.get().getClass())
          + " accepts or rejects by energies, of which bfloat16 keeps 8 bits");
    }
    if (chains.isShard() || place.isArrayTask()) {
      return Optional.of("parts of a run may meet unlike machines, and all compute float32");
    }
    if (!chains.energy().hasConvolutions()) {
      return Optional.of("bfloat16 gains in convolutions only, and this energy has none");
    }
    double eps = chains.samplers().stream().mapToDouble(Sampler::stepSize).min().orElse(Double.NaN);
    if (!(eps >= RESOLUTION)) {
      return Optional.of(
          chains.samplers().isEmpty()
              ? "there are no chains to gain"
              : String.format(
                  Locale.ROOT, "eps %.3g is below what bfloat16 resolves, %s", eps, RESOLUTION));
    }
    if (!place.device().equals("cpu")) {
      return Optional.of("auto chooses bfloat16 on processors only, not on " + place.device());
    }
    return place.processor().computesBfloat16()
        ? Optional.empty()
        : Optional.of(
            "this processor does not compute bfloat16 (" + place.processor().instructions() + ")");
  }

  /** In one line, for people. */
  public String line() {
    return "precision " + name() + ": " + reason;
  }

  /** As a configuration has it. */
  public String name() {
    return precision.name().toLowerCase(Locale.ROOT);
  }
}
