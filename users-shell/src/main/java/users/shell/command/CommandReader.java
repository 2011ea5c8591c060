package users.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.InvalidValueException;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserOrder;
import users.api.Violations;
import users.api.filter.Filter;

/** Reads the flags of each command into its values; all that is wrong is reported at once. */
final class CommandReader {

    private static final List<String> CHANGEABLE =
            List.of("--first-name", "--last-name", "--nickname", "--email", "--country");

    private CommandReader() {}

    /** The command of that name; empty when it is help, which is the parser's own. */
    static Optional<Command> read(String name, Options options) {
        return switch (name) {
            case "create" -> Optional.of(create(options));
            case "get" -> Optional.of(get(options));
            case "list" -> Optional.of(list(options));
            case "update" -> Optional.of(update(options));
            case "delete" -> Optional.of(delete(options));
            case "health" -> Optional.of(new Command.Health());
            case "history" -> Optional.of(new Command.History());
            case "exit" -> Optional.of(new Command.Exit());
            default -> Optional.empty();
        };
    }

    private static Command create(Options options) {
        var violations = new Violations();
        var firstName = options.required("--first-name", PersonName::new, violations);
        var lastName = options.required("--last-name", PersonName::new, violations);
        var nickname = options.required("--nickname", Nickname::new, violations);
        var email = options.required("--email", Email::new, violations);
        var country = options.required("--country", CountryCode::new, violations);
        var password = options.value("--password", Password::new, violations);
        if (options.flag("--password-stdin") && options.flag("--password")) {
            violations.add("--password-stdin", "cannot be used together with --password");
        }
        PasswordSource source = password.<PasswordSource>map(PasswordSource.Given::new)
                .orElseGet(() -> options.flag("--password-stdin")
                        ? new PasswordSource.StandardInput()
                        : new PasswordSource.Asked());
        return violations.orElse(() -> new Command.Create(
                new Profile(
                        firstName.orElseThrow(),
                        lastName.orElseThrow(),
                        nickname.orElseThrow(),
                        email.orElseThrow(),
                        country.orElseThrow()),
                source));
    }

    private static Command get(Options options) {
        var violations = new Violations();
        var key = key(options, true, violations);
        return violations.orElse(() -> new Command.Get(key.orElseThrow()));
    }

    private static Command list(Options options) {
        var violations = new Violations();
        var country = options.value("--country", CountryCode::new, violations);
        var filter = options.value("--filter", Filter::parse, violations);
        var order = options.value("--order-by", UserOrder::parse, violations);
        if (options.flag("--country") && options.flag("--filter")) {
            violations.add("--filter", "cannot be used together with --country");
        }
        return violations.orElse(() -> new Command.ListUsers(
                country.map(Filter::country).or(() -> filter).orElse(Filter.ALL),
                order.orElse(UserOrder.DEFAULT),
                options.flag("--show-deleted")));
    }

    private static Command update(Options options) {
        var violations = new Violations();
        var key = key(options, false, violations);
        var etag = options.value("--etag", Etag::parse, violations);
        var firstName = options.value("--first-name", PersonName::new, violations);
        var lastName = options.value("--last-name", PersonName::new, violations);
        var nickname = options.value("--nickname", Nickname::new, violations);
        var email = options.value("--email", Email::new, violations);
        var country = options.value("--country", CountryCode::new, violations);
        if (CHANGEABLE.stream().noneMatch(options::flag)) {
            violations.add("update", "needs something to change: " + String.join(", ", CHANGEABLE));
        }
        return violations.orElse(() -> new Command.Update(
                key.orElseThrow(),
                etag,
                new ProfileUpdate(firstName, lastName, nickname, email, country, Optional.empty(), Optional.empty())));
    }

    private static Command delete(Options options) {
        var violations = new Violations();
        var key = key(options, true, violations);
        var etag = options.value("--etag", Etag::parse, violations);
        return violations.orElse(() -> new Command.Delete(key.orElseThrow(), etag));
    }

    /** Who is meant; --email says so only where it is not the new one. */
    private static Optional<UserKey> key(Options options, boolean byEmail, Violations violations) {
        var positional = options.positional();
        boolean email = byEmail && options.flag("--email");
        long named = Stream.of(positional.isPresent(), options.flag("--id"), email)
                .filter(given -> given)
                .count();
        if (named != 1) {
            violations.add(Grammar.USER, named == 0 ? "is missing: an id or an e-mail" : "must be named once");
            return Optional.empty();
        }
        if (email) {
            return options.value("--email", Email::new, violations);
        }
        return positional
                .flatMap(text -> violations.<String, UserKey>read(Grammar.USER, text, CommandReader::key))
                .or(() -> options.value("--id", UserId::parse, violations));
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
}
