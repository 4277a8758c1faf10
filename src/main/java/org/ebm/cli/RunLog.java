package org.ebm.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** A run's log.txt: everything that is logged while the run is open. */
final class RunLog implements AutoCloseable {
  private final Logger logger;
  private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

  /** Appends to a file from now on. */
  RunLog(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss'Z', UTC} %-5level %msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    logger = context.getLogger("org.ebm");
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
  }
}
