package users.api;

/**
 * How users are imported.
 *
 * @param validateOnly whether rows are answered as they would be and nothing is written
 * @param conflict what to do with a row whose user is there already, with other values
 * @param overwritePasswords whether an update may replace a password; without it the password of a user who is there is
 *     never touched
 */
public record ImportOptions(boolean validateOnly, Conflict conflict, boolean overwritePasswords) {

    /** What to do with a row whose user is there already, with other values. */
    public enum Conflict {
        /** Leave the user as it is. */
        SKIP,
        /** Change the user to what the row says. */
        UPDATE,
        /** Refuse the row. */
        REJECT
    }
}
