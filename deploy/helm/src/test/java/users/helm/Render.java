package users.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@code make helm-template} shows where there is no Helm: each argument is a chart, or one and a file of values. */
final class Render {

    private Render() {}

    public static void main(String[] arguments) {
        for (var argument : arguments) {
            System.out.println(rendered(argument));
        }
    }

    static String rendered(String argument) {
        var words = List.of(argument.split(":", 2));
        var files = words.stream().skip(1).map(Path::of).toList();
        var text = Chart.named(words.getFirst()).rendered(files, Map.of()).text();
        return "# " + String.join(" with ", words) + "\n" + text;
    }
}
