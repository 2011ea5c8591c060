package users.shell.repl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import users.api.User;
import users.shell.command.Grammar;
import users.shell.output.Countries;

/** What Tab offers: commands, their flags, and values by the labels of {@link Grammar}. */
final class CommandCompleter implements Completer {

    private final CommandSpec grammar;
    private final LiveUsers users;

    CommandCompleter(CommandSpec grammar, LiveUsers users) {
        this.grammar = grammar;
        this.users = users;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        candidates(line.words()).forEach(candidates::add);
    }

    /** @param words of the command, the last one unfinished */
    private Stream<Candidate> candidates(List<String> words) {
        if (words.size() == 1) {
            return commands();
        }
        var command = grammar.subcommands().get(words.getFirst());
        if (command == null) {
            return Stream.empty();
        }
        var spec = command.getCommandSpec();
        var word = words.getLast();
        var before = option(spec, words.get(words.size() - 2)).filter(CommandCompleter::takesValue);
        if (before.isPresent()) {
            return values(before.get(), word, "");
        }
        int equals = word.indexOf('=');
        if (word.startsWith("-") && equals > 0) {
            var name = word.substring(0, equals);
            return option(spec, name).stream()
                    .flatMap(option -> values(option, word.substring(equals + 1), name + "="));
        }
        if (word.startsWith("-")) {
            return flags(spec, words);
        }
        var positional = spec.positionalParameters().stream()
                .filter(parameter -> parameter.isMultiValue() || !hasPositional(spec, words))
                .findFirst();
        // With nothing typed yet, flags are the next thing where no user is to be named.
        return positional.map(parameter -> values(parameter, word, "")).orElseGet(() -> flags(spec, words));
    }

    private Stream<Candidate> commands() {
        return grammar.subcommands().values().stream().distinct().map(command -> {
            var spec = command.getCommandSpec();
            return candidate(spec.name(), first(spec.usageMessage().description()));
        });
    }

    /** Flags that are not there yet. */
    private static Stream<Candidate> flags(CommandSpec spec, List<String> words) {
        return spec.options().stream()
                .filter(option -> option.isMultiValue()
                        || words.stream()
                                .limit(words.size() - 1L)
                                .noneMatch(word ->
                                        option(spec, word.split("=", 2)[0]).equals(Optional.of(option))))
                .map(option -> candidate(option.longestName(), first(option.description())));
    }

    private Stream<Candidate> values(ArgSpec argument, String word, String prefix) {
        var fixed = argument.completionCandidates();
        if (fixed != null) {
            return StreamSupport.stream(fixed.spliterator(), false).map(value -> candidate(prefix + value, ""));
        }
        return switch (argument.paramLabel()) {
            case Grammar.COMMAND -> commands();
            case Grammar.COUNTRY ->
                Countries.names().entrySet().stream()
                        .map(country -> candidate(prefix + country.getKey(), country.getValue()));
            case Grammar.USER -> users(argument, word, prefix);
            default -> Stream.empty();
        };
    }

    /** Ids are long: they are offered where nothing else fits, or once one is begun. */
    private Stream<Candidate> users(ArgSpec argument, String word, String prefix) {
        var name = argument instanceof OptionSpec option ? option.longestName() : "";
        boolean ids = name.equals("--id") || (name.isEmpty() && !word.isEmpty() && !word.contains("@"));
        boolean emails = !name.equals("--id");
        var found = users.list();
        return Stream.concat(
                emails ? found.stream().map(user -> candidate(prefix + email(user), name(user))) : Stream.empty(),
                ids ? found.stream().map(user -> candidate(prefix + user.id(), email(user))) : Stream.empty());
    }

    private static boolean hasPositional(CommandSpec spec, List<String> words) {
        for (int i = 1; i < words.size() - 1; i++) {
            boolean value = option(spec, words.get(i - 1))
                    .filter(CommandCompleter::takesValue)
                    .isPresent();
            if (!value && !words.get(i).startsWith("-")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<OptionSpec> option(CommandSpec spec, String word) {
        return Optional.ofNullable(spec.findOption(word)).filter(option -> word.startsWith("-"));
    }

    private static boolean takesValue(OptionSpec option) {
        return option.type() != boolean.class;
    }

    private static String email(User user) {
        return user.profile().email().value();
    }

    private static String name(User user) {
        return user.profile().firstName() + " " + user.profile().lastName();
    }

    private static String first(String[] lines) {
        return Arrays.stream(lines).findFirst().orElse("");
    }

    private static Candidate candidate(String value, String description) {
        return new Candidate(value, value, null, description.isEmpty() ? null : description, null, null, true);
    }
}
