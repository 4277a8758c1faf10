package org.ebm.script;

/** Element types by the engine's numbers, as the serialized dialect wants them (c10/core/ScalarType.h). */
public enum ScalarType {
  FLOAT32(6),
  FLOAT64(7),
  BFLOAT16(15);

  private final int code;

  ScalarType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
