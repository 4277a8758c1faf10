package org.ebm.service;

import java.util.function.Function;
import org.ebm.base.ExitCode;

/**
 * How the work in a run ended.
 *
 * @param finished or else stopped, with a checkpoint
 */
public record Ended<T>(T result, boolean finished) {
  /** Exit status: done, or stopped. */
  public int status() {
    return (finished ? ExitCode.OK : ExitCode.STOPPED).status();
  }

  <S> Ended<S> map(Function<T, S> change) {
    return new Ended<>(change.apply(result), finished);
  }
}
