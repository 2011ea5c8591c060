package users.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code make helm-template} shows where there is no Helm: each argument is a chart, or one and a file of values. */
final class Render {

    private Render() {}

    public static void main(String[] arguments) {
        for (var argument : arguments) {
            var words = List.of(argument.split(":", 2));
            var files = Stream.of(words).flatMap(all -> all.stream().skip(1)).map(Path::of);
            System.out.println("# " + String.join(" with ", words));
            System.out.println(Chart.named(words.getFirst())
                    .rendered(files.toList(), Map.of())
                    .text());
        }
    }
}
