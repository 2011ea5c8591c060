package users.shell.execution;

import java.time.Duration;
import java.util.Optional;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.filter.Filter;
import users.shell.command.Command;
import users.shell.command.Format;
import users.shell.connection.Calls;
import users.shell.connection.Connection;
import users.shell.output.Output;
import users.shell.output.ShellWord;

/** Shows changes until a person ends it; a server that goes away is waited for. */
final class Watch {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connection connection;
    private final Calls calls;
    private final Filter filter;
    private final Surroundings surroundings;
    private final Output output;
    private final Optional<Format> format;
    private Optional<ResumeToken> last;
    private boolean begun;
    private boolean away;

    /** @param asked the format of {@code output}, where one was asked for */
    Watch(
            Connection connection,
            Calls calls,
            Command.Watch watch,
            Surroundings surroundings,
            Output output,
            Optional<Format> asked) {
        this.connection = connection;
        this.calls = calls;
        format = asked;
        filter = watch.filter();
        last = watch.resume();
        this.surroundings = surroundings;
        this.output = output;
    }

    ExitCode run() {
        try {
            while (goOn()) {
                pause();
            }
            return ExitCode.OK;
        } finally {
            last.ifPresent(token -> surroundings.errors().broken(again(token)));
        }
    }

    private String again(ResumeToken token) {
        // A token may begin with a dash, as a flag does.
        return "watch --resume=" + ShellWord.quoted(token.value())
                + (filter.equals(Filter.ALL) ? "" : " --filter " + ShellWord.quoted(filter.toString()))
                + format.map(asked -> " -o " + asked).orElse("");
    }

    /** Shows what comes; false when nobody wants more of it. */
    private boolean goOn() {
        try (var events = calls.users().watch(filter, last)) {
            for (var event : (Iterable<UserEvent>) events::iterator) {
                output.event(event);
                last = Optional.of(event.resumeToken());
                begun = true;
                away = false;
                if (surroundings.out().checkError()) {
                    return false;
                }
            }
        } catch (UserException e) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            if (!begun || !passes(e.error())) {
                throw e;
            }
            tellOnce(connection.error(e));
        }
        return true;
    }

    private void tellOnce(UserError error) {
        if (!away) {
            away = true;
            surroundings.errors().note(error.message() + ": trying again");
        }
    }

    /** Whether a watch can go on behind it with its last token. */
    private static boolean passes(UserError error) {
        return switch (error) {
            case UserError.Unreachable any -> true;
            case UserError.DatabaseUnavailable any -> true;
            case UserError.ServerStopping any -> true;
            case UserError.WatchTooSlow any -> true;
            case UserError.KeysUnavailable any -> true;
            case UserError.RateExceeded any -> true;
            case UserError.TooManyCalls any -> true;
            case UserError any -> false;
        };
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
