package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in it is loaded as code. */
class OwnTemporaryTest {
  @TempDir
  private Path temporary;

  private Path folder;
  private int user;

  @BeforeEach
  void thisUser() throws IOException {
    folder = temporary.resolve("ebm-me");
    user = (int) Files.getAttribute(temporary, "unix:uid");
  }

  @Test
  void itIsMadeForThisUserAlone_andFoundAgain() throws IOException {
    assertThat(OwnTemporary.of(folder, user)).isEqualTo(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(OwnTemporary.of(folder, user)).isEqualTo(folder);
  }

  @Test
  void anothersFolder_oneThatOthersMayWrite_andALink_areRefused() throws IOException {
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(user);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    assertRefused(user + 1);
    Path others = Files.move(folder, temporary.resolve("others"));
    Files.createSymbolicLink(folder, others);
    assertRefused(user);
  }

  private void assertRefused(int of) {
    assertThatThrownBy(() -> OwnTemporary.of(folder, of))
        .hasMessageContaining(folder + ": is no folder of this user's alone")
        .hasMessageContaining("set HOME");
  }
}
