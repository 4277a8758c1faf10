package org.ebm.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.ebm.base.ConfigException;

/** The text of a configuration file. */
final class ConfigFile {
  private ConfigFile() {}

  /**
   * The whole file, decoded from UTF-8.
   *
   * @throws ConfigException if it cannot be read, is too large or is not UTF-8
   */
  static String text(Path file) {
    byte[] bytes = bytes(file);
    if (bytes.length > YamlLimits.BYTES) {
      throw new ConfigException(
          file.toString(), "larger than " + YamlLimits.BYTES + " bytes: not a configuration");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigException(file.toString(), "not a text in UTF-8; save it as UTF-8");
    }
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw new ConfigException(file.toString(), "is a folder; give a YAML file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(YamlLimits.BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new ConfigException(file.toString(), "no such file");
    } catch (AccessDeniedException e) {
      throw new ConfigException(file.toString(), "may not be read: permission denied");
    } catch (IOException e) {
      throw new ConfigException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }
}
