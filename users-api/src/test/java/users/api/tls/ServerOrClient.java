package users.api.tls;

import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a certificate may be shown as (RFC 5280, extended key usage). */
enum ServerOrClient {
    SERVER(KeyPurposeId.id_kp_serverAuth),
    CLIENT(KeyPurposeId.id_kp_clientAuth);

    private final KeyPurposeId id;

    ServerOrClient(KeyPurposeId id) {
        this.id = id;
    }

    KeyPurposeId id() {
        return id;
    }
}
