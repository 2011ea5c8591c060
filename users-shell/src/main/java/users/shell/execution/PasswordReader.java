package users.shell.execution;

import java.io.IOException;
import java.io.InputStream;
import users.api.InvalidValueException;
import users.api.Password;
import users.shell.command.PasswordSource;
import users.shell.script.ScriptSource;
import users.shell.script.UnreadableScriptException;

/** Gets the password of a new user from where the command says. */
record PasswordReader(Surroundings surroundings) {

    /** @throws UsageException when there is none, or it is no password */
    Password read(PasswordSource source) {
        return switch (source) {
            case PasswordSource.Given(var password) -> {
                surroundings.passwordNote().ifPresent(surroundings.errors()::note);
                yield password;
            }
            case PasswordSource.StandardInput() -> fromInput();
            case PasswordSource.Asked() -> asked();
        };
    }

    private Password asked() {
        var first = ask("Password: ");
        if (!first.equals(ask("The same again: "))) {
            throw new UsageException("the two passwords differ");
        }
        return password(first);
    }

    private String ask(String prompt) {
        return surroundings
                .passwords()
                .read(prompt)
                .orElseThrow(() -> new UsageException(
                        "there is no password: give it to --password-stdin, or type it at a terminal"));
    }

    private Password fromInput() {
        var input = surroundings
                .passwordInput()
                .orElseThrow(() -> new UsageException("--password-stdin works for a single command alone"));
        try {
            return password(withoutLineEnd(ScriptSource.decode(readAll(input))));
        } catch (UnreadableScriptException e) {
            throw new UsageException("the password on standard input cannot be read: " + e.getMessage());
        }
    }

    private static byte[] readAll(InputStream input) {
        try {
            return input.readAllBytes();
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
