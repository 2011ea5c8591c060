package users.compose;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code make events}: of each record that Kafka's console consumer prints, a line that says what happened to whom.
 *
 * <p>Runs from its source, without a library. Expressions tell the parts of a record apart, since a quote inside a JSON
 * string has a backslash before it.
 */
final class Events {

    private static final Pattern RECORD = Pattern.compile("CreateTime:(\\d+)\t\\{\"id\":\"(.*?)\"}\t(.*)");
    private static final Pattern CHANGE =
            Pattern.compile("\\{\"before\":(null|\\{.*?}),\"after\":(null|\\{.*?}),\"source\":\\{.*,\"op\":\"(.)\".*");
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}]+)");

    /** Said otherwise, or of no interest here. */
    private static final Set<String> LEFT_OUT = Set.of("id", "create_time", "update_time");

    /** What says nothing where nothing was before. */
    private static final Set<String> EMPTY = Set.of("null", "\"\"", "\"{}\"", "false");

    private Events() {}

    public static void main(String[] arguments) throws IOException {
        var records = new BufferedReader(new InputStreamReader(System.in, System.out.charset()));
        for (var each = records.readLine(); each != null; each = records.readLine()) {
            System.out.println(line(each));
        }
    }

    /** Whatever else is printed stays as it is. */
    static String line(String printed) {
        var parts = RECORD.matcher(printed);
        return parts.matches()
                ? "%s  %s  %s"
                        .formatted(
                                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                                parts.group(2),
                                happening(parts.group(3)))
                : printed;
    }

    private static String happening(String value) {
        var change = CHANGE.matcher(value);
        if (!change.matches()) {
            return value.equals("null") ? "forgotten: Kafka may drop what it has of this user" : value;
        }
        var before = fields(change.group(1));
        var after = fields(change.group(2));
        return switch (change.group(3)) {
            case "c" -> "created  " + list(after);
            case "u" -> "changed  " + differences(before, after);
            case "d" -> "deleted  " + list(before);
            case "r" -> "was there  " + list(after);
            default -> value;
        };
    }

    private static Map<String, String> fields(String object) {
        var fields = new LinkedHashMap<String, String>();
        FIELD.matcher(object)
                .results()
                .filter(field -> !LEFT_OUT.contains(field.group(1)))
                .forEach(field -> fields.put(field.group(1), field.group(2)));
        return fields;
    }

    private static String list(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> !EMPTY.contains(field.getValue()))
                .map(field -> field.getKey() + " " + field.getValue())
                .collect(joining(", "));
    }

    private static String differences(Map<String, String> before, Map<String, String> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(name -> !before.getOrDefault(name, "null").equals(after.getOrDefault(name, "null")))
                .map(name -> "%s %s -> %s"
                        .formatted(name, before.getOrDefault(name, "null"), after.getOrDefault(name, "null")))
                .collect(joining(", "));
    }
}
