package users.api.grpc;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import users.api.CountryCode;
import users.api.Deletion;
import users.api.Email;
import users.api.Etag;
import users.api.ExportedUser;
import users.api.InvalidValueException;
import users.api.Labels;
import users.api.Nickname;
import users.api.PageToken;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserBatch;
import users.api.UserId;
import users.api.UserPage;
import users.api.UserStatus;
import users.api.Violations;
import users.api.password.PasswordHash;
import users.v1.BatchGetUsersResponse;
import users.v1.ExportUsersResponse;
import users.v1.ListUsersResponse;

/** Users as messages and back. */
public final class UserMessages {

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private UserMessages() {}

    /** The message of a user. */
    public static users.v1.User encode(User user) {
        var message = encode(user.profile())
                .setId(user.id().toString())
                .setCreateTime(encode(user.createTime()))
                .setUpdateTime(encode(user.updateTime()))
                .setEtag(user.etag().toString());
        user.passwordChangeTime().ifPresent(time -> message.setPasswordChangeTime(encode(time)));
        user.deletion()
                .ifPresent(deletion ->
                        message.setDeleteTime(encode(deletion.time())).setPurgeTime(encode(deletion.purgeTime())));
        return message.build();
    }

    /** The message of a page. */
    public static ListUsersResponse encode(UserPage page) {
        var message = ListUsersResponse.newBuilder();
        page.users().forEach(user -> message.addUsers(encode(user)));
        page.next().ifPresent(token -> message.setNextPageToken(token.value()));
        return message.build();
    }

    /** The message of users that were asked for by id. */
    public static BatchGetUsersResponse encode(UserBatch batch) {
        var message = BatchGetUsersResponse.newBuilder();
        batch.users().forEach(user -> message.addUsers(encode(user)));
        batch.missing().forEach(id -> message.addMissingIds(id.toString()));
        return message.build();
    }

    /** The message of a user that is exported. */
    public static ExportUsersResponse encode(ExportedUser exported) {
        var message = ExportUsersResponse.newBuilder().setUser(encode(exported.user()));
        exported.passwordHash().ifPresent(hash -> message.setPasswordHash(hash.text()));
        return message.build();
    }

    static users.v1.User.Builder encode(Profile profile) {
        var message = users.v1.User.newBuilder()
                .setFirstName(profile.firstName().value())
                .setLastName(profile.lastName().value())
                .setNickname(profile.nickname().value())
                .setEmail(profile.email().value())
                .setCountry(profile.country().value())
                .putAllLabels(profile.labels().values());
        encode(profile.status(), message);
        return message;
    }

    static void encode(UserStatus status, users.v1.User.Builder message) {
        switch (status) {
            case UserStatus.Enabled() -> message.clearDisabled().clearDisabledReason();
            case UserStatus.Disabled(var reason) -> message.setDisabled(true).setDisabledReason(reason);
        }
    }

    static User decode(users.v1.User message) {
        var violations = new Violations();
        var id = violations.read("id", message.getId(), UserId::parse);
        var etag = violations.read("etag", message.getEtag(), Etag::parse);
        var profile = profile("", message, violations);
        var createTime = violations.read("create_time", message.getCreateTime(), UserMessages::decode);
        var updateTime = violations.read("update_time", message.getUpdateTime(), UserMessages::decode);
        var passwordChangeTime = optional(
                message.hasPasswordChangeTime(), "password_change_time", message.getPasswordChangeTime(), violations);
        var deleteTime = optional(message.hasDeleteTime(), "delete_time", message.getDeleteTime(), violations);
        var purgeTime = optional(message.hasDeleteTime(), "purge_time", message.getPurgeTime(), violations);
        return violations.orElse(() -> new User(
                id.orElseThrow(),
                profile.get(),
                createTime.orElseThrow(),
                updateTime.orElseThrow(),
                passwordChangeTime,
                etag.orElseThrow(),
                deleteTime.map(time -> new Deletion(time, purgeTime.orElseThrow()))));
    }

    static UserBatch decode(BatchGetUsersResponse message) {
        return new UserBatch(
                message.getUsersList().stream().map(UserMessages::decode).toList(),
                message.getMissingIdsList().stream().map(UserId::parse).toList());
    }

    static UserPage decode(ListUsersResponse message) {
        var next = message.getNextPageToken();
        return new UserPage(
                message.getUsersList().stream().map(UserMessages::decode).toList(),
                next.isEmpty() ? Optional.empty() : Optional.of(new PageToken(next)));
    }

    static ExportedUser decode(ExportUsersResponse message) {
        var hash = message.getPasswordHash();
        return new ExportedUser(
                decode(message.getUser()), hash.isEmpty() ? Optional.empty() : Optional.of(PasswordHash.stored(hash)));
    }

    /**
     * Reads the profile's fields, those that are text required; the profile can be had once nothing is wrong with them.
     *
     * @param path stands before the fields' names in violations
     */
    static Supplier<Profile> profile(String path, users.v1.User message, Violations violations) {
        var firstName = violations.read(path + "first_name", message.getFirstName(), PersonName::new);
        var lastName = violations.read(path + "last_name", message.getLastName(), PersonName::new);
        var nickname = violations.read(path + "nickname", message.getNickname(), Nickname::new);
        var email = violations.read(path + "email", message.getEmail(), Email::new);
        var country = violations.read(path + "country", message.getCountry(), CountryCode::new);
        var labels = violations.read(path + "labels", message.getLabelsMap(), Labels::new);
        var status = status(path, message, violations);
        return () -> new Profile(
                firstName.orElseThrow(),
                lastName.orElseThrow(),
                nickname.orElseThrow(),
                email.orElseThrow(),
                country.orElseThrow(),
                labels.orElseThrow(),
                status.orElseThrow());
    }

    /** Reads whether the user is disabled, its path as above. */
    static Optional<UserStatus> status(String path, users.v1.User message, Violations violations) {
        return violations.read(
                path + "disabled_reason",
                message.getDisabledReason(),
                reason -> message.getDisabled() ? new UserStatus.Disabled(reason) : enabled(reason));
    }

    private static UserStatus enabled(String reason) {
        if (!reason.isEmpty()) {
            throw new InvalidValueException("must be empty unless disabled is true");
        }
        return UserStatus.ENABLED;
    }

    private static Optional<Instant> optional(boolean present, String field, Timestamp message, Violations violations) {
        return present ? violations.read(field, message, UserMessages::decode) : Optional.empty();
    }

    static Timestamp encode(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** Under the rules of the message itself. */
    static Instant decode(Timestamp timestamp) {
        var time = Instant.MAX;
        if (timestamp.getNanos() >= 0 && timestamp.getNanos() < 1_000_000_000) {
            try {
                time = Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
            } catch (DateTimeException e) {
                // Refused below, as what the message cannot hold is.
            }
        }
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new InvalidValueException("must be a time of the years 1 to 9999 with 0 to 999,999,999 nanoseconds");
        }
        return time;
    }
}
