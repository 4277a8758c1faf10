package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "a b.npz", "..a", "a..", "é"})
  void entries(String name) {
    assertThat(FileNames.isEntry(name)).isTrue();
    assertThat(FileNames.staysInside(name + "/" + name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "/etc", "../x", "a/../b", "a/", "a//b", "a\\b", "c:", "a\0", "a\nb"
      })
  void pathsThatMayLeadElsewhere(String name) {
    assertThat(FileNames.isEntry(name)).isFalse();
    assertThat(FileNames.staysInside(name)).isFalse();
    assertThat(FileNames.staysInside("a/" + name)).isFalse();
  }
}
