package users.server.postgres.rows;

import io.helidon.dbclient.DbRow;

/**
 * How much is read for one answer: by default a gRPC client takes no message of more than 4 MiB, and a user may have
 * 32 KiB of labels. What counts is a row's texts, JSON as PostgreSQL prints it, and 250 bytes for the rest, which is more
 * than the message takes.
 */
public final class AnswerLimit {

    /** The parameter {@code answer_bytes} of the statements. */
    public static final int BYTES = 3 * 1024 * 1024;

    private AnswerLimit() {}

    /** Whether another row stands behind this one, read or not. */
    public static boolean more(DbRow row) {
        return row.column("more").get(Boolean.class);
    }
}
