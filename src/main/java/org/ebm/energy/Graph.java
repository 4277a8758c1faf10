package org.ebm.energy;

/** For whom a module is made. */
public enum Graph {
  /** For chains: gradients in x are computed by hand where that is faster, in place where nobody looks, and cannot be differentiated again. */
  FAST,
  /** For losses that go through a gradient in x: it is recorded, in x and in the parameters. x requires grad. */
  RECORDED
}
