package org.ebm.restore;

import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;

/**
 * What was observed.
 *
 * @param names one each, as results are named
 * @param y (m, shape of y)
 * @param truth x behind each, (m, shape), where it is known
 * @param form in which they came and results go
 * @param refused of others, what is wrong with each: a line
 * @param remarks what a reader should know of them
 */
public record Observations(
    List<String> names,
    FloatArray y,
    Optional<FloatArray> truth,
    Form form,
    List<String> refused,
    List<String> remarks) {
  /** How examples lie in files. */
  public enum Form {
    PICTURES,
    ARRAYS
  }

  public int count() {
    return names.size();
  }
}
