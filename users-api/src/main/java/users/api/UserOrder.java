package users.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The order of a list: by one field, users with the same value by their ids, all of it turned round when descending.
 * Text is in the order of its code points, e-mails in that of their keys.
 */
public record UserOrder(Field field, boolean descending) {

    /** Oldest first. */
    public static final UserOrder DEFAULT = new UserOrder(Field.CREATE_TIME, false);

    private static final String TAKEN =
            Arrays.stream(Field.values()).map(Field::toString).collect(Collectors.joining(", "));

    /** What users can be ordered by. */
    public enum Field {
        CREATE_TIME,
        UPDATE_TIME,
        EMAIL,
        LAST_NAME,
        FIRST_NAME,
        NICKNAME,
        COUNTRY;

        /** The field's name. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a field's name, with {@code asc} or {@code desc} behind it or neither (AIP-132); empty is the default.
     * {@link #toString} is its inverse.
     *
     * @throws InvalidValueException when it is anything else
     */
    public static UserOrder parse(String text) {
        if (text.contains(",")) {
            throw new InvalidValueException(
                    "must be one field, with desc behind it or not: the id is always the second");
        }
        var words = text.strip().split("\\s+", 2);
        if (words[0].isEmpty()) {
            return DEFAULT;
        }
        var field = field(words[0]);
        return switch (words.length == 1 ? "asc" : words[1]) {
            case "asc" -> new UserOrder(field, false);
            case "desc" -> new UserOrder(field, true);
            default -> throw new InvalidValueException("must have asc, desc or nothing behind " + field);
        };
    }

    private static Field field(String name) {
        return Arrays.stream(Field.values())
                .filter(field -> field.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "has no field %s; %s".formatted(Quoted.of(name), hint(name.toLowerCase(Locale.ROOT)))));
    }

    private static String hint(String name) {
        return Spelling.nearest(name, List.of(TAKEN.split(", ")))
                .map("did you mean %s?"::formatted)
                .orElse("there are " + TAKEN);
    }

    @Override
    public String toString() {
        return field + (descending ? " desc" : "");
    }
}
