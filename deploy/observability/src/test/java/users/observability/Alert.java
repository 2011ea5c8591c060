package users.observability;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An alert of the rules.
 *
 * @param query in Prometheus' own spelling
 * @param runbook what to do, as an anchor of a page
 */
record Alert(String name, String query, String severity, String runbook) {

    private static final Pattern COMPARISON = Pattern.compile("(?s)(.*) (==|<|>) [0-9.e+]+");
    private static final Pattern SELECTOR = Pattern.compile("\\b(up|(users|process|gc)_\\w+)(\\{[^}]*})?");
    private static final Pattern REASONS = Pattern.compile("reason=~\"([A-Z_|]+)\"");

    static Alert of(JsonObject rule) {
        return new Alert(
                rule.get("name").getAsString(),
                rule.get("query").getAsString(),
                rule.getAsJsonObject("labels").get("severity").getAsString(),
                rule.getAsJsonObject("annotations").get("runbook_url").getAsString());
    }

    /** What is compared with the threshold. */
    String figure() {
        var comparison = COMPARISON.matcher(query);
        if (!comparison.matches()) {
            throw new AssertionError(name + " must end in a comparison: " + query);
        }
        return comparison.group(1);
    }

    /** All that it looks at, each reason by itself. */
    List<String> selectors() {
        return SELECTOR.matcher(query)
                .results()
                .map(MatchResult::group)
                .flatMap(Alert::alternatives)
                .toList();
    }

    private static Stream<String> alternatives(String selector) {
        var reasons = REASONS.matcher(selector);
        return reasons.find()
                ? Stream.of(reasons.group(1).split("\\|"))
                        .map(reason -> reasons.replaceFirst("reason=\"" + reason + "\""))
                : Stream.of(selector);
    }
}
