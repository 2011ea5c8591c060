package users.shell.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import users.api.Spelling;

/** What picocli refuses, in our words and with a guess at what was meant. */
final class UsageErrors {

    private static final List<String> SECRETS = List.of("--password", AccessOptions.TOKEN);

    private UsageErrors() {}

    static Command.Erroneous erroneous(ParameterException exception) {
        var spec = exception.getCommandLine().getCommandSpec();
        return switch (exception) {
            case UnmatchedArgumentException unmatched ->
                unmatched(unmatched.getUnmatched().getFirst(), spec);
            case MissingParameterException missing ->
                erroneous(name(missing.getMissing().getFirst()) + " needs a value", spec);
            case OverwrittenOptionException twice -> erroneous(name(twice.getOverwritten()) + " is given twice", spec);
            // Not picocli's words: they quote the value.
            case ParameterException other -> erroneous(refused(Optional.ofNullable(other.getArgSpec())), spec);
        };
    }

    static Command.Erroneous unknownCommand(String word, Collection<String> commands) {
        var unknown = "there is no command \"%s\"".formatted(word);
        return Spelling.nearest(word, commands)
                .map(meant ->
                        new Command.Erroneous(unknown + "; did you mean " + meant + "?", List.of(), "help " + meant))
                .orElseGet(() -> new Command.Erroneous(unknown, List.of(), "help"));
    }

    private static Command.Erroneous unmatched(String word, CommandSpec spec) {
        if (word.startsWith("-")) {
            var flag = word.split("=", 2)[0];
            var unknown = (isRoot(spec) ? "there is no flag " : spec.name() + " has no flag ") + shown(flag);
            return Spelling.nearest(flag, spec.optionsMap().keySet())
                    .map(meant -> erroneous(unknown + "; did you mean " + meant + "?", spec))
                    .orElseGet(() -> erroneous(unknown, spec));
        }
        if (isRoot(spec)) {
            return unknownCommand(word, spec.subcommands().keySet());
        }
        // The word is not shown: it may be the rest of a password with a blank in it.
        return erroneous(spec.name() + " has a word too many: quote a value that has blanks", spec);
    }

    private static String refused(Optional<ArgSpec> argument) {
        return argument.map(refused -> name(refused)
                        + (refused.type() == boolean.class ? " takes no value" : " has a value that cannot be read"))
                .orElse("wrong arguments");
    }

    /** A flag that nobody knows, without what may be a secret that was typed right behind its name. */
    private static String shown(String flag) {
        if (!flag.startsWith("--")) {
            return flag.substring(0, flag.offsetByCodePoints(0, Math.min(2, flag.codePointCount(0, flag.length()))));
        }
        return SECRETS.stream()
                .filter(name -> flag.startsWith(name) && !flag.equals(name))
                .findFirst()
                .map(name -> name + "…")
                .orElse(flag);
    }

    private static Command.Erroneous erroneous(String message, CommandSpec spec) {
        return new Command.Erroneous(message, List.of(), isRoot(spec) ? "help" : "help " + spec.name());
    }

    private static boolean isRoot(CommandSpec spec) {
        return spec.parent() == null;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
