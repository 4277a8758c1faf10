package org.ebm.run;

/**
 * Something that went wrong in a training, and what was done.
 *
 * @param update in which it was seen; that update was not made
 * @param sign name of the rule that it broke
 * @param value what was seen; NaN where it is no number
 * @param limit what it should not have passed; NaN where there is none
 * @param checkpoint update that training went back to; 0: the start. For a stop: that of the newest checkpoint
 * @param care how much more careful training is since then, all rollbacks together
 */
public record Event(
    long update,
    String sign,
    double value,
    double limit,
    Action action,
    long checkpoint,
    Care care) {
  /**
   * Factors of the configuration.
   *
   * @param learningRate of the learning rate
   * @param steps of the chain steps per update
   */
  public record Care(double learningRate, int steps) {
    public static final Care NONE = new Care(1, 1);
  }

  /** What was done. */
  public enum Action {
    STOP,
    ROLLBACK
  }
}
