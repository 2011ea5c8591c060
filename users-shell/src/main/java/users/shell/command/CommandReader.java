package users.shell.command;

import users.api.UserException;

/** Reads what was said with a command into its values; it stands beside the flags in the command's description. */
interface CommandReader {

    /** @throws UserException with {@link users.api.UserError.Invalid} that lists all that is wrong */
    Command read(Options options);
}
