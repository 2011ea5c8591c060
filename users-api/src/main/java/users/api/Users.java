package users.api;

/**
 * The users. Each failure is a {@link UserException}; besides those named, every method can fail with
 * {@link UserError.DatabaseUnavailable}, {@link UserError.StatementTimeout} and {@link UserError.Internal}, and over the
 * network with {@link UserError.Unreachable} and {@link UserError.Refused}.
 */
public interface Users {

    /**
     * Creates a user and wipes the password.
     *
     * @throws UserException with {@link UserError.Invalid}, {@link UserError.EmailTaken} or
     *     {@link UserError.HashingBusy}
     */
    User create(NewUser user);

    /**
     * The user with an id or an e-mail.
     *
     * @throws UserException with {@link UserError.NotFound} or {@link UserError.Deleted}
     */
    User get(UserKey key);

    /**
     * A page of users. A user that is there from the first page to the last is on exactly one of them, whatever is
     * created or deleted meanwhile.
     *
     * @throws UserException with {@link UserError.Invalid} when the page token was not given for this filter
     */
    UserPage list(UserQuery query);

    /**
     * Changes a user and answers with it as it is then. What changes nothing makes no new version.
     *
     * @throws UserException with {@link UserError.NotFound}, {@link UserError.Deleted}, {@link UserError.EmailTaken} or
     *     {@link UserError.StaleEtag}
     */
    User update(UserUpdate update);

    /**
     * Deletes a user and answers with it, its delete time set.
     *
     * @throws UserException with {@link UserError.NotFound}, {@link UserError.Deleted} or {@link UserError.StaleEtag}
     */
    User delete(UserDeletion deletion);
}
