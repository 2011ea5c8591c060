package users.shell;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import users.shell.command.CommandParser;
import users.shell.command.Invocation;
import users.shell.command.Invocation.Task;
import users.shell.command.Line;
import users.shell.connection.AccessException;
import users.shell.connection.Connection;
import users.shell.connection.TokenSource;
import users.shell.execution.Batch;
import users.shell.execution.CommandRunner;
import users.shell.execution.ExitCode;
import users.shell.execution.Surroundings;
import users.shell.output.Errors;
import users.shell.output.Screen;
import users.shell.repl.Repl;
import users.shell.repl.SystemTerminal;
import users.shell.script.ScriptSource;
import users.shell.text.UnreadableTextException;

/** Wires the program together for what its arguments ask. */
final class Userctl {

    private static final String PASSWORD_NOTE =
            "others can see a password in a command (process list, history): leave --password out to be asked for it";

    private static final String TOKEN_NOTE =
            "others can see a token in a command (process list, history): use --token-file or --token-command";

    private final StandardStreams streams;
    private final Map<String, String> environment;
    private final boolean colour;
    private final Errors errors;

    Userctl(StandardStreams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
        colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        errors = new Errors(
                streams.err(), streams.errorIsTerminal() ? new Screen(0, colour, true) : Screen.NONE, "userctl ");
    }

    ExitCode run(List<String> arguments) {
        if (arguments.stream().anyMatch(argument -> argument.indexOf('\uFFFD') >= 0)) {
            return usage("the arguments have letters that this locale cannot read: set LANG=C.UTF-8, or use -f");
        }
        int width = streams.outputIsTerminal() ? TerminalSize.width() : 80;
        var parser = new CommandParser(version(), width, colour && streams.outputIsTerminal());
        var invocation = parser.arguments(arguments, environment);
        if (streams.errorIsTerminal()
                && invocation.access().tokens() instanceof TokenSource.Given(var token, var visible)
                && visible) {
            errors.note(TOKEN_NOTE);
        }
        return switch (invocation.task()) {
            case Task.Single(var line) -> single(line, invocation, width);
            case Task.Text(var text) -> batch("-c", text, invocation, parser, width);
            case Task.File(var path) -> file(path, invocation, parser, width);
            case Task.Unnamed() ->
                streams.inputIsTerminal() && streams.outputIsTerminal()
                        ? shell(invocation)
                        : file("-", invocation, parser, width);
        };
    }

    private ExitCode single(Line line, Invocation invocation, int width) {
        try (var connection = new Connection(invocation.access(), environment)) {
            return new CommandRunner(connection, surroundings(invocation, width, true)).run(line, Optional.empty());
        }
    }

    private ExitCode batch(String name, String text, Invocation invocation, CommandParser parser, int width) {
        try (var connection = new Connection(invocation.access(), environment)) {
            var runner = new CommandRunner(connection, surroundings(invocation, width, false));
            return new Batch(parser, runner, invocation.keepGoing()).run(name, text);
        }
    }

    private ExitCode file(String path, Invocation invocation, CommandParser parser, int width) {
        var name = path.equals("-") ? "stdin" : path;
        try {
            return batch(name, text(path), invocation, parser, width);
        } catch (UnreadableTextException e) {
            return usage(name + ": " + e.getMessage());
        } catch (IOException e) {
            return usage(name + ": this file cannot be read");
        }
    }

    private String text(String path) throws IOException {
        if (path.equals("-")) {
            return ScriptSource.read(streams.in());
        }
        try (var file = Files.newInputStream(Path.of(path))) {
            return ScriptSource.read(file);
        }
    }

    private ExitCode shell(Invocation invocation) {
        try (var connection = new Connection(invocation.access(), environment)) {
            connection.check();
            return shell(connection, invocation);
        } catch (AccessException e) {
            return usage(requireNonNull(e.getMessage()));
        }
    }

    private ExitCode shell(Connection connection, Invocation invocation) {
        try (var terminal = SystemTerminal.open()) {
            new Repl(terminal, connection, version(), colour, invocation.format()).run(environment);
            return ExitCode.OK;
        } catch (IOException e) {
            return usage("this terminal cannot be used: name a command, or use -c");
        }
    }

    private Surroundings surroundings(Invocation invocation, int width, boolean single) {
        return new Surroundings(
                streams.out(),
                errors.at(invocation.access()),
                () -> streams.outputIsTerminal() ? new Screen(width, colour, true) : Screen.NONE,
                streams.outputIsTerminal(),
                invocation.format(),
                single ? Optional.of(streams.in()) : Optional.empty(),
                new ConsolePerson(),
                streams.errorIsTerminal() ? Optional.of(PASSWORD_NOTE) : Optional.empty(),
                List::of);
    }

    private ExitCode usage(String message) {
        errors.usage(Optional.empty(), message, List.of(), "help");
        return ExitCode.USAGE;
    }

    private static String version() {
        return Optional.ofNullable(Userctl.class.getModule().getDescriptor())
                .flatMap(module -> module.rawVersion())
                .orElse("of development");
    }
}
