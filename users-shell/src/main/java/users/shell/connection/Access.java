package users.shell.connection;

/**
 * How a server is reached, and as whom.
 *
 * @param flags those of the program that say so, each with a blank behind it, for commands that are shown to be pasted:
 *     none for what the environment says, and never a token
 */
public record Access(Endpoint endpoint, Transport transport, TokenSource tokens, String flags) {

    /** Without TLS, and nobody says who calls. */
    public static Access plaintext(Endpoint endpoint) {
        return new Access(endpoint, new Transport.Plaintext(), new TokenSource.None(), "");
    }
}
