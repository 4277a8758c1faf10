package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir
  Path folder;

  @Test
  void delete_removesLinksButNotWhatTheyPointAt() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path kept = Files.write(outside.resolve("kept"), new byte[] {1});
    Path inside = Files.createDirectories(folder.resolve("inside/deep"));
    Files.createSymbolicLink(inside.resolve("link"), outside);
    Folders.delete(folder.resolve("inside"));
    assertThat(folder.resolve("inside")).doesNotExist();
    assertThat(kept).exists();
    Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
    Folders.delete(link);
    assertThat(Folders.list(folder)).containsExactly(outside);
    assertThat(kept).exists();
  }

  @Test
  void delete_ofNothing_isFine() {
    Folders.delete(folder.resolve("none"));
    assertThat(Folders.list(folder.resolve("none"))).isEmpty();
  }

  @Test
  void create_takesALinkToAFolder() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path link = Files.createSymbolicLink(folder.resolve("runs"), disk);
    Folders.create(link);
    Folders.create(link.resolve("a/b"));
    assertThat(disk.resolve("a/b")).isDirectory();
  }

  @Test
  void create_whereAFileIs_isSaid() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[0]);
    assertThatThrownBy(() -> Folders.create(file))
        .isInstanceOf(EbmException.class)
        .hasMessage(file + ": cannot be written: something else has that name");
  }

  @Test
  void aCopyHasAllThatIsBelow_andLinksStayLinks() throws IOException {
    Path from = folder.resolve("from");
    Files.createDirectories(from.resolve("a/b"));
    Files.writeString(from.resolve("a/b/file"), "text");
    Files.createSymbolicLink(from.resolve("latest"), Path.of("a"));
    Path to = folder.resolve("new/to");
    Folders.copy(from, to);
    assertThat(to.resolve("a/b/file")).hasContent("text");
    assertThat(to.resolve("latest")).isSymbolicLink();
    assertThatThrownBy(() -> Folders.copy(from, to)).isInstanceOf(EbmException.class);
  }
}
