package users.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.api.filter.Filter;

/**
 * The users. Each failure is a {@link UserException}; besides those named, every method can fail with
 * {@link UserError.DatabaseUnavailable}, {@link UserError.StatementTimeout} and {@link UserError.Internal}, and over the
 * network with {@link UserError.Unreachable} and {@link UserError.Refused}.
 */
public interface Users {

    /**
     * Creates a user and wipes the password.
     *
     * @throws UserException with {@link UserError.Invalid}, {@link UserError.EmailTaken}, {@link UserError.HashingBusy}, or
     *     {@link UserError.NotFound} when the call is repeated by its request id while its user is purged
     */
    User create(NewUser user, WriteOptions options);

    /**
     * The user with an id or an e-mail.
     *
     * @param showDeleted whether one in the recycle bin counts; of several who had an e-mail, it is the one deleted last
     * @throws UserException with {@link UserError.NotFound} or {@link UserError.Deleted}
     */
    User get(UserKey key, boolean showDeleted);

    /**
     * The users with these ids, each once, in the order asked.
     *
     * @param ids 1,000 at most
     * @throws UserException with {@link UserError.Invalid} when the users are more than 3 MiB together and, over the
     *     network, when there are more ids
     */
    UserBatch get(List<UserId> ids);

    /**
     * A page of users. A user that is there from the first page to the last, with the same value of what the list is
     * ordered by, is on exactly one of them, whatever is created, changed or deleted meanwhile.
     *
     * @throws UserException with {@link UserError.Invalid} when the page token was not given for this filter, order and
     *     choice about deleted users, {@link UserError.ListsBusy}, or {@link UserError.StatementTimeout} when the filter
     *     asks for too much
     */
    UserPage list(UserQuery query);

    /**
     * Changes a user and answers with it as it is then. What changes nothing makes no new version.
     *
     * @throws UserException with {@link UserError.Invalid}, {@link UserError.NotFound}, {@link UserError.Deleted},
     *     {@link UserError.EmailTaken} or {@link UserError.StaleEtag}
     */
    User update(UserUpdate update, WriteOptions options);

    /**
     * Moves a user into the recycle bin and answers with it.
     *
     * @throws UserException with {@link UserError.Invalid}, {@link UserError.NotFound}, {@link UserError.Deleted} or
     *     {@link UserError.StaleEtag}
     */
    User delete(UserDeletion deletion, WriteOptions options);

    /**
     * Takes a user out of the recycle bin, a version later and with the password it had.
     *
     * @throws UserException with {@link UserError.Invalid}, {@link UserError.NotFound}, {@link UserError.Exists} or
     *     {@link UserError.EmailTaken}
     */
    User undelete(UserId id, WriteOptions options);

    /**
     * Ends a user in the recycle bin for good: what remains says that something happened to its id, and no more.
     *
     * @throws UserException with {@link UserError.NotFound} or {@link UserError.NotDeleted}
     */
    void purge(UserId id);

    /**
     * Checks a password, wipes it, and answers with its user. Who is unknown and who has another password cannot be told
     * apart, and wrong passwords in a row slow down the next ones.
     *
     * @throws UserException with {@link UserError.InvalidCredentials}, {@link UserError.Disabled},
     *     {@link UserError.TooManyAttempts} or {@link UserError.HashingBusy}
     */
    User verifyPassword(UserKey key, Password password);

    /**
     * Replaces a password by somebody who knows it, and wipes both.
     *
     * @throws UserException with {@link UserError.InvalidCredentials}, {@link UserError.Disabled},
     *     {@link UserError.TooManyAttempts}, {@link UserError.HashingBusy} and, over the network, {@link UserError.Invalid}
     *     when the server's {@link PasswordPolicy} refuses the new one
     */
    User changePassword(UserId id, Password oldPassword, Password newPassword);

    /**
     * Gives a user a new password, and wipes it.
     *
     * @throws UserException with {@link UserError.NotFound}, {@link UserError.Deleted}, {@link UserError.HashingBusy} and,
     *     over the network, {@link UserError.Invalid} when the server's {@link PasswordPolicy} refuses it
     */
    User setPassword(UserId id, Password password);

    /**
     * Imports users, all of these rows at once or none (over the network in the batches that the server makes of them), and
     * wipes their passwords. Rows that name the same user count one after the other. Users who are there already with the
     * same values are {@link ImportResult.Unchanged}, so that an import that broke off can be sent again. Passwords wait
     * for their turn to be hashed, behind those of people who sign in.
     *
     * @param rows 1,000 at most
     * @return one result for each row, in their order; what is wrong with a row is in its result
     * @throws UserException with {@link UserError.HashingBusy} when the server stops, or has not the memory for a hash
     */
    List<ImportResult> importUsers(ImportOptions options, List<ImportRow> rows);

    /**
     * The users that a filter lets through, as they all were at one moment, in the order of their ids. They are read as
     * they are taken; whoever takes them closes the stream, which ends what is still being read for it.
     *
     * @param passwordHashes whether the hashes of their passwords are wanted, too
     * @throws UserException with {@link UserError.ExportsBusy}; and, from the stream, with {@link UserError.ExportTooSlow}
     *     when the users are taken slower than a snapshot can be kept
     */
    Stream<ExportedUser> export(Filter filter, boolean passwordHashes);

    /**
     * The changes of users as they are committed, each exactly once and those of one user in their order. The first event,
     * and one whenever nothing has happened for 10 seconds, is a {@link UserEvent.Heartbeat}. The stream has no end: to
     * take an event waits for it, until the stream is closed.
     *
     * @param resume of the last event that was taken of a watch with the same filter; empty: from now
     * @throws UserException with {@link UserError.Invalid} when nobody gave this token for this filter; with
     *     {@link UserError.WatchExpired} when what happened since is not known any more; and, from the stream, with
     *     {@link UserError.WatchTooSlow} when the events are not taken as fast as they come, and with
     *     {@link UserError.ServerStopping}
     */
    Stream<UserEvent> watch(Filter filter, Optional<ResumeToken> resume);

    /**
     * A page of what has happened to a user, deleted and purged ones too.
     *
     * @throws UserException with {@link UserError.NotFound} when nothing is known of the user, or {@link UserError.Invalid}
     *     when the page token was not given for it
     */
    UserChangePage changes(UserChangeQuery query);

    /** {@link #create(NewUser, WriteOptions)} whenever it is called. */
    default User create(NewUser user) {
        return create(user, WriteOptions.NONE);
    }

    /** {@link #get(UserKey, boolean)} of who is not deleted. */
    default User get(UserKey key) {
        return get(key, false);
    }

    /** {@link #export(Filter, boolean)} without hashes. */
    default Stream<User> export(Filter filter) {
        return export(filter, false).map(ExportedUser::user);
    }

    /** {@link #update(UserUpdate, WriteOptions)} whenever it is called. */
    default User update(UserUpdate update) {
        return update(update, WriteOptions.NONE);
    }

    /** {@link #delete(UserDeletion, WriteOptions)} whenever it is called. */
    default User delete(UserDeletion deletion) {
        return delete(deletion, WriteOptions.NONE);
    }

    /** {@link #undelete(UserId, WriteOptions)} whenever it is called. */
    default User undelete(UserId id) {
        return undelete(id, WriteOptions.NONE);
    }
}
