package users.shell.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/** The pieces that commands are described with. */
final class Specs {

    private static final String ONCE = "Stands for this call: with the same one it is done once.";

    private Specs() {}

    /** A command whose values the reader makes. */
    static CommandSpec command(String name, String description, CommandReader reader) {
        var command = CommandSpec.wrapWithoutInspection(reader).name(name);
        command.usageMessage().description(description);
        return command;
    }

    /** A command that is about one user, who is named by id or e-mail. */
    static CommandSpec ofUser(String name, String description, CommandReader reader) {
        return command(name, description, reader)
                .addPositional(positional(Grammar.USER, "The user's id or e-mail."))
                .addOption(id());
    }

    static OptionSpec id() {
        return option("--id", Grammar.USER, "The user's id.");
    }

    static OptionSpec email() {
        return option("--email", Grammar.USER, "The user's e-mail.");
    }

    static OptionSpec etag() {
        return option("--etag", "ETAG", "Only if the user is still of this version.");
    }

    static OptionSpec filter() {
        return option("--filter", "FILTER", "Those that match, such as 'country = \"GB\"'.");
    }

    static OptionSpec showDeleted() {
        return flag("--show-deleted", "Deleted users, too.");
    }

    static OptionSpec passwordFromInput() {
        return flag("--password-stdin", "Read the password from standard input.");
    }

    /** What create has: how it is done. */
    static CommandSpec write(CommandSpec command) {
        return write(command, ONCE);
    }

    /** What a write of one user has, who must be the same one when it is run again. */
    static CommandSpec writeOfUser(CommandSpec command) {
        return write(command, ONCE + " The user is then named by id.");
    }

    private static CommandSpec write(CommandSpec command, String requestId) {
        return command.addOption(flag("--validate-only", "Only check: nothing is written."))
                .addOption(option(Options.REQUEST_ID, "UUID", requestId));
    }

    static CommandSpec withExample(CommandSpec command, String example) {
        command.usageMessage().footer("", "Example: " + example);
        return command;
    }

    static PositionalParamSpec positional(String label, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("0..1")
                .type(String.class)
                .description(description)
                .build();
    }

    static PositionalParamSpec positionals(String label, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .build();
    }

    static OptionSpec option(String name, String label, String description) {
        return described(description, name).paramLabel(label).type(String.class).build();
    }

    /** An option that can be given several times. */
    static OptionSpec repeatable(String name, String label, String description) {
        return described(description, name)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    /** An option with one of a few values. */
    static OptionSpec choice(String name, String label, List<String> values, String description) {
        return described(description, name)
                .paramLabel(label)
                .type(String.class)
                .completionCandidates(values)
                .build();
    }

    static OptionSpec flag(String name, String description) {
        return described(description, name)
                .type(boolean.class)
                .converters(Specs::given)
                .build();
    }

    /** A flag is there or not: {@code --yes=no} must not be taken for a yes. */
    private static boolean given(String value) {
        if (value.equals("true")) {
            return true;
        }
        throw new TypeConversionException("a flag takes no value");
    }

    static OptionSpec.Builder described(String description, String... names) {
        return OptionSpec.builder(names).description(description);
    }
}
