package users.server.files;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks now and then whether somebody has replaced files. By what is in them: Kubernetes puts a link to another folder in
 * the place of the old one, which neither a file's time nor the operating system's notice of changes tells of.
 */
public final class FileWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FileWatch.class.getName());

    private final List<NamedFile> files;
    private final Duration interval;
    private final Thread thread;
    private final Runnable changed;
    private List<byte[]> known;
    private String told = "";

    /**
     * One that knows what is in the files now; it has yet to be started.
     *
     * @param changed reads the files again; what it throws is logged, and all stays as it was
     */
    public FileWatch(List<NamedFile> files, Duration interval, Runnable changed) {
        this.files = files;
        this.interval = interval;
        this.changed = changed;
        known = contents();
        thread = Thread.ofVirtual().name("files").unstarted(this::watch);
    }

    /** Watches until it is closed. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            var now = contents();
            if (!Arrays.deepEquals(known.toArray(), now.toArray())) {
                changed.run();
                // Not before: what could not be read a moment later is to be read again.
                known = now;
            }
            told = "";
        } catch (UnusableFileException e) {
            tell(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // It must not be the last look.
            LOG.log(Level.WARNING, "files that were replaced could not be taken", e);
        }
    }

    /** Once, however long it lasts. */
    private void tell(String what) {
        if (!what.equals(told)) {
            LOG.log(Level.WARNING, "{0}; until then what was there before stays in use", what);
        }
        told = what;
    }

    private List<byte[]> contents() {
        return files.stream().map(NamedFile::read).toList();
    }
}
