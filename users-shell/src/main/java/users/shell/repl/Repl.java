package users.shell.repl;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import users.shell.command.Command;
import users.shell.command.CommandParser;
import users.shell.command.Format;
import users.shell.command.Grammar;
import users.shell.connection.Connection;
import users.shell.execution.CommandRunner;
import users.shell.execution.Surroundings;
import users.shell.output.Errors;
import users.shell.output.Screen;
import users.shell.script.Script;

/** Reads commands from a person and runs them, until the person leaves. */
public final class Repl {

    private static final int HISTORY_SIZE = 10_000;
    private static final int USUAL_COLUMNS = 80;
    private static final int CTRL_C = 3;
    private static final long SECOND_INTERRUPT_MILLIS = 10;

    private final Terminal terminal;
    private final Connection connection;
    private final String version;
    private final CommandParser parser;
    private final CommandRunner runner;
    private final LineReader reader;
    private final ShellHistory history = new ShellHistory();
    private final Errors errors;
    private final Prompt prompt;

    /**
     * A shell on a terminal and a connection that stay their owners' to close.
     *
     * @param format of users where a command does not name one
     */
    public Repl(Terminal terminal, Connection connection, String version, boolean colour, Optional<Format> format) {
        this.terminal = terminal;
        this.connection = connection;
        this.version = version;
        parser = new CommandParser(version, columns(terminal), colour);
        errors = new Errors(terminal.writer(), new Screen(0, colour, true), "");
        reader = reader(colour);
        prompt = new Prompt(connection.endpoint(), new ServerHealth(connection.background()), colour);
        var surroundings = new Surroundings(
                terminal.writer(),
                errors,
                () -> new Screen(columns(terminal), colour, true),
                true,
                format,
                Optional.empty(),
                new TypingPerson(terminal),
                Optional.of("others can see a password on your screen: leave --password out to be asked for it"),
                history::lines);
        runner = new CommandRunner(connection, surroundings);
    }

    /** A terminal that does not know has the usual 80. */
    private static int columns(Terminal terminal) {
        int columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : USUAL_COLUMNS;
    }

    private LineReader reader(boolean colour) {
        var grammar = Grammar.ofLines();
        var built = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("userctl")
                .parser(new LineParser())
                .completer(new CommandCompleter(grammar, new LiveUsers(connection.background())))
                .highlighter(new CommandHighlighter(grammar))
                .history(history)
                .variable(LineReader.HISTORY_SIZE, HISTORY_SIZE)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%M> ")
                // What is typed is meant: ! is no reference to an earlier line.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.DISABLE_HIGHLIGHTER, !colour)
                .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
                .build();
        PastedTabs.leaveAlone(built);
        return built;
    }

    /** Runs until Ctrl-D or {@code exit}, or until a signal ends the program. */
    public void run(Map<String, String> environment) {
        try {
            welcome(environment);
            while (readAndRun()) {
                terminal.flush();
            }
        } catch (IllegalStateException e) {
            if (!isClosed()) {
                throw e;
            }
        }
    }

    /** On a signal JLine closes the terminal, whoever uses it at that moment; only a throw tells. */
    private boolean isClosed() {
        try {
            terminal.writer();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void welcome(Map<String, String> environment) {
        keepTypedAhead();
        // Between two prompts there is nothing to end.
        terminal.handle(Signal.INT, SignalHandler.SIG_IGN);
        var out = terminal.writer();
        out.println("userctl " + version + " on " + connection.endpoint());
        out.println("Tab completes, help explains, Ctrl-D leaves.");
        history.open(reader, environment).ifPresent(errors::note);
    }

    /** What is typed or pasted while a command runs is neither shown nor changed, but read by the next prompt. */
    private void keepTypedAhead() {
        var attributes = terminal.getAttributes();
        attributes.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO), false);
        attributes.setInputFlag(InputFlag.ICRNL, false);
        attributes.setControlChar(ControlChar.VMIN, 1);
        attributes.setControlChar(ControlChar.VTIME, 0);
        terminal.setAttributes(attributes);
    }

    private boolean readAndRun() {
        try {
            return run(reader.readLine(prompt.text(reader)));
        } catch (UserInterruptException e) {
            // At the prompt or at a question of a command, a person thought better of it.
            dropSecondInterrupt();
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
    }

    /** Now and then Ctrl-C comes as a signal and as a character, which would interrupt the next prompt too. */
    private void dropSecondInterrupt() {
        try {
            var input = terminal.reader();
            if (input.peek(SECOND_INTERRUPT_MILLIS) == CTRL_C) {
                input.read();
            }
        } catch (IOException e) {
            // The next prompt meets it again and says what is to be said.
        }
    }

    /** Runs the commands of a line in order; false when one of them is exit. */
    private boolean run(String line) {
        var runs = Thread.currentThread();
        var earlier = terminal.handle(Signal.INT, signal -> runs.interrupt());
        try {
            for (var statement : Script.read(line).statements()) {
                var command = parser.line(statement.arguments());
                if (command.command() instanceof Command.Exit) {
                    return false;
                }
                runner.run(command, Optional.empty());
                if (Thread.interrupted()) {
                    break;
                }
            }
            return true;
        } finally {
            terminal.handle(Signal.INT, earlier);
            Thread.interrupted();
        }
    }
}
