package users.api;

import java.util.List;

/** What came of a row of an import. */
public sealed interface ImportResult {

    /** The row's number. */
    long number();

    /** The user is new. */
    record Created(long number, UserId id) implements ImportResult {}

    /** The user was changed to what the row says. */
    record Updated(long number, UserId id) implements ImportResult {}

    /** The user was there already just like that. */
    record Unchanged(long number, UserId id) implements ImportResult {}

    /** The user was there, with other values, and was left alone. */
    record Skipped(long number, UserId id) implements ImportResult {}

    /** The row was refused, and why. */
    record Rejected(long number, List<Violation> violations) implements ImportResult {}
}
