package users.shell.command;

import static users.shell.command.Specs.command;
import static users.shell.command.Specs.described;
import static users.shell.command.Specs.flag;
import static users.shell.command.Specs.positional;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/**
 * Every command, described once, in picocli's model: the parser, Tab, the colours and the help read it. What a value is
 * stands in its label: {@link #USER}, {@link #COUNTRY}.
 */
public final class Grammar {

    /** Label of values that name a user who is there. */
    public static final String USER = "USER";
    /** Label of values that are a country's code. */
    public static final String COUNTRY = "COUNTRY";
    /** Label of the name of a command. */
    public static final String COMMAND = "COMMAND";

    private Grammar() {}

    /** What the program's arguments can be. */
    public static CommandSpec ofArguments() {
        var root = CommandSpec.create().name("userctl");
        root.usageMessage()
                .customSynopsis(
                        "userctl [SERVER] [-o FORMAT] COMMAND …",
                        "       userctl [SERVER] [--keep-going] (-c 'COMMAND; …' | -f FILE)",
                        "       userctl [SERVER]   at a terminal: a shell")
                .description("Works with the users of a server.")
                .footer(
                        "",
                        "A user is named by id or e-mail. In a pipe users are printed as JSON, one object after another.",
                        "userctl connects to the server directly, without a proxy.",
                        "",
                        "SERVER is -a, -p and the flags of TLS and tokens. Each of them has a variable, such as"
                                + " USERCTL_HOST and USERCTL_TOKEN_FILE (USERCTL_TLS=true); a flag wins.",
                        "",
                        "Exit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 no server, 130 broken off.");
        AccessFlags.all().forEach(root::addOption);
        root.addOption(described("The commands in this text, ended by ; or line breaks.", "-c", "--command")
                .paramLabel("TEXT")
                .type(String.class)
                .build());
        root.addOption(described("The commands in this file (UTF-8); - is standard input.", "-f", "--file")
                .paramLabel("FILE")
                .type(String.class)
                .build());
        root.addOption(flag("--keep-going", "Go on behind a command that failed."));
        root.addOption(described("Print the version.", "-V", "--version")
                .type(boolean.class)
                .versionHelp(true)
                .build());
        return withCommands(root);
    }

    /** What a line of the shell or of a batch can be. */
    public static CommandSpec ofLines() {
        var root = CommandSpec.create().name("userctl");
        root.usageMessage()
                .customSynopsis("COMMAND …   several on a line are separated by ;")
                .footer(
                        "",
                        "Quotes keep blanks together; a quote inside quotes is typed twice. All else is taken as typed.",
                        "Ctrl-R finds earlier lines, Ctrl-C ends what runs, Ctrl-D leaves.");
        return withCommands(root)
                .addSubcommand(
                        "history", command("history", "Show the lines typed so far.", options -> new Command.History()))
                .addSubcommand(
                        "exit",
                        command("exit", "Leave (Ctrl-D does, too).", options -> new Command.Exit())
                                .aliases("quit"));
    }

    /** What reads a command's values; help has none, it is the parser's own. */
    static Optional<CommandReader> reader(CommandSpec command) {
        return command.userObject() instanceof CommandReader reader ? Optional.of(reader) : Optional.empty();
    }

    private static CommandSpec withCommands(CommandSpec root) {
        root.addOption(described("How users are printed: table, json, ndjson or csv.", "-o", "--output")
                .paramLabel("FORMAT")
                .type(String.class)
                .completionCandidates(Format.names())
                .scopeType(ScopeType.INHERIT)
                .build());
        root.addOption(described("Show this help.", "-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .build());
        Stream.of(
                        List.of(
                                ProfileCommands.create(),
                                ReadingCommands.get(),
                                ReadingCommands.list(),
                                ProfileCommands.update()),
                        RemovalCommands.all(),
                        ProfileCommands.permissions(),
                        PasswordCommands.all(),
                        BulkCommands.all(),
                        ReadingCommands.changes(),
                        List.of(health(), help()))
                .flatMap(List::stream)
                .forEach(command -> root.addSubcommand(command.name(), command));
        return root;
    }

    private static CommandSpec health() {
        return command("health", "Ask the server whether it takes calls.", options -> new Command.Health());
    }

    private static CommandSpec help() {
        var help = CommandSpec.create().name("help").addPositional(positional(COMMAND, "The command."));
        help.usageMessage().description("Explain the commands, or one of them.");
        return help;
    }
}
