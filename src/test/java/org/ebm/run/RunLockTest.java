package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir
  Path folder;

  /** Takes the lock and keeps it until it is killed; ends at once if it cannot have it. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      try (RunLock lock = RunLock.take(Path.of(arguments[0]))) {
        System.out.println("locked " + lock.hashCode());
        Thread.sleep(60_000);
      } catch (EbmException e) {
        System.exit(e.exitCode().status());
      }
    }
  }

  @Test
  void secondWriterInOneProcess_isRefused_andTheFirstKeepsTheLock() throws Exception {
    try (RunLock first = RunLock.take(folder)) {
      assertBusy(ProcessHandle.current().pid());
      assertThat(folder.resolve("lock")).hasContent(ThisProcess.identity());
      // Had the refused attempt opened and closed the locked file, another process could lock it
      // now.
      try (Child other = Child.start(Holder.class, folder.toString())) {
        assertThat(other.output().readLine()).isNull();
        assertThat(other.process().waitFor()).isEqualTo(75);
      }
      first.close();
    }
    RunLock.take(folder).close();
    assertThat(folder.resolve("lock")).doesNotExist();
  }

  @Test
  void otherProcess_isNamed_andItsDeathFreesTheLock() throws Exception {
    try (Child other = Child.start(Holder.class, folder.toString())) {
      assertThat(other.output().readLine()).startsWith("locked");
      assertBusy(other.process().pid());
      other.kill();
    }
    assertThat(folder.resolve("lock")).exists();
    RunLock.take(folder).close();
  }

  @Test
  void aClockThatWasSet_makesNoOtherProcessOfTheHolder() throws IOException {
    try (RunLock lock = RunLock.take(folder)) {
      Path holder = folder.resolve("lock");
      String identity = Files.readString(holder);
      assumeTrue(identity.contains(" tick "), "no /proc");
      // the system tells a process's start by its clock of now
      Files.writeString(holder, identity.replaceFirst(" 20\\d\\d-", " 2001-"));
      assertThat(RunLock.holderOf(folder).orElseThrow().lives()).isTrue();
      Files.writeString(holder, identity + "1");
      assertThat(RunLock.holderOf(folder).orElseThrow().lives()).isFalse();
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void textOfADeadProcess_doesNotLock() throws IOException {
    Files.writeString(folder.resolve("lock"), "1@elsewhere 2020-01-01T00:00:00Z");
    RunLock.take(folder).close();
  }

  private void assertBusy(long pid) {
    assertThatThrownBy(() -> RunLock.take(folder))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BUSY))
        .hasMessageStartingWith(folder + ": is being written by " + pid + "@")
        .hasMessageEndingWith("; wait until it ends, or choose another --run-dir");
  }
}
