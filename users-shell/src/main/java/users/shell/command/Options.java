package users.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;
import users.api.Email;
import users.api.Etag;
import users.api.InvalidValueException;
import users.api.RequestId;
import users.api.UserId;
import users.api.UserKey;
import users.api.Violations;
import users.api.WriteOptions;
import users.api.filter.Filter;

/** What was said on a command line, by the names of the flags. */
record Options(ParseResult result) {

    static final String REQUEST_ID = "--request-id";

    Optional<String> text(String name) {
        return ofCommand().flatMap(command -> text(command, name)).or(() -> text(result, name));
    }

    /** All that was said with a flag that can be given several times. */
    List<String> texts(String name) {
        return ofCommand()
                .map(command -> command.matchedOptionValue(name, List.<String>of()))
                .orElse(List.of());
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

    Optional<Etag> etag(Violations violations) {
        return value("--etag", Etag::parse, violations);
    }

    Filter filter(Violations violations) {
        return value("--filter", Filter::parse, violations).orElse(Filter.ALL);
    }

    WriteOptions write(Violations violations) {
        return new WriteOptions(value(REQUEST_ID, RequestId::parse, violations), flag("--validate-only"));
    }

    /**
     * The same for a write of a user. With a request id it is told by id who that is: a write that is sent again must be
     * the same one, and an e-mail may by then be nobody's, or another user's.
     */
    WriteOptions write(Optional<UserKey> user, Violations violations) {
        if (flag(REQUEST_ID) && user.filter(Email.class::isInstance).isPresent()) {
            violations.add(
                    REQUEST_ID,
                    "needs the user's id, which get shows: the e-mail may be nobody's, or another user's, when this is"
                            + " run again");
        }
        return write(violations);
    }

    PasswordSource passwordSource() {
        return flag("--password-stdin") ? new PasswordSource.StandardInput() : new PasswordSource.Asked();
    }

    /** Who is meant; --email says so only where it is not the new one. */
    Optional<UserKey> key(boolean byEmail, Violations violations) {
        var keys = keys(positional().stream().toList(), byEmail, violations);
        if (keys.size() > 1) {
            violations.add(Grammar.USER, "must be named once");
        }
        return keys.stream().findFirst();
    }

    /** All who are meant, in the order of the words. */
    List<UserKey> keys(Violations violations) {
        return keys(
                ofCommand()
                        .map(command -> command.matchedPositionalValue(0, List.<String>of()))
                        .orElse(List.of()),
                true,
                violations);
    }

    private List<UserKey> keys(List<String> words, boolean byEmail, Violations violations) {
        var keys = new ArrayList<UserKey>();
        if (words.isEmpty() && !flag("--id") && !(byEmail && flag("--email"))) {
            violations.add(Grammar.USER, "is missing: an id or an e-mail");
        }
        words.forEach(word -> violations
                .<String, UserKey>read(Grammar.USER, word, Options::key)
                .ifPresent(keys::add));
        value("--id", UserId::parse, violations).ifPresent(keys::add);
        if (byEmail) {
            value("--email", Email::new, violations).ifPresent(keys::add);
        }
        return keys;
    }

    private static UserKey key(String text) {
        if (text.contains("@")) {
            return new Email(text);
        }
        try {
            return UserId.parse(text);
        } catch (InvalidValueException e) {
            throw new InvalidValueException("must be an e-mail, or an id such as 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");
        }
    }

    private Optional<ParseResult> ofCommand() {
        return result.hasSubcommand() ? Optional.of(result.subcommand()) : Optional.empty();
    }

    private static Optional<String> text(ParseResult result, String name) {
        return Optional.ofNullable(result.matchedOptionValue(name, (String) null));
    }
}
