package users.shell.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import users.api.UserError;
import users.api.UserException;
import users.api.Violations;
import users.shell.command.Invocation.Task;
import users.shell.connection.Access;
import users.shell.connection.Endpoint;

/** Turns words into commands. The program's arguments, the shell and every kind of batch come through here. */
public final class CommandParser {

    private final String version;
    private final int width;
    private final Ansi ansi;

    /**
     * @param version of the program
     * @param width of help texts, in columns
     * @param colour whether help texts have it
     */
    public CommandParser(String version, int width, boolean colour) {
        this.version = version;
        this.width = Math.clamp(width, 55, 100);
        ansi = colour ? Ansi.ON : Ansi.OFF;
    }

    /**
     * Reads the arguments of the program.
     *
     * @param environment variables, for what the arguments do not say
     */
    public Invocation arguments(List<String> words, Map<String, String> environment) {
        var commandLine = commandLine(Grammar.ofArguments());
        try {
            var result = commandLine.parseArgs(words.toArray(String[]::new));
            var options = new Options(result);
            var violations = new Violations();
            var access = new AccessOptions(new Settings(options, environment), violations).read();
            var format = options.value("--output", Format::parse, violations);
            return violations.orElse(() -> new Invocation(
                    access.orElseThrow(), format, options.flag("--keep-going"), task(commandLine, result, format)));
        } catch (ParameterException e) {
            return wrong(UsageErrors.erroneous(e));
        } catch (UserException e) {
            return wrong(invalid(e, "help"));
        }
    }

    /** Reads one command of the shell or of a batch. */
    public Line line(List<String> words) {
        var commandLine = commandLine(Grammar.ofLines());
        try {
            var result = commandLine.parseArgs(words.toArray(String[]::new));
            var violations = new Violations();
            var format = new Options(result).value("--output", Format::parse, violations);
            return violations.orElse(() -> line(commandLine, result, format));
        } catch (ParameterException e) {
            return Line.erroneous(UsageErrors.erroneous(e));
        } catch (UserException e) {
            return Line.erroneous(invalid(e, "help"));
        }
    }

    private Task task(CommandLine commandLine, ParseResult result, Optional<Format> format) {
        var options = new Options(result);
        var text = options.text("--command");
        var file = options.text("--file");
        boolean named = result.hasSubcommand();
        if ((text.isPresent() ? 1 : 0) + (file.isPresent() ? 1 : 0) + (named ? 1 : 0) > 1) {
            return new Task.Single(Line.erroneous(
                    new Command.Erroneous("only one of a command, -c and -f can be run", List.of(), "help")));
        }
        if (named || options.flag("--help") || options.flag("--version")) {
            return new Task.Single(line(commandLine, result, format));
        }
        return text.<Task>map(Task.Text::new).or(() -> file.map(Task.File::new)).orElseGet(Task.Unnamed::new);
    }

    private Line line(CommandLine root, ParseResult result, Optional<Format> format) {
        var name = result.hasSubcommand() ? result.subcommand().commandSpec().name() : "help";
        return new Line(name, command(root, result), format);
    }

    private Command command(CommandLine root, ParseResult result) {
        var options = new Options(result);
        if (options.flag("--version")) {
            return new Command.Show("userctl " + version + "\n");
        }
        if (!result.hasSubcommand()) {
            return help(root);
        }
        var named = result.subcommand();
        var spec = named.commandSpec();
        if (named.isUsageHelpRequested() || result.isUsageHelpRequested()) {
            return help(spec.commandLine());
        }
        try {
            return Grammar.reader(spec).map(reader -> reader.read(options)).orElseGet(() -> help(root, options));
        } catch (UserException e) {
            return invalid(e, "help " + spec.name());
        }
    }

    private Command help(CommandLine root, Options options) {
        var name = options.positional();
        if (name.isEmpty()) {
            return help(root);
        }
        var commands = root.getSubcommands();
        return Optional.ofNullable(commands.get(name.get()))
                .map(this::help)
                .orElseGet(() -> UsageErrors.unknownCommand(name.get(), commands.keySet()));
    }

    /** A command is explained without the flags of the program, which would hide its own. */
    private Command help(CommandLine commandLine) {
        var spec = commandLine.getCommandSpec();
        var shown = spec.parent() == null
                ? commandLine
                : commandLine(Grammar.ofLines()).getSubcommands().getOrDefault(spec.name(), commandLine);
        return new Command.Show(shown.getUsageMessage(ansi));
    }

    private CommandLine commandLine(CommandSpec grammar) {
        var commandLine = new CommandLine(grammar);
        // A value such as @ann is a value, and no file of arguments.
        commandLine.setExpandAtFiles(false);
        // As is "health" in -c health.
        commandLine.setAllowSubcommandsAsOptionParameters(true);
        commandLine.setUsageHelpWidth(width);
        return commandLine;
    }

    private static Invocation wrong(Command.Erroneous command) {
        return new Invocation(
                Access.plaintext(new Endpoint(Endpoint.DEFAULT_HOST, Endpoint.parsePort(Endpoint.DEFAULT_PORT))),
                Optional.empty(),
                false,
                new Task.Single(Line.erroneous(command)));
    }

    private static Command.Erroneous invalid(UserException exception, String hint) {
        return switch (exception.error()) {
            case UserError.Invalid(var violations) -> new Command.Erroneous("wrong or missing flags", violations, hint);
            case UserError other -> new Command.Erroneous(other.message(), List.of(), hint);
        };
    }
}
