package users.api.grpc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import users.api.Credential;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.InvalidValueException;
import users.api.PasswordPolicy;
import users.api.UserException;
import users.api.UserId;
import users.api.Violation;
import users.api.Violations;
import users.api.password.PasswordHash;
import users.v1.ImportOptions.Conflict;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.ImportUsersResponse.Outcome;

/** What goes through the stream of an import, as messages and back. */
public final class ImportMessages {

    private ImportMessages() {}

    /**
     * Reads the options.
     *
     * @throws UserException with {@link users.api.UserError.Invalid} that lists all violations
     */
    public static ImportOptions decode(users.v1.ImportOptions message) {
        var violations = new Violations();
        var conflict = violations.read("options.on_conflict", message.getOnConflict(), ImportMessages::decode);
        return violations.orElse(() ->
                new ImportOptions(message.getValidateOnly(), conflict.orElseThrow(), message.getOverwritePasswords()));
    }

    /**
     * Reads a row, its password under the server's policy.
     *
     * @throws UserException with {@link users.api.UserError.Invalid} that lists all violations; no password is
     *     left behind
     */
    public static ImportRow decode(users.v1.ImportRow message, PasswordPolicy policy) {
        var violations = new Violations();
        var user = message.getUser();
        var id = Requests.optional("user.id", user.getId(), UserId::parse, violations);
        var profile = UserMessages.profile("user.", user, violations);
        var createTime = user.hasCreateTime()
                ? violations.read("user.create_time", user.getCreateTime(), UserMessages::decode)
                : Optional.<Instant>empty();
        var credential = credential(message, policy, violations);
        try {
            return violations.orElse(
                    () -> new ImportRow(message.getNumber(), id, profile.get(), createTime, credential.orElseThrow()));
        } catch (UserException e) {
            credential.ifPresent(Credential::wipe);
            throw e;
        }
    }

    /** The message of a result. */
    public static ImportUsersResponse encode(ImportResult result) {
        var message = ImportUsersResponse.newBuilder().setNumber(result.number());
        return switch (result) {
            case ImportResult.Created(var number, var id) -> encode(message, Outcome.CREATED, id);
            case ImportResult.Updated(var number, var id) -> encode(message, Outcome.UPDATED, id);
            case ImportResult.Unchanged(var number, var id) -> encode(message, Outcome.UNCHANGED, id);
            case ImportResult.Skipped(var number, var id) -> encode(message, Outcome.SKIPPED, id);
            case ImportResult.Rejected(var number, var violations) -> {
                violations.forEach(violation -> message.addViolationsBuilder()
                        .setField(violation.field())
                        .setDescription(violation.description()));
                yield message.setOutcome(Outcome.REJECTED).build();
            }
        };
    }

    static ImportResult decode(ImportUsersResponse message) {
        long number = message.getNumber();
        return switch (message.getOutcome()) {
            case CREATED -> new ImportResult.Created(number, UserId.parse(message.getId()));
            case UPDATED -> new ImportResult.Updated(number, UserId.parse(message.getId()));
            case UNCHANGED -> new ImportResult.Unchanged(number, UserId.parse(message.getId()));
            case SKIPPED -> new ImportResult.Skipped(number, UserId.parse(message.getId()));
            case REJECTED -> new ImportResult.Rejected(number, violations(message));
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> throw new InvalidValueException("must be an outcome");
        };
    }

    static ImportUsersRequest encode(ImportOptions options) {
        var message = ImportUsersRequest.newBuilder();
        message.getOptionsBuilder()
                .setValidateOnly(options.validateOnly())
                .setOnConflict(encode(options.conflict()))
                .setOverwritePasswords(options.overwritePasswords());
        return message.build();
    }

    static ImportUsersRequest encode(ImportRow row) {
        var user = UserMessages.encode(row.profile());
        row.id().ifPresent(id -> user.setId(id.toString()));
        row.createTime().ifPresent(time -> user.setCreateTime(UserMessages.encode(time)));
        var message = ImportUsersRequest.newBuilder();
        var content = message.getRowBuilder().setNumber(row.number()).setUser(user);
        switch (row.credential()) {
            case Credential.Plain(var password) -> content.setPassword(password.reveal(String::new));
            case Credential.Hashed(var hash) -> content.setPasswordHash(hash.text());
            case Credential.None() -> {}
        }
        return message.build();
    }

    private static ImportOptions.Conflict decode(Conflict conflict) {
        return switch (conflict) {
            case CONFLICT_UNSPECIFIED, REJECT -> ImportOptions.Conflict.REJECT;
            case SKIP -> ImportOptions.Conflict.SKIP;
            case UPDATE -> ImportOptions.Conflict.UPDATE;
            case UNRECOGNIZED -> throw new InvalidValueException("must be SKIP, UPDATE or REJECT (1, 2 or 3)");
        };
    }

    private static Conflict encode(ImportOptions.Conflict conflict) {
        return switch (conflict) {
            case SKIP -> Conflict.SKIP;
            case UPDATE -> Conflict.UPDATE;
            case REJECT -> Conflict.REJECT;
        };
    }

    private static Optional<Credential> credential(
            users.v1.ImportRow message, PasswordPolicy policy, Violations violations) {
        return switch (message.getSecretCase()) {
            case PASSWORD ->
                violations.read("password", message.getPassword(), text -> new Credential.Plain(policy.password(text)));
            case PASSWORD_HASH ->
                violations.read(
                        "password_hash",
                        message.getPasswordHash(),
                        text -> new Credential.Hashed(PasswordHash.imported(text)));
            case SECRET_NOT_SET -> Optional.of(new Credential.None());
        };
    }

    private static ImportUsersResponse encode(ImportUsersResponse.Builder message, Outcome outcome, UserId id) {
        return message.setOutcome(outcome).setId(id.toString()).build();
    }

    private static List<Violation> violations(ImportUsersResponse message) {
        return message.getViolationsList().stream()
                .map(violation -> new Violation(violation.getField(), violation.getDescription()))
                .toList();
    }
}
