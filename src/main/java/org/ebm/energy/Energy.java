package org.ebm.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Shape;
import org.ebm.base.Support;
import org.ebm.base.Units;
import org.ebm.network.Parameter;

/**
 * The kinds of energy that a configuration can name. A kind describes; what is opened can be computed. Kinds may hold others: the tree in the
 * configuration is the tree of modules that is compiled.
 */
public sealed interface Energy
    permits Annealed,
        Binary,
        Given,
        Hopfield,
        Ising,
        Latent,
        Mixture,
        Model,
        Posterior,
        Scaled,
        SelfContained,
        Sum,
        Tilted,
        Torchscript {
  /** Shape of one example; of a learned energy on disk, its file says it. */
  Shape shape();

  /** Which values an element of x can take. */
  default Support support() {
    return parts().isEmpty() ? Support.REAL : parts().values().iterator().next().support();
  }

  /** Energies that this one is made of, by their place in the configuration: {@code sum[0]}. */
  default Map<String, Energy> parts() {
    return Map.of();
  }

  /** This energy made of others; by the names of {@link #parts}. */
  default Energy withParts(Map<String, Energy> others) {
    return this;
  }

  /** What can be learned, in the order of a program's list argument; empty for an energy that is fixed. */
  default List<Parameter> parameters() {
    return Parts.parameters(parts());
  }

  /** At least so many numbers are held at once for each example while U and dU/dx are computed; known before anything is opened. */
  default long numbersPerExample() {
    return parts().isEmpty()
        ? shape().elements()
        : parts().values().stream().mapToLong(Energy::numbersPerExample).sum();
  }

  /**
   * The energy for a program that is told the {@link #parameters} at every call; files of its fixed parts are read here, once.
   *
   * @throws org.ebm.base.EbmException if a file is not there (exit 2 or 78) or damaged (exit 65)
   */
  Potential open();

  /** What must be learned first, each with its place below the given one; empty for an energy that can be used as it is. */
  default List<Problem> withoutWeights(String place) {
    List<Problem> problems = new ArrayList<>();
    parts().forEach((name, part) -> problems.addAll(part.withoutWeights(place + "." + name)));
    return problems;
  }

  /** The same energies at another temperature, where they are networks to be learned. */
  default Energy withTemperature(double other) {
    Map<String, Energy> changed = new LinkedHashMap<>();
    parts().forEach((name, part) -> changed.put(name, part.withTemperature(other)));
    return withParts(changed);
  }

  /** The learned energy that this is, whatever it is told: one whose training run may stand beside it. */
  default Optional<Model> model() {
    return Optional.empty();
  }

  /** The generator that its x are latents of, if they are. */
  default Optional<Latent> latent() {
    return Optional.empty();
  }

  /** The factor a of U ~ a x^2 far out along each axis, of an energy whose tails are known to be so; infinite where U grows faster. */
  default Optional<double[]> tails() {
    return Optional.empty();
  }

  /** What its data are measured in, if a network in it knows: the first that does. */
  default Optional<Units> units() {
    return parts().values().stream().flatMap(part -> part.units().stream()).findFirst();
  }

  /** The same energies, whose networks know what data are measured in; those that know already stay as they are. */
  default Energy measuredIn(Units units) {
    Map<String, Energy> changed = new LinkedHashMap<>();
    parts().forEach((name, part) -> changed.put(name, part.measuredIn(units)));
    return withParts(changed);
  }

  /**
   * The same energies of x of another size, whose networks have the same layers.
   *
   * @throws org.ebm.base.ConfigException if these do not fit it
   */
  default Energy withInput(List<Integer> sizes) {
    Map<String, Energy> changed = new LinkedHashMap<>();
    parts().forEach((name, part) -> changed.put(name, part.withInput(sizes)));
    return withParts(changed);
  }

  /** Whether its arithmetic is mostly convolutions, which coarser numbers make faster. */
  default boolean hasConvolutions() {
    return parts().values().stream().anyMatch(Energy::hasConvolutions);
  }
}
