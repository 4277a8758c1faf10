package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir
  Path folder;

  private Path file = Path.of("");
  private final List<Integer> computed = new ArrayList<>();

  @BeforeEach
  void name() {
    file = folder.resolve("journal.bin");
  }

  /** Results 0, 1, 2, ...: two arrays each. */
  private List<List<FloatArray>> results(Journal journal, int count) {
    List<List<FloatArray>> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      results.add(journal.recall(RandomKey.ofSeed(i), () -> {
        computed.add(number);
        return List.of(
            FloatArray.of(number, Float.NaN, Float.POSITIVE_INFINITY),
            new FloatArray(new int[] {0, 2}, new float[0]));
      }));
    }
    return results;
  }

  private List<List<FloatArray>> results(int count) {
    try (Journal journal = Journal.open(file, new Named("subject"), () -> false)) {
      return results(journal, count);
    }
  }

  @Test
  void whatIsThereIsRead_andTheRestComputed() throws IOException {
    List<List<FloatArray>> first = results(2);
    assertThat(results(4).subList(0, 2)).isEqualTo(first);
    assertThat(computed).containsExactly(0, 1, 2, 3);
    byte[] resumed = Files.readAllBytes(file);
    Files.delete(file);
    results(4);
    assertThat(resumed).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void anEntryCutShortOrChanged_isComputedAgain_withAllAfterIt() throws IOException {
    results(3);
    byte[] whole = Files.readAllBytes(file);
    for (int length = whole.length - 1; length > whole.length / 2; length -= 7) {
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        out.setLength(length);
      }
      results(3);
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 4;
    Files.write(file, flipped);
    results(3);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void stopIsAskedBeforeEachComputation_andKnownResultsNeedNone() {
    results(2);
    try (Journal journal = Journal.open(file, new Named("subject"), () -> true)) {
      assertThat(results(journal, 2)).hasSize(2);
      assertThat(journal.isReplaying()).isTrue();
      assertThatThrownBy(() -> results(journal, 3)).isInstanceOf(Journal.Stopped.class);
    }
    assertThat(computed).containsExactly(0, 1);
  }

  @Test
  void anotherSubjectOrOrder_isRefused_andNothingIsLost() throws IOException {
    results(2);
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> Journal.open(file, new Named("other"), () -> false))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageContaining("start a new run");
    try (Journal journal = Journal.open(file, new Named("subject"), () -> false)) {
      assertThatThrownBy(() -> journal.recall(RandomKey.ofSeed(9), List::of))
          .hasMessageContaining("another order");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
