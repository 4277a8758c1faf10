package org.ebm.sampler;

/** A rule that moves chains one step and leaves exp(-U) (nearly) invariant. Step size always means eps, in data units. */
public sealed interface Sampler permits Langevin {
  /** Lines before the loop: read {@link #arguments} from {@code arg}. */
  String begin();

  /**
   * Lines of one step: from {@code x} (n, ...), {@code e} = U(x) (n) and {@code g} = dU/dx to their next values. Random numbers come from
   * {@code self.noise(x, rows, generator)}, standard normal in the shape of x; energies and gradients from {@code
   * self.energy_gradient_with(x, w)} or {@code self.gradient_with(x, w)}. A step that can reject
   * assigns {@code accepted} (n), 1 or 0.
   */
  String step();

  /** Lines after the loop, for a step that leaves {@code e} behind. */
  default String end() {
    return "";
  }

  /** What {@link #begin} reads, so that a program serves every value. */
  float[] arguments();

  /** eps. */
  double stepSize();

  /** Factor of the gradient in a step: eps^2 / 2 T. Times the gradient's norm it is the displacement r_t. */
  double drift();
}
