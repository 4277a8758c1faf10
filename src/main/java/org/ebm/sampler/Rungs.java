package org.ebm.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;

/**
 * How chains move on the rungs of a ladder of laws exp(-U(x; beta)), whatever these are: all that swaps, levels and log Z need to know.
 */
public interface Rungs extends AutoCloseable {
  /** These rungs of an energy that is told something else; by the program of these, which stay open. */
  Rungs told(EnergyInputs inputs);

  /** The state of chains at given positions (n, ...), which is the same for all rungs. */
  ChainState init(FloatArray position);

  /**
   * Moves the chains of every rung, each rung's law being left as it is.
   *
   * @param states one of n chains for each level; not changed
   * @return new arrays, which the caller may change
   */
  List<Transition> move(List<Level> levels, List<ChainState> states, int moves, RandomKey key);

  /** For each pair of neighbours what their states need to change places. */
  List<Works> works(List<Level> levels, List<ChainState> states);

  /** Whether the law at a level is drawn exactly, so that there is no eps to find. */
  boolean isExact(Level level);

  /** Acceptance at which chains move fastest; empty where no eps is to be found. */
  OptionalDouble targetAcceptance();

  /** log Z at the lowest rung; empty where it is not known. */
  OptionalDouble logReference();

  @Override
  void close();
}
