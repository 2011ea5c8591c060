package users.acceptance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes outputs comparable: the server's ids become {@code id-1}, {@code id-2} and its times {@code time-1},
 * {@code time-2}, in the order in which they are first seen; the same one keeps its name.
 */
final class Transcript {

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> times = new LinkedHashMap<>();

    Userctl.Ended of(Userctl.Ended ended) {
        return new Userctl.Ended(ended.exitCode(), of(ended.out()), of(ended.err()));
    }

    String of(String text) {
        return timesOf(named(ID, "id-", ids, text));
    }

    /** Where the ids are known. */
    String timesOf(String text) {
        return named(TIME, "time-", times, text);
    }

    /** The id that is called so. */
    String id(String name) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static String named(Pattern pattern, String prefix, Map<String, String> names, String text) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        names.computeIfAbsent(found.group(), any -> prefix + (names.size() + 1))));
    }
}
