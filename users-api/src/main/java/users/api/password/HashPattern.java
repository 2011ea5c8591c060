package users.api.password;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import users.api.InvalidValueException;

/** The exact form of a hash. In its expression {@code #} stands for a number and {@code @} for base64. */
record HashPattern(Pattern pattern, String example) {

    static HashPattern of(String expression, String example) {
        return new HashPattern(
                Pattern.compile(expression.replace("#", "[1-9][0-9]{0,8}").replace("@", "[A-Za-z0-9+/]+")), example);
    }

    /** Whether a hash has it. */
    Optional<Fields> find(String text) {
        return Optional.of(pattern.matcher(text)).filter(Matcher::matches).map(Fields::new);
    }

    /** @throws InvalidValueException when a hash does not have it */
    Fields read(String text) {
        return find(text)
                .orElseThrow(() -> new InvalidValueException(
                        "must be a whole hash in the exact form %s: is it cut, or is something around it?"
                                .formatted(example)));
    }

    /** What stands in a hash of this form, by the names in the expression. */
    record Fields(Matcher matcher) {

        boolean has(String name) {
            return matcher.start(name) >= 0;
        }

        String text(String name) {
            return matcher.group(name);
        }

        int number(String name) {
            return Integer.parseInt(text(name));
        }

        /** Empty when it was left out. */
        Optional<Integer> optionalNumber(String name) {
            return has(name) ? Optional.of(number(name)) : Optional.empty();
        }
    }
}
