package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A disk in memory of which a test is the owner, root or not: it is mounted in a name space of a shell's own and gone with the shell. Commands that are
 * to see it are begun by {@link #launch}. Tests are skipped where the system does not allow that.
 *
 * @param path as those commands have it
 */
record SmallDisk(Process shell, Path path) implements AutoCloseable {
  static SmallDisk of(int kibibytes, Path mountPoint) throws IOException {
    Files.createDirectory(mountPoint);
    Process shell =
        new ProcessBuilder("unshare", "-rm", "sh").redirectErrorStream(true).start();
    SmallDisk disk = new SmallDisk(shell, mountPoint);
    assumeTrue(disk.mounts(mountPoint, kibibytes), "unshare -rm cannot mount a disk here");
    return disk;
  }

  /** For a command that sees the disk. */
  EbmProcess.Launch launch() {
    String pid = String.valueOf(shell.pid());
    return new EbmProcess.Launch(
        List.of("nsenter", "-U", "-m", "--preserve-credentials", "-t", pid), 512, Map.of());
  }

  /** Where this process finds what those commands have at a path. */
  Path seen(Path inside) {
    return Path.of("/proc/" + shell.pid() + "/root" + inside);
  }

  void resize(int kibibytes) throws IOException {
    assertThat(runs("mount -o remount,size=" + kibibytes + "k '" + path + "'")).isTrue();
  }

  void setWritable(boolean writable) throws IOException {
    assertThat(runs("mount -o remount," + (writable ? "rw" : "ro") + " '" + path + "'"))
        .isTrue();
  }

  /** From now on no program or library on it runs. */
  void forbidPrograms() throws IOException {
    assertThat(runs("mount -o remount,noexec '" + path + "'")).isTrue();
  }

  /** Another disk in a folder of this one, which then is not written by what is written there. */
  Path mountAt(String folder, int kibibytes) throws IOException {
    Path inner = path.resolve(folder);
    Files.createDirectory(seen(inner));
    assertThat(mounts(inner, kibibytes)).isTrue();
    return inner;
  }

  private boolean mounts(Path mountPoint, int kibibytes) throws IOException {
    return runs("mount -t tmpfs -o size=%dk none '%s'".formatted(kibibytes, mountPoint));
  }

  /** Takes all room but some, with a file that is returned as this process sees it. */
  Path fill(int kibibytesLeft) throws IOException {
    long free = Files.getFileStore(seen(path)).getUsableSpace();
    return Files.write(
        seen(path).resolve("filler"), new byte[Math.toIntExact(free - 1024L * kibibytesLeft)]);
  }

  private boolean runs(String command) throws IOException {
    PrintWriter in = new PrintWriter(shell.outputWriter(StandardCharsets.UTF_8), true);
    in.println(command + " && echo yes || echo no");
    BufferedReader out = shell.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.equals("yes") && !line.equals("no")) {
      line = out.readLine();
    }
    return "yes".equals(line);
  }

  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
