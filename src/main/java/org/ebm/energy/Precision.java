package org.ebm.energy;

import org.ebm.script.ScalarType;

/** Element type of the arithmetic inside the energy at the chains. States, noise and learning gradients stay float32. */
public enum Precision {
  FLOAT32(ScalarType.FLOAT32),
  BFLOAT16(ScalarType.BFLOAT16);

  private final ScalarType type;

  Precision(ScalarType type) {
    this.type = type;
  }

  ScalarType type() {
    return type;
  }
}
