package users.shell.command;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;
import users.api.UserOrder;
import users.shell.connection.Endpoint;

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
                        "userctl [-a HOST] [-p PORT] [-o FORMAT] COMMAND …",
                        "       userctl [-a HOST] [-p PORT] [--keep-going] (-c 'COMMAND; …' | -f FILE)",
                        "       userctl [-a HOST] [-p PORT]   at a terminal: a shell")
                .description("Works with the users of a server.")
                .footer(
                        "",
                        "A user is named by id or e-mail. In a pipe users are printed as JSON, one object after another.",
                        "userctl connects to the server directly, without a proxy.",
                        "",
                        "Exit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 no server.");
        root.addOption(value("-a", "--host", "HOST", "The server's host. Default: " + Endpoint.DEFAULT_HOST));
        root.addOption(value("-p", "--port", "PORT", "The server's port. Default: " + Endpoint.DEFAULT_PORT));
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
                .addSubcommand("history", command("history", "Show the lines typed so far."))
                .addSubcommand(
                        "exit", command("exit", "Leave (Ctrl-D does, too).").aliases("quit"));
    }

    private static CommandSpec withCommands(CommandSpec root) {
        root.addOption(described("How users are printed: table, json or ndjson.", "-o", "--output")
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
        for (var command : List.of(create(), get(), list(), update(), delete(), health(), help())) {
            root.addSubcommand(command.name(), command);
        }
        return root;
    }

    private static CommandSpec create() {
        var command = command("create", "Create a user.")
                .addOption(
                        option("--password", "PASSWORD", "The password. Others can see it: leave it out to be asked."))
                .addOption(flag("--password-stdin", "Read the password from standard input."));
        return profile(
                command, "create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country GB");
    }

    private static CommandSpec get() {
        return user(command("get", "Show one user.")).addOption(option("--email", USER, "The user's e-mail."));
    }

    private static CommandSpec list() {
        var command = command("list", "Show all users, or those that match.")
                .addOption(option("--country", COUNTRY, "Those of this country (two letters)."))
                .addOption(option("--filter", "FILTER", "Those that match, such as 'country = \"GB\"'."))
                .addOption(described("By what to order them, with \" desc\" behind it to turn it round.", "--order-by")
                        .paramLabel("FIELD")
                        .type(String.class)
                        .completionCandidates(orders())
                        .build())
                .addOption(flag("--show-deleted", "Deleted users, too."));
        command.usageMessage()
                .footer("", "Example: list --filter 'email : \"@acme.com\" AND create_time > \"2026-01-01\"'");
        return command;
    }

    private static List<String> orders() {
        return Arrays.stream(UserOrder.Field.values()).map(Object::toString).toList();
    }

    private static CommandSpec update() {
        return profile(
                user(command("update", "Change a user: what is not named stays as it is."))
                        .addOption(etag()),
                "update ann@example.com --nickname annie --country US");
    }

    private static CommandSpec delete() {
        return user(command("delete", "Delete a user and show who it was."))
                .addOption(option("--email", USER, "The user's e-mail."))
                .addOption(etag());
    }

    private static CommandSpec health() {
        return command("health", "Ask the server whether it takes calls.");
    }

    private static CommandSpec help() {
        return command("help", "Explain the commands, or one of them.")
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel(COMMAND)
                        .arity("0..1")
                        .type(String.class)
                        .description("The command.")
                        .build());
    }

    private static CommandSpec user(CommandSpec command) {
        return command.addPositional(PositionalParamSpec.builder()
                        .paramLabel(USER)
                        .arity("0..1")
                        .type(String.class)
                        .description("The user's id or e-mail.")
                        .build())
                .addOption(option("--id", USER, "The user's id."));
    }

    private static CommandSpec profile(CommandSpec command, String example) {
        command.addOption(option("--first-name", "NAME", "Given name."))
                .addOption(option("--last-name", "NAME", "Family name."))
                .addOption(option("--nickname", "NAME", "What the person is called here."))
                .addOption(option("--email", "EMAIL", "E-mail address, unique."))
                .addOption(option("--country", COUNTRY, "Country, two letters."));
        command.usageMessage().footer("", "Example: " + example);
        return command;
    }

    private static OptionSpec etag() {
        return option("--etag", "ETAG", "Only if the user is still of this version.");
    }

    private static CommandSpec command(String name, String description) {
        var command = CommandSpec.create().name(name);
        command.usageMessage().description(description);
        return command;
    }

    private static OptionSpec option(String name, String label, String description) {
        return described(description, name).paramLabel(label).type(String.class).build();
    }

    /** An option of the program that may stand before or behind the command. */
    private static OptionSpec value(String shortName, String name, String label, String description) {
        return described(description, shortName, name)
                .paramLabel(label)
                .type(String.class)
                .scopeType(ScopeType.INHERIT)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return described(description, name).type(boolean.class).build();
    }

    private static OptionSpec.Builder described(String description, String... names) {
        return OptionSpec.builder(names).description(description);
    }
}
