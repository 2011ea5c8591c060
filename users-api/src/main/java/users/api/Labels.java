package users.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What callers note about a user: at most 64 labels of 32 KiB in all, counted in UTF-8. Keys are 1 to 63 ASCII letters,
 * digits and {@code . _ - /}, a letter or digit first and last. Values are any text, the empty one too, without control
 * characters but tabs and line breaks; they are data and kept as they came.
 */
public record Labels(SortedMap<String, String> values) {

    /** No labels. */
    public static final Labels NONE = new Labels(Map.of());

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
    static final int MAXIMUM_COUNT = 64;
    private static final int MAXIMUM_BYTES = 32 * 1024;

    /** @throws InvalidValueException when there are too many, or one that no label can be */
    public Labels(Map<String, String> values) {
        this(checked(values));
    }

    /** @throws InvalidValueException when there are too many, or one that no label can be */
    public Labels {
        values = checked(values);
    }

    /** The value of a key; empty where there is none. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** @throws InvalidValueException when no label can have this key */
    public static String key(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new InvalidValueException(
                    "must have keys of 1 to 63 ASCII letters, digits and . _ - /, with a letter or digit first and last, not "
                            + Quoted.of(key));
        }
        return key;
    }

    /** What is wrong with a user that would have too many of them. */
    public static InvalidValueException tooMany() {
        return new InvalidValueException(
                "must be at most %d labels of %d bytes in all, in UTF-8".formatted(MAXIMUM_COUNT, MAXIMUM_BYTES));
    }

    private static SortedMap<String, String> checked(Map<String, String> values) {
        var checked = new TreeMap<String, String>();
        int bytes = 0;
        for (var label : values.entrySet()) {
            bytes += label.getKey().length() + label.getValue().length();
            if (checked.size() == MAXIMUM_COUNT || bytes > MAXIMUM_BYTES) {
                throw tooMany();
            }
            checked.put(key(label.getKey()), value(label));
        }
        if (checked.entrySet().stream().mapToInt(Labels::bytes).sum() > MAXIMUM_BYTES) {
            throw tooMany();
        }
        return Collections.unmodifiableSortedMap(checked);
    }

    private static String value(Map.Entry<String, String> label) {
        try {
            return Text.refuseUnstorable(label.getValue());
        } catch (InvalidValueException e) {
            throw new InvalidValueException(
                    "has the value of %s, which %s".formatted(Quoted.of(label.getKey()), e.getMessage()));
        }
    }

    private static int bytes(Map.Entry<String, String> label) {
        return label.getKey().length() + label.getValue().getBytes(UTF_8).length;
    }
}
