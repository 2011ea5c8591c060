package users.shell.command;

import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;
import users.api.Violations;

/** What was said on a command line, by the names of the flags. */
record Options(ParseResult result) {

    Optional<String> text(String name) {
        return ofCommand().flatMap(command -> text(command, name)).or(() -> text(result, name));
    }

    boolean flag(String name) {
        return ofCommand().map(command -> command.hasMatchedOption(name)).orElse(false)
                || result.hasMatchedOption(name);
    }

    Optional<String> positional() {
        return ofCommand().map(command -> command.<String>matchedPositionalValue(0, null));
    }

    /** The flag's value, when it is there and its type takes it. */
    <T> Optional<T> value(String name, Function<String, T> type, Violations violations) {
        return text(name).flatMap(text -> violations.read(name, text, type));
    }

    /** The same for a flag that must be there. */
    <T> Optional<T> required(String name, Function<String, T> type, Violations violations) {
        if (text(name).isEmpty()) {
            violations.add(name, "is missing");
        }
        return value(name, type, violations);
    }

    private Optional<ParseResult> ofCommand() {
        return result.hasSubcommand() ? Optional.of(result.subcommand()) : Optional.empty();
    }

    private static Optional<String> text(ParseResult result, String name) {
        return Optional.ofNullable(result.matchedOptionValue(name, (String) null));
    }
}
