package org.ebm.script;

import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.ebm.files.Sha256;

/**
 * A module that somebody else saved with {@code torch.jit.save}: code, weights and constants of its own. One to a tree, since the names and storages of two would
 * collide.
 */
public final class ForeignModule implements TorchModule {
  private final ForeignArchive archive;
  private final String hash;

  private ForeignModule(ForeignArchive archive, String hash) {
    this.archive = archive;
    this.hash = hash;
  }

  /**
   * Reads a file, once.
   *
   * @throws EbmException damaged (exit 65) if it is no TorchScript archive, not whole, or was written while it was read
   */
  public static ForeignModule read(Path file) {
    String before = Sha256.hex(file);
    ForeignArchive archive = ForeignArchive.read(file);
    if (!before.equals(Sha256.hex(file))) {
      throw EbmException.damaged(file, "changed while it was read; start again when it is whole");
    }
    return new ForeignModule(archive, before);
  }

  public Path file() {
    return archive.file();
  }

  /** SHA-256 of the file that was read, in hexadecimal. */
  public String hash() {
    return hash;
  }

  ForeignArchive archive() {
    return archive;
  }
}
