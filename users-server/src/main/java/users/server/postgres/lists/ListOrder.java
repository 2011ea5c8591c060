package users.server.postgres.lists;

import users.api.User;
import users.api.UserOrder;

/** The order of a list in SQL, and where in it a user is. */
record ListOrder(UserOrder order) {

    /** Behind {@code order by}. */
    String columns() {
        var direction = order.descending() ? " desc" : "";
        return column() + direction + ", id" + direction;
    }

    /** The condition of what comes behind a user, given as {@code :after_key} and {@code :after_id}. */
    String behind() {
        return "(%s, id) %s (cast(:after_key as %s), cast(:after_id as uuid))"
                .formatted(column(), order.descending() ? "<" : ">", type());
    }

    /** What the user is ordered by, as text. */
    String key(User user) {
        var profile = user.profile();
        return switch (order.field()) {
            case CREATE_TIME -> user.createTime().toString();
            case UPDATE_TIME -> user.updateTime().toString();
            case EMAIL -> profile.email().key();
            case LAST_NAME -> profile.lastName().value();
            case FIRST_NAME -> profile.firstName().value();
            case NICKNAME -> profile.nickname().value();
            case COUNTRY -> profile.country().value();
        };
    }

    private String column() {
        return order.field() == UserOrder.Field.EMAIL
                ? "email_key"
                : order.field().toString();
    }

    private String type() {
        return switch (order.field()) {
            case CREATE_TIME, UPDATE_TIME -> "timestamptz";
            case EMAIL, LAST_NAME, FIRST_NAME, NICKNAME, COUNTRY -> "text";
        };
    }
}
