package users.api.filter;

import java.util.Optional;
import java.util.stream.Stream;
import users.api.User;
import users.api.UserStatus;

/** Whether a condition holds for a user; the same as in SQL, which the server makes of it. */
final class Matching {

    private Matching() {}

    static boolean holds(Condition condition, User user) {
        return switch (condition) {
            case Condition.And(var parts) -> parts.stream().allMatch(part -> holds(part, user));
            case Condition.Or(var parts) -> parts.stream().anyMatch(part -> holds(part, user));
            case Condition.Not(var part) -> !holds(part, user);
            case Condition.Mention mention ->
                Stream.of(
                                user.profile().firstName().value(),
                                user.profile().lastName().value(),
                                user.profile().nickname().value(),
                                user.profile().email().value())
                        .anyMatch(mention::holds);
            case Condition.OfText onText ->
                value(onText, user).filter(onText::holds).isPresent();
            case Condition.LabelPresence(var key) -> label(key, user).isPresent();
            case Condition.Disabled() -> user.profile().status() instanceof UserStatus.Disabled;
            case Condition.IdComparison(var relation, var id) ->
                // UUID's own order is that of signed numbers.
                relation.holds(user.id().toString().compareTo(id.toString()));
            case Condition.TimeComparison(var field, var relation, var time) ->
                relation.holds(
                        switch (field) {
                            case CREATE_TIME -> user.createTime().compareTo(time);
                            case UPDATE_TIME -> user.updateTime().compareTo(time);
                        });
        };
    }

    private static Optional<String> value(Condition.OfText condition, User user) {
        return switch (condition.field()) {
            case TextField.Label(var key) -> label(key, user);
            case TextField.Attribute.FIRST_NAME ->
                Optional.of(user.profile().firstName().value());
            case TextField.Attribute.LAST_NAME ->
                Optional.of(user.profile().lastName().value());
            case TextField.Attribute.NICKNAME ->
                Optional.of(user.profile().nickname().value());
            case TextField.Attribute.COUNTRY ->
                Optional.of(user.profile().country().value());
            case TextField.Attribute.EMAIL ->
                Optional.of(
                        condition instanceof Condition.Comparison
                                ? user.profile().email().key()
                                : user.profile().email().value());
        };
    }

    private static Optional<String> label(String key, User user) {
        return user.profile().labels().value(key);
    }
}
