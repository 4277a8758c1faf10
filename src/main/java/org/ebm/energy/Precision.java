package org.ebm.energy;

import org.ebm.script.ElementType;

/** Element type of the arithmetic inside the energy at the chains. States, noise and learning gradients stay float32. */
public enum Precision {
  FLOAT32(ElementType.FLOAT32),
  BFLOAT16(ElementType.BFLOAT16);

  private final ElementType type;

  Precision(ElementType type) {
    this.type = type;
  }

  ElementType type() {
    return type;
  }
}
