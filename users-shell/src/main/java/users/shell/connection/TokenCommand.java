package users.shell.connection;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import users.api.InvalidValueException;
import users.api.UserError;
import users.api.UserException;

/**
 * A command that prints a token on one line; what it says on standard error is for the person. It reads nothing: standard
 * input may be what is imported.
 */
record TokenCommand(String option, String command, Duration patience) {

    /** For a person to sign in. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int NOT_FOUND = 127;
    /** By Ctrl-C, which at a terminal reaches the command, too. */
    private static final int BROKEN_OFF = 130;
    /** In bytes: what is longer than that is no token. */
    private static final int LIMIT = 2 * BearerToken.MAXIMUM_LENGTH;

    TokenCommand(String option, String command) {
        this(option, command, PATIENCE);
    }

    /** @throws AccessException when it prints none */
    BearerToken run() {
        try {
            var process = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectError(Redirect.INHERIT)
                    .start();
            try {
                return token(process);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw failed("cannot be run: there is no sh");
        }
    }

    private BearerToken token(Process process) {
        var output = new FutureTask<>(() -> output(process.getInputStream()));
        Thread.startVirtualThread(output);
        long end = System.nanoTime() + patience.toNanos();
        try {
            var printed = output.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (printed.length() == LIMIT) {
                // It may go on for ever.
                return token(printed);
            }
            // It may have closed its output and go on.
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw late();
            }
            int exitCode = process.exitValue();
            if (exitCode == BROKEN_OFF) {
                throw new UserException(new UserError.Refused("CANCELLED", "broken off"));
            }
            if (exitCode != 0) {
                throw failed("ended with exit code " + exitCode
                        + (exitCode == NOT_FOUND ? ": the shell did not find what it names" : ""));
            }
            return token(printed);
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException e) {
            throw failed("cannot be read from");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException(new UserError.Refused("CANCELLED", "interrupted"), e);
        }
    }

    private static String output(InputStream output) throws IOException {
        return new String(output.readNBytes(LIMIT), StandardCharsets.ISO_8859_1);
    }

    private BearerToken token(String printed) {
        var text = printed.strip();
        if (text.isEmpty()) {
            throw failed("printed nothing: it must print a token on one line");
        }
        if (text.lines().count() > 1) {
            throw failed("printed several lines: it must print a token alone, on one line");
        }
        try {
            return new BearerToken(text);
        } catch (InvalidValueException e) {
            throw failed("printed no token: it " + e.getMessage());
        }
    }

    private AccessException late() {
        return failed("has not printed a token and ended within %d s".formatted(patience.toSeconds()));
    }

    private AccessException failed(String fault) {
        return new AccessException(option + " " + fault);
    }
}
