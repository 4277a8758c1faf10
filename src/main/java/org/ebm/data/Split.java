package org.ebm.data;

/** Which part of a data set that comes divided. */
public enum Split {
  TRAIN,
  TEST;

  Split other() {
    return this == TRAIN ? TEST : TRAIN;
  }
}
