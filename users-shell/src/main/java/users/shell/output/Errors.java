package users.shell.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import users.api.UserError;
import users.api.Violation;
import users.shell.connection.Access;

/** Tells people on standard error what went wrong and what to type next. */
public final class Errors {

    private final PrintWriter err;
    private final Screen screen;
    private final String program;
    private final String server;

    /**
     * At the usual server, or at the one that a shell is on.
     *
     * @param screen of the terminal, or one without colour
     * @param program what stands before each command in a hint: "userctl " or nothing
     */
    public Errors(PrintWriter err, Screen screen, String program) {
        this(err, screen, program, "");
    }

    private Errors(PrintWriter err, Screen screen, String program, String server) {
        this.err = err;
        this.screen = screen;
        this.program = program;
        this.server = server;
    }

    /** The same at a server that commands in hints name, so that they can be pasted. */
    public Errors at(Access access) {
        return new Errors(err, screen, program, access.flags());
    }

    /**
     * Reports what was wrong with a command.
     *
     * @param place where it stands, such as {@code users.txt:3}; empty when there is but one
     * @param help the command that explains it
     */
    public void usage(Optional<String> place, String message, List<Violation> violations, String help) {
        message(place, message);
        violations(violations);
        help(help);
        err.flush();
    }

    /** Reports what cannot be done with the users that are there; {@code next} is the command that shows them. */
    public void refused(Optional<String> place, String message, String next) {
        message(place, message);
        next(next);
        err.flush();
    }

    /** Reports what was wrong with a server that is there, in a sentence that says what to do. */
    public void unfit(Optional<String> place, String message) {
        message(place, message);
        err.flush();
    }

    /** Reports a call that failed; {@code command} is the name of the command that made it. */
    public void failed(Optional<String> place, String command, UserError error) {
        switch (error) {
            case UserError.Invalid(var violations) -> {
                message(place, "the server refused this " + command);
                violations(violations);
                help("help " + command);
            }
            case UserError.NotFound any -> told(place, error, "list");
            case UserError.EmailTaken(var email, var holder) -> told(place, error, "get " + holder);
            case UserError.StaleEtag any -> told(place, error, "get USER");
            case UserError.Deleted(var id) -> told(place, error, "undelete " + id);
            case UserError.Exists(var id) -> told(place, error, "get " + id);
            case UserError.NotDeleted(var id) -> told(place, error, "delete " + id);
            case UserError.InvalidCredentials any -> message(place, error.message());
            case UserError.Disabled(var id, var reason) -> told(place, error, "get " + id);
            case UserError.TooManyAttempts any -> message(place, error.message());
            case UserError.WatchExpired any -> told(place, error, "watch");
            case UserError.WatchTooSlow any -> message(place, error.message());
            case UserError.Unreachable any -> {
                message(place, error.message());
                hint("start one with make run, or name another with -a HOST -p PORT");
            }
            case UserError.HashingBusy any -> message(place, error.message());
            case UserError.ListsBusy any -> message(place, error.message());
            case UserError.ServerStopping any -> message(place, error.message());
            case UserError.ExportsBusy any -> message(place, error.message());
            case UserError.ExportTooSlow any -> message(place, error.message());
            case UserError.Unauthenticated(var fault) -> {
                message(place, error.message());
                hint(CredentialHint.of(fault));
            }
            case UserError.RoleMissing any -> {
                message(place, error.message());
                hint("whoever runs the server gives roles: ask there");
            }
            case UserError.RateExceeded any -> message(place, error.message());
            case UserError.TooManyCalls any -> message(place, error.message());
            case UserError.KeysUnavailable any -> message(place, error.message());
            case UserError.DatabaseUnavailable any -> told(place, error, "health");
            case UserError.StatementTimeout any -> message(place, error.message());
            case UserError.Internal any -> message(place, error.message());
            case UserError.Refused(var code, var reason) when code.equals("CANCELLED") -> message(place, "cancelled");
            case UserError.Refused any -> message(place, error.message());
        }
        err.flush();
    }

    /** Reports a row of an import that was rejected; {@code place} is where it stands, such as {@code users.csv:3}. */
    public void rejected(String place, List<Violation> violations) {
        progress("");
        for (var violation : violations) {
            message(Optional.of(place), violation.toString());
        }
        err.flush();
    }

    /** Shows on a terminal how far something is, in the place of what was said so before. */
    public void progress(String text) {
        if (screen.positioned()) {
            err.print("\r\u001b[K" + screen.faint(text));
            err.flush();
        }
    }

    /** Says with which command to go on behind what was broken off. */
    public void broken(String command) {
        hint("go on with: " + program + server + command);
        err.flush();
    }

    /** Says something by the way. */
    public void note(String text) {
        err.println(screen.faint("note: " + text));
        err.flush();
    }

    private void told(Optional<String> place, UserError error, String next) {
        message(place, error.message());
        next(next);
    }

    private void message(Optional<String> place, String message) {
        err.println(
                place.map(where -> where + ": ").orElse("") + screen.red("error: ") + DisplayText.showable(message));
    }

    private void violations(List<Violation> violations) {
        int fields = violations.stream()
                .mapToInt(violation -> violation.field().length())
                .max()
                .orElse(0);
        for (var violation : violations) {
            err.println("  " + screen.bold(violation.field())
                    + " ".repeat(fields - violation.field().length() + Layout.GAP)
                    + DisplayText.showable(violation.description()));
        }
    }

    private void next(String command) {
        hint("try: " + program + server + command);
    }

    /** Help needs no server. */
    private void help(String command) {
        hint("try: " + program + command);
    }

    private void hint(String text) {
        err.println("  " + screen.faint(text));
    }
}
