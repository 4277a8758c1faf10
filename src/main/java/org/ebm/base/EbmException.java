package org.ebm.base;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error the user can act on. The message is the whole story on one line: {@code where: what is wrong, got <value>; allowed or nearest; what to
 * do}. Commands print it without a stack trace and exit with {@link #exitCode()}.
 */
public class EbmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public EbmException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  public EbmException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  @Override
  public final String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** A data set, model or checkpoint file that cannot be read for what it claims to be (exit 65). */
  public static EbmException damaged(Object file, String problem) {
    return new EbmException(ExitCode.DAMAGED, file + ": " + problem);
  }
}
