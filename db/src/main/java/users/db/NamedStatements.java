package users.db;

import java.io.InputStream;
import java.util.Objects;

/** The SQL that the server runs, each statement by its name. */
public final class NamedStatements {

    private NamedStatements() {}

    /** The file {@code statements.yaml}: names to statements, in UTF-8. The caller closes it. */
    public static InputStream yaml() {
        return file("statements.yaml");
    }

    /** Likewise the file {@code takeover.yaml}: what brings a database of the Go service over, once in its life. */
    public static InputStream takeover() {
        return file("takeover.yaml");
    }

    private static InputStream file(String name) {
        return Objects.requireNonNull(NamedStatements.class.getResourceAsStream(name));
    }
}
