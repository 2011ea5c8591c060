package users.shell.rows;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import users.api.CountryCode;
import users.api.Credential;
import users.api.Email;
import users.api.ImportRow;
import users.api.InvalidValueException;
import users.api.Labels;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserStatus;
import users.api.Violations;
import users.api.password.PasswordHash;
import users.shell.output.CsvOutput;
import users.shell.rows.Rows.Row;

/**
 * A row of an import as text.
 *
 * @param line on which it begins, from 1
 * @param values by name; labels are a JSON object
 */
record UserRow(int line, Map<String, String> values) {

    /** What a row must have. */
    static final List<String> REQUIRED = List.of("first_name", "last_name", "nickname", "email", "country");

    /** What a row can have: all that is written of a user, of which the server ignores its own part, and a secret. */
    static final List<String> NAMES = Stream.concat(
                    CsvOutput.USER.stream(), Stream.of("password", CsvOutput.PASSWORD_HASH))
            .toList();

    Row read() {
        return read(new Violations());
    }

    /** @param violations what was found wrong with the row before */
    Row read(Violations violations) {
        var id = value("id", UserId::parse, violations);
        var firstName = required("first_name", PersonName::new, violations);
        var lastName = required("last_name", PersonName::new, violations);
        var nickname = required("nickname", Nickname::new, violations);
        var email = required("email", Email::new, violations);
        var country = required("country", CountryCode::new, violations);
        var labels = value("labels", UserRow::labels, violations);
        var status = status(violations);
        var createTime = value("create_time", UserRow::time, violations);
        var credential = credential(violations);
        if (values.containsKey("delete_time")) {
            violations.add("delete_time", "must be empty: a deleted user cannot be imported");
        }
        try {
            return violations.orElse(() -> new Row.Good(new ImportRow(
                    line,
                    id,
                    new Profile(
                            firstName.orElseThrow(),
                            lastName.orElseThrow(),
                            nickname.orElseThrow(),
                            email.orElseThrow(),
                            country.orElseThrow(),
                            labels.orElse(Labels.NONE),
                            status.orElseThrow()),
                    createTime,
                    credential.orElseThrow())));
        } catch (UserException e) {
            return switch (e.error()) {
                case UserError.Invalid(var found) -> new Row.Bad(line, found);
                case UserError other -> throw e;
            };
        }
    }

    private <T> Optional<T> value(String name, Function<String, T> type, Violations violations) {
        return Optional.ofNullable(values.get(name)).flatMap(text -> violations.read(name, text, type));
    }

    private <T> Optional<T> required(String name, Function<String, T> type, Violations violations) {
        return violations.read(name, values.getOrDefault(name, ""), type);
    }

    private Optional<UserStatus> status(Violations violations) {
        var disabled = violations.read("disabled", values.getOrDefault("disabled", "false"), UserRow::truth);
        var reason = values.getOrDefault("disabled_reason", "");
        if (disabled.isPresent() && !disabled.get() && !reason.isEmpty()) {
            violations.add("disabled_reason", "must be empty unless disabled is true");
            return Optional.empty();
        }
        return disabled.flatMap(is -> is
                ? violations.read("disabled_reason", reason, UserStatus.Disabled::new)
                : Optional.of(UserStatus.ENABLED));
    }

    private Optional<Credential> credential(Violations violations) {
        if (values.containsKey("password") && values.containsKey(CsvOutput.PASSWORD_HASH)) {
            violations.add(CsvOutput.PASSWORD_HASH, "cannot stand beside a password");
            return Optional.empty();
        }
        if (values.containsKey("password")) {
            return value("password", Password::new, violations).map(Credential.Plain::new);
        }
        if (values.containsKey(CsvOutput.PASSWORD_HASH)) {
            return value(CsvOutput.PASSWORD_HASH, PasswordHash::imported, violations)
                    .map(Credential.Hashed::new);
        }
        return Optional.of(new Credential.None());
    }

    private static boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new InvalidValueException("must be true or false");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidValueException("must be a time such as 2026-11-25T08:00:00Z");
        }
    }

    private static Labels labels(String text) {
        var labels = new TreeMap<String, String>();
        JsonRows.object(text).orElseThrow(UserRow::noLabels).forEach((key, value) -> labels.put(key, label(value)));
        return new Labels(labels);
    }

    private static String label(JsonElement value) {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
            return value.getAsString();
        }
        throw noLabels();
    }

    private static InvalidValueException noLabels() {
        return new InvalidValueException("must be a JSON object of texts, such as {\"team\":\"a\"}");
    }
}
