package users.api;

/** Why it is not known who calls. */
public enum CredentialFault {
    /** There is no credential. */
    MISSING("nobody is known to call: a bearer token or a client certificate is needed"),
    /** There is one, and the server is not set up for such. */
    TOKENS_NOT_TAKEN("the server takes no tokens: a client certificate is needed"),
    /** No JWT, or one without what must be in it. */
    TOKEN_MALFORMED("the token is no signed JWT with a subject and an expiry"),
    /** None of the algorithms that are safe here. */
    TOKEN_ALGORITHM("the token is not signed with RS256, ES256 or EdDSA"),
    /** No key of this name and kind. */
    TOKEN_KEY_UNKNOWN("the token is signed with a key that the server does not know"),
    /** Made by somebody else, or changed. */
    TOKEN_SIGNATURE("the signature of the token is wrong"),
    /** RFC 7519, exp. */
    TOKEN_EXPIRED("the token has expired: get a new one"),
    /** RFC 7519, nbf. */
    TOKEN_NOT_YET_VALID("the token is not valid yet: compare the clocks"),
    /** RFC 7519, iss. */
    TOKEN_ISSUER("the token is of another issuer than the server's"),
    /** RFC 7519, aud. */
    TOKEN_AUDIENCE("the token is meant for another audience"),
    /** It was valid once. */
    CERTIFICATE_EXPIRED("the client certificate has expired: get a new one"),
    /** It will be valid. */
    CERTIFICATE_NOT_YET_VALID("the client certificate is not valid yet: compare the clocks"),
    /** Signed by somebody else, or not meant for clients. */
    CERTIFICATE_UNTRUSTED("the client certificate is of no authority that the server trusts, or not meant for clients"),
    /** It has neither a URI nor a subject that a log can have. */
    CERTIFICATE_NAME("the client certificate has no name: a URI or a subject of at most 255 characters is needed");

    private final String sentence;

    CredentialFault(String sentence) {
        this.sentence = sentence;
    }

    /** For people, without a full stop. */
    @Override
    public String toString() {
        return sentence;
    }
}
