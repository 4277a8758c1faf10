package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir
  Path folder;

  @Test
  void writesAndReplaces_makingFolders() throws IOException {
    Path file = folder.resolve("a/b/file");
    AtomicFile.write(file, new byte[] {1, 2});
    AtomicFile.write(file, new byte[] {3});
    assertThat(file).hasBinaryContent(new byte[] {3});
    assertThat(Folders.list(folder.resolve("a/b"))).containsExactly(file);
  }

  @Test
  void failureHalfWay_keepsTheOldFileAndLeavesNothing() {
    Path file = folder.resolve("file");
    AtomicFile.write(file, new byte[] {1});
    assertThatThrownBy(() -> AtomicFile.write(file, out -> {
          out.write(2);
          throw new IOException("No space left on device");
        }))
        .isInstanceOf(EbmException.class)
        .hasMessage(file + ": cannot be written: disk full (No space left on device);"
            + " free some space, nothing written before is lost");
    assertThat(file).hasBinaryContent(new byte[] {1});
    assertThat(Folders.list(folder)).containsExactly(file);
  }

  @Test
  void whatCanBeMadeAgain_isReplacedWholeOrNotAtAll() {
    Path file = folder.resolve("a/file");
    AtomicFile.replace(file, new byte[] {1});
    AtomicFile.replace(file, new byte[] {2});
    assertThatThrownBy(() -> AtomicFile.replace(file, out -> {
          out.write(3);
          throw new IOException("No space left on device");
        }))
        .isInstanceOf(EbmException.class);
    assertThat(file).hasBinaryContent(new byte[] {2});
    assertThat(Folders.list(folder.resolve("a"))).containsExactly(file);
  }

  @Test
  void failureThatIsNoInputOutput_leavesNothingEither() {
    Path file = folder.resolve("file");
    assertThatThrownBy(() -> AtomicFile.write(file, out -> {
          throw new IllegalStateException("a bug");
        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void folderInTheWay_isSaid() throws IOException {
    Path file = Files.createDirectory(folder.resolve("file"));
    assertThatThrownBy(() -> AtomicFile.write(file, new byte[0]))
        .isInstanceOf(EbmException.class)
        .hasMessageStartingWith(file + ": cannot be written: ");
    assertThat(Folders.list(folder)).containsExactly(file);
  }

  @Test
  void interruptedThread_stillWrites() {
    Path file = folder.resolve("file");
    Thread.currentThread().interrupt();
    AtomicFile.write(file, new byte[] {1});
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasBinaryContent(new byte[] {1});
  }

  @Test
  void aLinkIsReplaced_notFollowed() throws IOException {
    Path target = Files.write(folder.resolve("target"), new byte[] {1});
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    AtomicFile.write(link, new byte[] {2});
    assertThat(target).hasBinaryContent(new byte[] {1});
    assertThat(link).hasBinaryContent(new byte[] {2});
  }

  @Test
  void leftoversOfACrash_areRemovedAndNothingElse() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {1});
    Path hidden = Files.write(folder.resolve(".hidden"), new byte[] {1});
    Files.write(AtomicFile.temporary(file), new byte[] {2});
    Path half = Files.createDirectory(AtomicFile.temporary(folder.resolve("step-000001")));
    Files.write(half.resolve("x"), new byte[] {3});
    AtomicFile.removeLeftovers(folder);
    assertThat(Folders.list(folder)).containsExactly(hidden, file);
  }
}
