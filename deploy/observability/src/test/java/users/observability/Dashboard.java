package users.observability;

import static users.observability.Prometheus.objects;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The dashboard as it is shipped. */
record Dashboard(JsonObject json) {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    /** What a panel asks Prometheus, its variables filled in. */
    record Question(String panel, String query) {}

    /** Where a variable has its values from, its variables filled in. */
    record Variable(String name, String selector, String label) {}

    static Dashboard read() throws IOException {
        return new Dashboard(JsonParser.parseString(Files.readString(Path.of("users-dashboard.json")))
                .getAsJsonObject());
    }

    List<JsonObject> panels() {
        return objects(json.getAsJsonArray("panels"));
    }

    /** Every query of every panel, of all servers and RPCs. */
    List<Question> questions() {
        return panels().stream()
                .filter(panel -> !panel.get("type").getAsString().equals("row"))
                .flatMap(panel -> objects(panel.getAsJsonArray("targets")).stream()
                        .map(target -> new Question(
                                panel.get("title").getAsString(),
                                filled(target.get("expr").getAsString()))))
                .toList();
    }

    /** Those that ask Prometheus for their values. */
    List<Variable> variables() {
        return templating().stream()
                .filter(variable -> variable.get("type").getAsString().equals("query"))
                .map(variable -> {
                    var query = LABEL_VALUES.matcher(variable.get("definition").getAsString());
                    if (!query.matches()) {
                        throw new AssertionError(variable);
                    }
                    return new Variable(variable.get("name").getAsString(), filled(query.group(1)), query.group(2));
                })
                .toList();
    }

    private List<JsonObject> templating() {
        return objects(json.getAsJsonObject("templating").getAsJsonArray("list"));
    }

    /** As Grafana does it when all values are chosen. */
    String filled(String query) {
        var filled = query.replace("$__rate_interval", "20s");
        for (var variable : templating()) {
            if (variable.has("allValue")) {
                filled = filled.replace(
                        "$" + variable.get("name").getAsString(),
                        variable.get("allValue").getAsString());
            }
        }
        if (filled.contains("$")) {
            throw new AssertionError("A variable is not known: " + filled);
        }
        return filled;
    }
}
