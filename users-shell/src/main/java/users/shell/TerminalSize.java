package users.shell;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How wide the terminal is, for a single command; the shell has a terminal of its own to ask. */
final class TerminalSize {

    private static final int USUAL_WIDTH = 80;

    private TerminalSize() {}

    /** In columns. */
    static int width() {
        try {
            var process = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return width(answer);
        } catch (IOException e) {
            return USUAL_WIDTH;
        }
    }

    /** @param answer such as {@code 24 80} */
    static int width(String answer) {
        var columns = answer.strip().replaceFirst("^[0-9]+ ", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}
