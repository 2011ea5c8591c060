package users.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a cluster runs programs as: a user that no passwd entry knows, of group 0, without a home. Only root can become
 * another user; anybody else stays who they are and goes without the home alone.
 */
final class Stranger {

    private static final List<String> BECOMES =
            List.of("setpriv", "--reuid", "1000660000", "--regid", "0", "--clear-groups");

    private Stranger() {}

    /** The command as a stranger types it in {@code directory}. */
    static List<String> runs(Path directory, String... command) {
        boolean root = System.getProperty("user.name").equals("root");
        var words = new ArrayList<>(root ? BECOMES : List.<String>of());
        words.addAll(List.of("env", "-C", directory.toString()));
        words.addAll(List.of("-u", "HOME", "-u", "XDG_STATE_HOME", "TMPDIR=/nowhere"));
        words.addAll(List.of(command));
        return words;
    }
}
