package io.polyclerk.tck;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what is logged, at every level that is switched on. */
final class KeptLog extends Handler {

    private static final int LONGEST = 4_000_000;

    private final Logger root = Logger.getLogger("");
    private final StringBuilder text = new StringBuilder();

    KeptLog() {
        setLevel(Level.ALL);
        setFormatter(new SimpleFormatter());
        root.addHandler(this);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (text.length() < LONGEST) {
            text.append(getFormatter().format(entry));
        }
    }

    synchronized String text() {
        return text.toString();
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
