package users.shell.script;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import users.shell.text.TextLines;

/** A batch, or a password, as it is read from a file or a pipe. */
public final class ScriptSource {

    private ScriptSource() {}

    /**
     * All of the text.
     *
     * @throws users.shell.text.UnreadableTextException when it is UTF-16 or anything else but UTF-8
     */
    public static String read(InputStream input) throws IOException {
        var text = new StringBuilder();
        var lines = new TextLines(input);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            text.append(line.get());
        }
        return text.toString();
    }
}
