package users.shell.execution;

import users.api.Email;
import users.api.UserId;
import users.api.filter.Filter;
import users.shell.output.ShellWord;

/**
 * A deleted user was asked for by an e-mail that a living one has: the one who is meant had it before, and nothing must
 * be done, or advised, to the other.
 */
final class LivingHolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    LivingHolderException(Email email, UserId holder) {
        super("%s is the e-mail of %s, who is not deleted: name the deleted user by id".formatted(email, holder));
        hint = "list --show-deleted --filter "
                + ShellWord.quoted(Filter.email(email).toString());
    }

    /** The command that finds the deleted user. */
    String hint() {
        return hint;
    }
}
