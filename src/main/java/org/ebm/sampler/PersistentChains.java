package org.ebm.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.Counted;
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
          "init.persistent.chains: a batch of " + n + " cannot be drawn from "
              + Counted.of(bank.rows(), "chain") + "; raise chains or lower the batch");
    }
    return at(rows(n, key.fold("rows").generator()));
  }

  /**
   * Row i of the bank is of class i modulo the number of classes. Draws without replacement until a class has no more; then, as a batch may have more of one class than the bank, anew.
   */
  @Override
  public Draw draw(int[] labels, int classes, RandomKey key) {
    if (bank.rows() < classes) {
      throw new EbmException(
          ExitCode.CONFIG,
          "init.persistent.chains: " + Counted.of(bank.rows(), "chain") + " cannot be dealt to "
              + Counted.of(classes, "class") + "; raise chains to 10 times the batch or so");
    }
    int[] shuffled = rows(bank.rows(), key.fold("rows").generator());
    List<List<Integer>> ofClass = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      ofClass.add(new ArrayList<>());
    }
    for (int row : shuffled) {
      ofClass.get(row % classes).add(row);
    }
    int[] taken = new int[classes];
    int[] rows = new int[labels.length];
    for (int i = 0; i < rows.length; i++) {
      List<Integer> own = ofClass.get(labels[i]);
      rows[i] = own.get(taken[labels[i]]++ % own.size());
    }
    return at(rows);
  }

  private Draw at(int[] rows) {
    int width = bank.rowElements();
    int[] shape = bank.shape().clone();
    shape[0] = rows.length;
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
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
