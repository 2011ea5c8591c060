package users.shell.execution;

import java.util.List;
import java.util.Optional;
import users.shell.command.Command;
import users.shell.command.CommandParser;
import users.shell.command.Line;
import users.shell.script.Script;
import users.shell.script.Statement;

/** Runs the commands of a text in order. */
public final class Batch {

    private final CommandParser parser;
    private final CommandRunner runner;
    private final boolean keepGoing;

    /** @param keepGoing whether to go on behind a command that failed */
    public Batch(CommandParser parser, CommandRunner runner, boolean keepGoing) {
        this.parser = parser;
        this.runner = runner;
        this.keepGoing = keepGoing;
    }

    /**
     * Runs a text's commands.
     *
     * @param name of the text in errors, such as that of its file
     * @return how the first one that failed ended
     */
    public ExitCode run(String name, String text) {
        var script = Script.read(text);
        var first = ExitCode.OK;
        for (var statement : script.statements()) {
            boolean unfinished = script.openQuote().isPresent()
                    && statement.equals(script.statements().getLast());
            var line = unfinished ? unfinished(script) : parser.line(statement.arguments());
            var ended = runner.run(line, Optional.of(place(name, statement)));
            if (first == ExitCode.OK) {
                first = ended;
            }
            boolean failed = ended != ExitCode.OK && !keepGoing;
            if (line.command() instanceof Command.Exit
                    || failed
                    || Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return first;
    }

    private static String place(String name, Statement statement) {
        return name + ":" + statement.line();
    }

    private static Line unfinished(Script script) {
        var quote = script.openQuote().orElseThrow();
        var message = "the quote %s that opens on line %d is not closed".formatted(quote.mark(), quote.line());
        return Line.erroneous(new Command.Erroneous(message, List.of(), "help"));
    }
}
