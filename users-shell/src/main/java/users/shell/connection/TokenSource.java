package users.shell.connection;

/** Where the token comes from that says who calls. */
public sealed interface TokenSource {

    /** Nobody says who calls, or a client certificate does. */
    record None() implements TokenSource {}

    /**
     * It was said.
     *
     * @param visible whether it stands among the program's arguments, where others can see it
     */
    record Given(BearerToken token, boolean visible) implements TokenSource {}

    /** It is all of a file but for blanks and line ends around it. */
    record File(NamedFile file) implements TokenSource {}

    /**
     * A command prints it.
     *
     * @param option that names it, such as {@code --token-command}, for what is said about it
     * @param command for {@code sh -c}
     */
    record Command(String option, String command) implements TokenSource {}
}
