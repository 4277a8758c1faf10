package org.ebm.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What the operating system or a file's content said, as one line a user can act on. */
public final class IoFailure {
  private static final int LONGEST = 400;
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
  private static final Pattern NAME_OF_CLASS = Pattern.compile("\\(?\\w+(Exception|Error)\\)? ?");

  private IoFailure() {}

  /** A file or folder could not be written: the disk is full, permission is missing, ... (exit 74). */
  public static EbmException writing(Path file, IOException cause) {
    return new EbmException(
        ExitCode.RESOURCES, file + ": cannot be written: " + reason(cause), cause);
  }

  /** A file could not be read for what it claims to be (exit 65). */
  public static EbmException reading(Object file, IOException cause) {
    return new EbmException(ExitCode.DAMAGED, file + ": " + oneLine(reason(cause)), cause);
  }

  /** A file is not the JSON that this program writes (exit 65). */
  public static EbmException parsing(Path file, JacksonException cause) {
    if (cause.getCause() instanceof IOException failure) {
      return reading(file, failure);
    }
    String problem = NAME_OF_CLASS
        .matcher(PACKAGE.matcher(cause.getOriginalMessage()).replaceAll(""))
        .replaceAll("");
    @Nullable TokenStreamLocation location = cause.getLocation();
    String line = location == null ? "" : "line " + Math.max(1, location.getLineNr()) + ": ";
    return new EbmException(ExitCode.DAMAGED, file + ": " + line + oneLine(problem), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file";
    } else if (cause instanceof AccessDeniedException) {
      return "permission denied";
    } else if (cause instanceof NotDirectoryException) {
      return "not a folder";
    } else if (cause instanceof FileAlreadyExistsException) {
      return "something else has that name";
    } else if (cause instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    String text = systemText(cause);
    return text.contains("No space left") || text.contains("quota exceeded")
        ? "disk full (" + text + "); free some space, nothing written before is lost"
        : text;
  }

  /** The system's words without the path, which the message already starts with. */
  private static String systemText(IOException cause) {
    String text = cause.getMessage() == null ? "" : cause.getMessage();
    if (cause instanceof FileSystemException failure) {
      text = failure.getReason() == null ? "" : failure.getReason();
    } else if (cause instanceof FileNotFoundException && text.endsWith(")")) {
      text = text.substring(text.lastIndexOf('(') + 1, text.length() - 1).toLowerCase(Locale.ROOT);
    }
    return text.isBlank() ? cause.getClass().getSimpleName() : text;
  }

  /** Names in a hostile file can be of any length and hold line ends. */
  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
