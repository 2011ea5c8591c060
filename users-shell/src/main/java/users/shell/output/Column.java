package users.shell.output;

import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import users.api.User;

/** A column of the table of users. */
enum Column {
    ID("ID", 36, user -> user.id().toString()),
    EMAIL("EMAIL", 16, user -> user.profile().email().value()),
    FIRST_NAME("FIRST", 6, user -> user.profile().firstName().value()),
    LAST_NAME("LAST", 6, user -> user.profile().lastName().value()),
    NICKNAME("NICKNAME", 8, user -> user.profile().nickname().value()),
    COUNTRY("COUNTRY", 7, user -> user.profile().country().value()),
    CREATED(
            "CREATED",
            20,
            user -> user.createTime().truncatedTo(ChronoUnit.SECONDS).toString()),
    /** No wider than its title, so that the names fit beside it on a screen of 80 columns. */
    DELETED("DELETED", 7, user -> user.deletion().isPresent() ? "yes" : "");

    private final String title;
    private final int leastWidth;
    private final Function<User, String> value;

    Column(String title, int leastWidth, Function<User, String> value) {
        this.title = title;
        this.leastWidth = leastWidth;
        this.value = value;
    }

    String title() {
        return title;
    }

    /** To how many columns of the screen it may be cut. */
    int leastWidth() {
        return leastWidth;
    }

    String value(User user) {
        return DisplayText.showable(value.apply(user));
    }
}
