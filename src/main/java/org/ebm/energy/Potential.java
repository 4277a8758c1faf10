package org.ebm.energy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.script.Archive;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** What chains move on: U(x), with p(x) proportional to exp(-U(x)), as a module of a program. Temperatures are already inside. */
public interface Potential {
  /** Shape of one example. */
  Shape shape();

  /** Where x lives. */
  default Space space() {
    return Space.of(shape());
  }

  /** The program's list argument {@code p}: what is learned, nothing else. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** What it is told beside x, in the order of {@code c}. */
  default List<Condition> conditions() {
    return List.of();
  }

  /** Of a sum, its first term, which the others tilt; its part of {@code p} and of {@code w} comes first. */
  default Optional<Potential> base() {
    return Optional.empty();
  }

  /** The filters that it is made of, if it is or holds a frame. */
  default Optional<Frame> frame() {
    return Optional.empty();
  }

  /** The class at which it is fixed, if it is. */
  default Optional<Label> fixedLabel() {
    return Optional.empty();
  }

  /** What it is told already, by name: (1, shape...) for all chains alike, or (m, shape...), of which chain k is told row k modulo m. */
  default Map<String, FloatArray> given() {
    return Map.of();
  }

  /** What the images were made of that it is told already, if that is known. */
  default Optional<GivenImages.Pairs> pairs() {
    return Optional.empty();
  }

  /**
   * A class.
   *
   * @param value from 0
   * @param classes how many there are
   */
  record Label(int value, int classes) {}

  default Set<Ability> abilities() {
    return EnumSet.of(Ability.ENERGY, Ability.GRADIENT, Ability.CURVATURE);
  }

  /** @param precision of the arithmetic inside; states and results are float32 */
  EnergyModule module(Precision precision, Graph graph);

  /** SHA-256, in hexadecimal, of each file that was read, by name: what was begun with one energy must not go on with another. */
  default Map<String, String> fingerprints() {
    return Map.of();
  }

  /** The one module of the user's in the tree. */
  default Optional<UserCode> foreign() {
    return Optional.empty();
  }

  /** What its data are measured in, if it knows: chains then take their steps in standard numbers. */
  default Optional<Units> units() {
    return Optional.empty();
  }

  /** T of what is learned: the factor that makes a gradient of U one of f = T U, so that learning rates do not depend on eps. */
  default double temperature() {
    return 1;
  }

  /**
   * Tries what comes from a file of the user's, for who makes a folder before the energy is compiled.
   *
   * @throws org.ebm.base.EbmException damaged (exit 65) if it does not fit
   */
  default void requireUsable(Torch torch) {
    foreign().ifPresent(user -> user.requireUsable(torch));
  }

  /**
   * log Z and what else a formula or a short sum gives; empty for most energies.
   *
   * @param parameters the energy's
   */
  default Optional<ExactLaw> exactLaw(List<FloatArray> parameters) {
    return Optional.empty();
  }

  /** At least so many numbers are held at once for each example while U and dU/dx are computed. */
  default long numbersPerExample() {
    return shape().elements();
  }

  /**
   * What a call is told where nobody says more than the parameters.
   *
   * @throws ConfigException if a condition has no default
   */
  default EnergyInputs inputs(List<FloatArray> parameters) {
    List<FloatArray> defaults = new ArrayList<>();
    for (Condition condition : conditions()) {
      defaults.add(condition.defaultArray().orElseThrow(() -> untold(condition)));
    }
    return new EnergyInputs(parameters, defaults);
  }

  /** That something must be told which has no default. */
  static ConfigException untold(Condition condition) {
    if (condition.name().equals(Condition.IMAGE)) {
      return new ConfigException(
          "condition.image",
          "must be given, this energy is told an image of shape " + condition.shape()
              + "; where chains can be told many, one for each: --set condition.image.file.path=SEEN.npy; here one at most");
    }
    if (condition.choices().isEmpty()) {
      return new ConfigException(
          "condition." + condition.name(),
          "is another for each chain, which this command cannot tell them; leave one of it");
    }
    return new ConfigException(
        "condition." + condition.name(),
        "must be given, this energy depends on it; one of " + condition.choices()
            + ": --set condition." + condition.name() + "="
            + condition.choices().get(condition.choices().size() - 1));
  }

  /** Of conditions that are known and differ between chains, their values by name: (m, shape...), of which chain k is told row k modulo m. */
  default Map<String, FloatArray> dealt() {
    return Map.of();
  }

  /**
   * What a call for so many chains is told where nobody says more than the parameters.
   *
   * @throws ConfigException if a condition has no default, or the chains cannot be dealt evenly
   */
  default EnergyInputs inputs(List<FloatArray> parameters, int chains) {
    Map<String, FloatArray> dealt = dealt();
    if (dealt.isEmpty()) {
      return inputs(parameters);
    }
    List<FloatArray> told = new ArrayList<>();
    for (Condition condition : conditions()) {
      FloatArray rows = dealt.get(condition.name());
      told.add(
          rows == null
              ? condition.defaultArray().orElseThrow(() -> untold(condition))
              : condition.dealt(rows, chains));
    }
    return new EnergyInputs(parameters, told);
  }

  /** How many classes it is a classifier of, with {@code class_energies} in its module; empty for most energies. */
  default Optional<Integer> classes() {
    return Optional.empty();
  }

  /** Whether it must be told something that has no default, such as a label. */
  default boolean mustBeTold() {
    return conditions().stream().anyMatch(condition -> condition.byDefault().isEmpty());
  }

  /** Where the condition of a name stands in {@code c}; -1 if the energy has it not. */
  default int indexOf(String name) {
    return conditions().stream().map(Condition::name).toList().indexOf(name);
  }

  /** The condition of a name, if the energy has it. */
  default Optional<Condition> condition(String name) {
    return conditions().stream()
        .filter(condition -> condition.name().equals(name))
        .findFirst();
  }

  /**
   * Compiles a program that has this energy's module in its tree.
   *
   * @throws org.ebm.base.EbmException damaged (exit 65) if a file of the user's in it does not fit
   */
  default Program program(TorchClass root, Torch torch) {
    byte[] archive = Archive.write(root);
    Program program = foreign()
        .map(user -> user.program(archive, torch))
        .orElseGet(() -> Program.load(archive, torch));
    return root.differentiates() ? program : program.inference();
  }
}
