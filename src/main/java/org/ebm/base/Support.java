package org.ebm.base;

/** Which values an element of an example can take; all are held as float32. */
public enum Support {
  /** Any number. */
  REAL,
  /** -1 or 1. */
  SPIN,
  /** 0 or 1. */
  BIT,
  /** 0, 1, ..., levels - 1. */
  GREY
}
