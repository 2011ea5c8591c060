package users.shell.execution;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import users.shell.command.Format;
import users.shell.output.Errors;
import users.shell.output.JsonOutput;
import users.shell.output.Output;
import users.shell.output.Screen;
import users.shell.output.TableOutput;

/**
 * What is around a command that runs.
 *
 * @param out where answers go
 * @param errors where all else goes
 * @param screen for tables
 * @param format of users where a command does not name one
 * @param passwordInput standard input, where a command may read it
 * @param passwords asks a person
 * @param passwordNote said when a password stands in a command, since others can see it there
 * @param history the lines typed so far, oldest first
 */
public record Surroundings(
        PrintWriter out,
        Errors errors,
        Supplier<Screen> screen,
        Format format,
        Optional<InputStream> passwordInput,
        SecretPrompt passwords,
        Optional<String> passwordNote,
        Supplier<List<String>> history) {

    Output output(Optional<Format> asked) {
        return switch (asked.orElse(format)) {
            case TABLE -> new TableOutput(out, screen.get());
            case JSON -> JsonOutput.indented(out);
            case NDJSON -> JsonOutput.lines(out);
        };
    }
}
