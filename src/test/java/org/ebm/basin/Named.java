package org.ebm.basin;

/** A subject that is its text and nothing else. */
record Named(String text) implements Journal.Subject {
  @Override
  public boolean isToldBy(String other) {
    return text.equals(other);
  }
}
