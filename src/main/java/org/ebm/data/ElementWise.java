package org.ebm.data;

import java.util.function.DoubleUnaryOperator;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;

/**
 * Examples each of whose numbers became another.
 *
 * @param space where the others live
 * @param text what they are known by, that of the others included; of it the fingerprint is taken
 */
record ElementWise(Examples of, Space space, DoubleUnaryOperator each, String text)
    implements DerivedExamples {
  @Override
  public Shape shape() {
    return space.shape();
  }

  @Override
  public Batch draw(int n, RandomKey key) {
    Batch batch = of.draw(n, key);
    return new Batch(changed(batch.examples()), batch.labels());
  }

  @Override
  public Batch drawDifferent(int n, RandomKey key) {
    Batch batch = of.drawDifferent(n, key);
    return new Batch(changed(batch.examples()), batch.labels());
  }

  @Override
  public FloatArray first(int n) {
    return changed(of.first(n));
  }

  private FloatArray changed(FloatArray numbers) {
    float[] changed = new float[numbers.values().length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (float) each.applyAsDouble(numbers.values()[i]);
    }
    return new FloatArray(numbers.shape(), changed);
  }

  @Override
  public String fingerprint() {
    return Fingerprint.ofText(text);
  }
}
