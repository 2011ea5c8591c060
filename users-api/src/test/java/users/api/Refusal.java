package users.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Function;

/** How a type refuses a text. */
final class Refusal {

    private Refusal() {}

    /** The message of the refusal; fails when the text is taken, or refused with anything else thrown. */
    static String of(String text, Function<String, ?> type) {
        var refusal = catchThrowableOfType(InvalidValueException.class, () -> type.apply(text));
        assertThat(refusal)
                .as("refusal of a text of %d characters", text.length())
                .isNotNull();
        return refusal.getMessage();
    }
}
