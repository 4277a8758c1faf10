package org.ebm.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** A run's log.txt: everything that the thread which opened the run logs while it is open; other threads may have runs of their own. */
final class RunLog implements AutoCloseable {
  private final Logger logger;
  private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

  /** Appends to a file from now on. */
  RunLog(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss'Z', UTC} %-5level %msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.addFilter(ofThread(Thread.currentThread().getName()));
    appender.start();
    logger = context.getLogger("org.ebm");
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
  }

  private static Filter<ILoggingEvent> ofThread(String name) {
    return new Filter<>() {
      @Override
      public FilterReply decide(ILoggingEvent event) {
        return event.getThreadName().equals(name) ? FilterReply.NEUTRAL : FilterReply.DENY;
      }
    };
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
  }
}
