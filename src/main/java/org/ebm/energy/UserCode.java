package org.ebm.energy;

import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** The user's module in a tree of energies: a program that holds it blames the module for what the engine refuses. */
public interface UserCode {
  /**
   * Loads a program that holds the module, which is tried alone first: so what is wrong with it is not blamed on what is around it.
   *
   * @throws org.ebm.base.EbmException damaged (exit 65) if it does not fit
   */
  Program program(byte[] archive, Torch torch);

  /** Tries the module alone. */
  void requireUsable(Torch torch);
}
