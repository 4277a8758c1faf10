package org.ebm.sampler;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;

/** The states that {@link Replay} draws from. */
final class ReplayBuffer implements Starts {
  private static final String NAME = "bank";
  private static final String NEXT = "bank_next";

  private final Replay replay;
  private final Space space;
  private final Optional<Units> units;
  private final FloatArray bank;
  /** Row that a ring writes next. */
  private int next;

  ReplayBuffer(Replay replay, Space space, Optional<Units> units, FloatArray first) {
    this.replay = replay;
    this.space = space;
    this.units = units;
    this.bank = first;
  }

  /** Draws n rows with replacement. */
  @Override
  public Draw draw(int n, RandomKey key) {
    return draw(new int[n], 1, key);
  }

  /** Row i of the buffer is of class i modulo the number of classes. */
  @Override
  public Draw draw(int[] labels, int classes, RandomKey key) {
    int n = labels.length;
    UniformRandomProvider generator = key.fold("rows").generator();
    int[] rows = new int[n];
    boolean[] fresh = new boolean[n];
    for (int i = 0; i < n; i++) {
      int ofClass = (bank.rows() - labels[i] + classes - 1) / classes;
      rows[i] = generator.nextInt(ofClass) * classes + labels[i];
      fresh[i] = generator.nextDouble() < replay.rejuvenation();
    }
    int width = bank.rowElements();
    FloatArray position =
        Starts.measured(new UniformStart(replay.scale()).noise(space, n, key), units);
    for (int i = 0; i < n; i++) {
      if (!fresh[i]) {
        System.arraycopy(bank.values(), rows[i] * width, position.values(), i * width, width);
      }
    }
    return new Draw(position, rows);
  }

  @Override
  public void store(Draw start, FloatArray end) {
    int width = bank.rowElements();
    for (int i = 0; i < start.rows().length; i++) {
      int row = start.rows()[i];
      if (replay.writeBack() == Replay.WriteBack.RING) {
        row = next;
        next = (next + 1) % bank.rows();
      }
      System.arraycopy(end.values(), i * width, bank.values(), row * width, width);
    }
  }

  @Override
  public Map<String, FloatArray> state() {
    return Map.of(NAME, bank, NEXT, RowNumber.written(next));
  }

  @Override
  public void restore(Map<String, FloatArray> state) {
    FloatArray saved = state.get(NAME);
    FloatArray savedNext = state.get(NEXT);
    boolean fits = saved != null && Arrays.equals(saved.shape(), bank.shape());
    OptionalLong row =
        savedNext == null ? OptionalLong.empty() : RowNumber.read(savedNext, bank.rows());
    if (saved == null || !fits || row.isEmpty()) {
      throw EbmException.damaged(
          "chains.safetensors",
          "no buffer of shape " + bank + " with the number of one of its rows, got " + state);
    }
    System.arraycopy(saved.values(), 0, bank.values(), 0, saved.values().length);
    next = (int) row.getAsLong();
  }
}
