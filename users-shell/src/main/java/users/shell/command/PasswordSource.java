package users.shell.command;

import users.api.Password;

/** Where the password of a new user comes from. */
public sealed interface PasswordSource {

    /** It was on the command line. */
    record Given(Password password) implements PasswordSource {}

    /** It is all of standard input but for one line end. */
    record StandardInput() implements PasswordSource {}

    /** A person is asked for it, twice, without echo. */
    record Asked() implements PasswordSource {}
}
