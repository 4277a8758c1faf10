package org.ebm.sampler;

import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** The bank of persistent chains. */
final class PersistentChains implements Starts {
  private static final String NAME = "bank";

  private FloatArray bank;

  PersistentChains(FloatArray first) {
    this.bank = first;
  }

  /** Draws n rows without replacement. */
  @Override
  public Draw draw(int n, RandomKey key) {
    if (n > bank.rows()) {
      throw new EbmException(
          ExitCode.CONFIG,
          "init.persistent.chains: a batch of " + n + " cannot be drawn from " + bank.rows()
              + " chains; raise chains or lower the batch");
    }
    int[] rows = rows(n, key.fold("rows").generator());
    int width = bank.rowElements();
    int[] shape = bank.shape().clone();
    shape[0] = n;
    float[] values = new float[n * width];
    for (int i = 0; i < n; i++) {
      System.arraycopy(bank.values(), rows[i] * width, values, i * width, width);
    }
    return new Draw(new FloatArray(shape, values), rows);
  }

  /** The first n steps of a Fisher-Yates shuffle. */
  private int[] rows(int n, UniformRandomProvider generator) {
    int[] rows = new int[bank.rows()];
    Arrays.setAll(rows, i -> i);
    for (int i = 0; i < n; i++) {
      int j = i + generator.nextInt(rows.length - i);
      int row = rows[j];
      rows[j] = rows[i];
      rows[i] = row;
    }
    return Arrays.copyOf(rows, n);
  }

  @Override
  public int limit() {
    return bank.rows();
  }

  @Override
  public void store(Draw start, FloatArray end) {
    int width = bank.rowElements();
    for (int i = 0; i < start.rows().length; i++) {
      System.arraycopy(end.values(), i * width, bank.values(), start.rows()[i] * width, width);
    }
  }

  @Override
  public Map<String, FloatArray> state() {
    return Map.of(NAME, bank);
  }

  @Override
  public void restore(Map<String, FloatArray> state) {
    FloatArray saved = state.get(NAME);
    if (saved == null || !Arrays.equals(saved.shape(), bank.shape())) {
      throw EbmException.damaged(
          "chains.safetensors",
          "no bank of shape " + bank + ", got " + state
              + "; delete this checkpoint and go on from the one before");
    }
    bank = saved;
  }
}
