package org.ebm.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;

/** Draws from an opened data set: host arrays, no engine. Immutable, so any number of threads may draw. */
public interface Examples {
  /** Of one example. */
  Shape shape();

  /** Where examples live: as their shape says, unless the set knows better. */
  default Space space() {
    return Space.of(shape());
  }

  /**
   * n independent draws, with replacement if the set is finite, data noise added. The same key gives the same draws.
   */
  Batch draw(int n, RandomKey key);

  /**
   * n different examples of a finite set in an order drawn by the key, data noise added: for whoever takes them for independent, which copies are not. Of endless sets, draws.
   *
   * @param n at most {@link #size}
   */
  Batch drawDifferent(int n, RandomKey key);

  /** Those of one class, where one is given and the set can be divided by classes; else all. */
  default Examples ofClass(Optional<Integer> label) {
    return label.flatMap(value -> ofClasses(List.of(value))).orElse(this);
  }

  /** The examples of {@link #draw}, as (n, shape...). */
  default FloatArray batch(int n, RandomKey key) {
    return draw(n, key).examples();
  }

  /**
   * Examples to show, the same on every call: the first n of a finite set without data noise (all of them if it has fewer), n fixed draws of an
   * exact sampler.
   */
  FloatArray first(int n);

  /** The same with what comes with each: its class, its image. */
  default Batch firstTold(int n) {
    FloatArray first = first(n);
    return new Batch(first, labels().map(all -> Arrays.copyOf(all, first.rows())));
  }

  /** How the image is made that comes with each example; empty where none does. */
  default Optional<Pairing> pairing() {
    return Optional.empty();
  }

  /** The class of each example of a finite set, counted from 0, in the order of {@link #first}; empty for a set without classes. */
  default Optional<int[]> labels() {
    return Optional.empty();
  }

  /** How many different examples there are; empty for the exact sampler of a density. */
  OptionalLong size();

  /**
   * Exact log q of each point, in nats; minus infinity off the support. Empty for a finite set, whose density is not known.
   *
   * @param points (n, shape...)
   */
  default Optional<double[]> logDensity(FloatArray points) {
    return Optional.empty();
  }

  /** Those of some classes; empty for a set without classes, and if it has none of these. */
  default Optional<Examples> ofClasses(List<Integer> keep) {
    return Optional.empty();
  }

  /** The part of the plane worth plotting; empty unless an example is a point in the plane. */
  default Optional<Box> box() {
    return Optional.empty();
  }

  /** Whether every part of an example has the law of every other: a texture, of which it is asked how often its features come, not where. */
  default boolean looksAlikeEverywhere() {
    return false;
  }

  /** What was passed over while the set was read, and what is unusual about it: a line each, to be told once. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * SHA-256, in hexadecimal, of the names and content of the files behind the set, or of a frozen text of what describes it where there are none. A
   * resumed run refuses data whose fingerprint changed.
   */
  String fingerprint();
}
