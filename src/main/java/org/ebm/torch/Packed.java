package org.ebm.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A file in a jar of the class path.
 *
 * @param length of its content
 * @param crc of its content, CRC-32 as the jar has it; empty if it does not lie in a jar
 */
record Packed(URL url, long length, Optional<Long> crc) {
  static Optional<Packed> find(String resource) {
    URL url = Packed.class.getClassLoader().getResource(resource);
    if (url == null) {
      return Optional.empty();
    }
    try {
      URLConnection connection = url.openConnection();
      Optional<Long> crc = connection instanceof JarURLConnection jar
          ? Optional.of(jar.getJarEntry().getCrc())
          : Optional.empty();
      return Optional.of(new Packed(url, connection.getContentLengthLong(), crc));
    } catch (IOException e) {
      throw new UncheckedIOException(url.toString(), e);
    }
  }

  static Packed of(String resource) {
    return find(resource).orElseThrow(() -> new IllegalStateException(resource + " is gone"));
  }

  InputStream open() throws IOException {
    return url.openStream();
  }

  /** Whether a file has this content; one that is not there or cannot be read has not. */
  boolean isSameAs(Path file) {
    try {
      return Files.size(file) == length && (crc.isEmpty() || crc.get() == crc(file));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static long crc(Path file) throws IOException {
    CRC32 crc = new CRC32();
    ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20);
    try (FileChannel in = FileChannel.open(file)) {
      while (in.read(chunk.clear()) >= 0) {
        crc.update(chunk.flip());
      }
    }
    return crc.getValue();
  }
}
