package users.shell.execution;

import java.io.IOException;
import users.api.InvalidValueException;
import users.api.Password;
import users.shell.command.PasswordSource;
import users.shell.script.ScriptSource;
import users.shell.text.UnreadableTextException;

/** Gets passwords from where the command says; each method throws a {@link UsageException} when there is none. */
record PasswordReader(Surroundings surroundings) {

    private static final String NEW = "Password: ";
    private static final String AGAIN = "The same again: ";

    /** Both passwords of a change. */
    record Change(Password old, Password next) {}

    /** A new one, for which a person is asked twice. */
    Password chosen(PasswordSource source) {
        return switch (source) {
            case PasswordSource.Given(var password) -> {
                surroundings.passwordNote().ifPresent(surroundings.errors()::note);
                yield password;
            }
            case PasswordSource.StandardInput() -> password(fromInput());
            case PasswordSource.Asked() -> askedTwice(NEW);
        };
    }

    /** One that is there already. */
    Password known(PasswordSource source) {
        return switch (source) {
            case PasswordSource.Given(var password) -> password;
            case PasswordSource.StandardInput() -> password(fromInput());
            case PasswordSource.Asked() -> password(ask(NEW));
        };
    }

    /** The old one and a new one. */
    Change change(PasswordSource source) {
        return switch (source) {
            case PasswordSource.Given(var password) -> throw new UsageException("a change needs two passwords");
            case PasswordSource.StandardInput() -> {
                var lines = fromInput().lines().toList();
                if (lines.size() != 2) {
                    throw new UsageException("standard input must be two lines: the old password and the new one");
                }
                yield new Change(password(lines.getFirst()), password(lines.getLast()));
            }
            case PasswordSource.Asked() -> new Change(password(ask("Old password: ")), askedTwice("New password: "));
        };
    }

    private Password askedTwice(String prompt) {
        var first = ask(prompt);
        if (!first.equals(ask(AGAIN))) {
            throw new UsageException("the two passwords differ");
        }
        return password(first);
    }

    private String ask(String prompt) {
        return surroundings
                .person()
                .secret(prompt)
                .orElseThrow(() -> new UsageException(
                        "there is no password: give it to --password-stdin, or type it at a terminal"));
    }

    private String fromInput() {
        var input = surroundings
                .input()
                .orElseThrow(() -> new UsageException("--password-stdin works for a single command alone"));
        try {
            return withoutLineEnd(ScriptSource.read(input));
        } catch (UnreadableTextException e) {
            throw new UsageException("the password on standard input cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read");
        }
    }

    /** Without the one line end that echo and editors put behind it. */
    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static Password password(String text) {
        try {
            return new Password(text);
        } catch (InvalidValueException e) {
            throw new UsageException("the password " + e.getMessage());
        }
    }
}
