package dev.lockstep.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged while this is open, down to the finest level. */
final class LogLines extends AbstractAppender implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LogManager.getRootLogger();
  private final Level before = root.getLevel();

  LogLines() {
    super("lines", null, null, true, Property.EMPTY_ARRAY);
    start();
    root.addAppender(this);
    Configurator.setRootLevel(Level.TRACE);
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    Configurator.setRootLevel(before);
    root.removeAppender(this);
  }
}
