package users.db.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import users.db.DevelopmentDatabaseException;

/** The PostgreSQL that goes on when the process that started it was killed. */
record Orphan(Path folder) {

    private static final long PATIENCE_SECONDS = 30;

    /** Stops it, when there is one; what it was told to commit is kept. */
    void stop() throws IOException {
        var pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        var process = ProcessHandle.of(pid).filter(handle -> isOurs(pid));
        if (process.isEmpty()) {
            return;
        }
        try {
            // SIGINT is PostgreSQL's fast shutdown; the SIGTERM that Java can send waits for every client to leave.
            new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
            process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException | ExecutionException e) {
            throw new DevelopmentDatabaseException(
                    "A PostgreSQL (process %d) still uses the data folder %s and does not stop.".formatted(pid, folder),
                    e);
        }
    }

    /** Process ids are given again, to others; PostgreSQL works inside its data folder. */
    private boolean isOurs(long pid) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), folder);
        } catch (IOException e) {
            return false;
        }
    }
}
