package users.shell.connection;

/** What went wrong with a server that is there, before it had answered anything. */
sealed interface Trouble {

    /** It ended the connection. */
    record Ended() implements Trouble {}

    /** It answered plaintext with an alert of TLS. */
    record TlsWanted() implements Trouble {}

    /** It does not offer HTTP/2 over TLS. */
    record OtherProtocol() implements Trouble {}

    /** One of the two did not take what the other said. */
    record Refused(Throwable cause) implements Trouble {}
}
