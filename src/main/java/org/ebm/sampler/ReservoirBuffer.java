package org.ebm.sampler;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;

/** The states that {@link Reservoir} draws from. */
final class ReservoirBuffer implements Starts {
  private static final String NAME = "bank";
  private static final String SEEN = "bank_seen";
  /** Two float32 count so far exactly. */
  private static final long MOST = 1L << 48;

  private final Reservoir reservoir;
  private final Space space;
  private final Optional<Units> units;
  private final RandomKey key;
  private final FloatArray bank;
  /** Ends offered so far; as many rows of the bank are filled, at most all. */
  private long seen;

  ReservoirBuffer(Reservoir reservoir, Space space, Optional<Units> units, RandomKey key) {
    this.reservoir = reservoir;
    this.space = space;
    this.units = units;
    this.key = key;
    this.bank = FloatArray.zeros(space.shape(), reservoir.size());
  }

  /** Draws n of the states with replacement, some or all of them noise. */
  @Override
  public Draw draw(int n, RandomKey drawKey) {
    UniformRandomProvider generator = drawKey.fold("rows").generator();
    FloatArray position =
        Starts.measured(new UniformStart(reservoir.scale()).noise(space, n, drawKey), units);
    int width = bank.rowElements();
    int filled = filled();
    for (int i = 0; i < n && filled > 0; i++) {
      int row = generator.nextInt(filled);
      if (generator.nextDouble() >= reservoir.rejuvenation()) {
        System.arraycopy(bank.values(), row * width, position.values(), i * width, width);
      }
    }
    return new Draw(position, new int[0]);
  }

  private int filled() {
    return (int) Math.min(seen, bank.rows());
  }

  /** Algorithm R: the n-th end of all takes a row with probability size / n. */
  @Override
  public void store(Draw start, FloatArray end) {
    int width = bank.rowElements();
    UniformRandomProvider generator = key.fold(seen).generator();
    for (int i = 0; i < end.rows(); i++) {
      seen++;
      long row = seen <= bank.rows() ? seen - 1 : generator.nextLong(seen);
      if (row < bank.rows()) {
        System.arraycopy(end.values(), i * width, bank.values(), (int) row * width, width);
      }
    }
  }

  @Override
  public Map<String, FloatArray> state() {
    FloatArray count = RowNumber.written(seen);
    return seen == 0 ? Map.of(SEEN, count) : Map.of(NAME, bank.slice(0, filled()), SEEN, count);
  }

  @Override
  public void restore(Map<String, FloatArray> state) {
    FloatArray written = state.get(SEEN);
    OptionalLong count = written == null ? OptionalLong.empty() : RowNumber.read(written, MOST);
    FloatArray saved = state.getOrDefault(NAME, bank.slice(0, 0));
    int rows = (int) Math.min(count.orElse(-1), bank.rows());
    if (saved.rows() != rows || saved.rowElements() != bank.rowElements()) {
      throw EbmException.damaged(
          "chains.safetensors",
          "no reservoir of at most " + bank + " with the number of ends that it saw, got " + state
              + "; delete this checkpoint and go on from the one before");
    }
    System.arraycopy(saved.values(), 0, bank.values(), 0, saved.values().length);
    seen = count.orElseThrow();
  }
}
