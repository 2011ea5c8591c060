package users.server.postgres.changes;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import users.api.Profile;
import users.api.User;
import users.api.UserChange;
import users.api.UserStatus;

/** Which fields of a user a change has changed: those that people write, and when the password was changed. */
record FieldChanges(Optional<User> before, Optional<User> after) {

    /** In the order of their numbers; none for a user who only comes or goes, and none once it is purged. */
    static List<UserChange.Field> of(Change change) {
        return switch (change.kind()) {
            case CREATED, UPDATED ->
                new FieldChanges(change.before(), change.after()).fields().toList();
            case DELETED, UNDELETED, PURGED -> List.of();
        };
    }

    private Stream<UserChange.Field> fields() {
        return Stream.of(
                        field("first_name", profile -> profile.firstName().value()),
                        field("last_name", profile -> profile.lastName().value()),
                        field("nickname", profile -> profile.nickname().value()),
                        field("email", profile -> profile.email().value()),
                        field("country", profile -> profile.country().value()),
                        labels(),
                        field("disabled", profile -> Boolean.toString(profile.status() instanceof UserStatus.Disabled)),
                        change(
                                "password_change_time",
                                user -> user.passwordChangeTime().map(Object::toString)),
                        change("disabled_reason", user -> reason(user.profile().status())))
                .flatMap(Function.identity());
    }

    private Stream<UserChange.Field> labels() {
        var keys = new TreeSet<String>();
        Stream.of(before, after)
                .flatMap(Optional::stream)
                .forEach(user -> keys.addAll(user.profile().labels().values().keySet()));
        return keys.stream()
                .flatMap(key ->
                        change("labels." + key, user -> user.profile().labels().value(key)));
    }

    private Stream<UserChange.Field> field(String name, Function<Profile, String> value) {
        return change(name, user -> Optional.of(value.apply(user.profile())));
    }

    private Stream<UserChange.Field> change(String name, Function<User, Optional<String>> value) {
        var field = new UserChange.Field(name, before.flatMap(value), after.flatMap(value));
        return Stream.of(field).filter(changed -> !changed.before().equals(changed.after()));
    }

    private static Optional<String> reason(UserStatus status) {
        return switch (status) {
            case UserStatus.Disabled(var reason) when !reason.isEmpty() -> Optional.of(reason);
            case UserStatus.Disabled _, UserStatus.Enabled _ -> Optional.empty();
        };
    }
}
