package users.server.tls;

/** Whether clients must show a certificate. */
public enum ClientCertificates {
    /** They may; each call is refused or served by what its client has shown. */
    OPTIONAL,
    /** Without a good one there is no connection. */
    REQUIRED
}
