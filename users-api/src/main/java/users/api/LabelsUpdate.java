package users.api;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A change of a user's labels. */
public sealed interface LabelsUpdate {

    /** These take the place of all that there are. */
    record Replace(Labels labels) implements LabelsUpdate {}

    /**
     * Changes single ones, whose keys have neither capitals nor underscores: a field mask in JSON cannot carry those, and
     * clients would send another key than was meant. Some JSON clients, such as buf, themselves refuse keys with {@code -}
     * or {@code /} and with parts that begin with a digit, which are taken here: others send them as they are. What cannot
     * be named is changed with {@link Replace}.
     *
     * @param values by key; empty to remove the label
     */
    record Merge(Map<String, Optional<String>> values) implements LabelsUpdate {

        /** All that a user can have go, and as many come. */
        private static final int MAXIMUM_COUNT = 2 * Labels.MAXIMUM_COUNT;

        private static final Pattern PORTABLE_KEY = Pattern.compile("[a-z0-9./-]*");

        /** @throws InvalidValueException when there are too many, and when a key is none, or none that a mask can carry */
        public Merge {
            if (values.size() > MAXIMUM_COUNT) {
                throw new InvalidValueException("must name at most %d labels".formatted(MAXIMUM_COUNT));
            }
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            values.keySet().forEach(Merge::check);
        }

        /** Whether a label of this key can be changed so. */
        public static boolean canName(String key) {
            return PORTABLE_KEY.matcher(key).matches();
        }

        private static void check(String key) {
            if (!canName(Labels.key(key))) {
                throw new InvalidValueException(
                        "must not name the label %s: a mask in JSON cannot carry capitals and underscores; name labels instead and send all of them, with the etag"
                                .formatted(Quoted.of(key)));
            }
        }
    }
}
