package users.shell.execution;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import users.shell.command.Format;
import users.shell.output.CsvOutput;
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
 * @param terminal whether a person reads the answers
 * @param format of answers where a command does not name one; empty: as fits the command and the reader
 * @param input standard input, where a command may read it
 * @param person who can be asked
 * @param passwordNote said when a password stands in a command, since others can see it there
 * @param history the lines typed so far, oldest first
 */
public record Surroundings(
        PrintWriter out,
        Errors errors,
        Supplier<Screen> screen,
        boolean terminal,
        Optional<Format> format,
        Optional<InputStream> input,
        Person person,
        Optional<String> passwordNote,
        Supplier<List<String>> history) {

    /** As was asked, else a table for people and JSON for programs. */
    Output output(Optional<Format> asked) {
        return output(asked, Format.TABLE, Format.JSON);
    }

    /** As was asked, else one format for people and one for programs. */
    Output output(Optional<Format> asked, Format forPeople, Format forPrograms) {
        return switch (asked.or(() -> format).orElse(terminal ? forPeople : forPrograms)) {
            case TABLE -> new TableOutput(out, screen.get());
            case JSON -> JsonOutput.indented(out);
            case NDJSON -> JsonOutput.lines(out);
            case CSV -> new CsvOutput(out);
        };
    }
}
