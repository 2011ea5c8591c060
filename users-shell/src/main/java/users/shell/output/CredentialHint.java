package users.shell.output;

import users.api.CredentialFault;

/** What to do when it is not known who calls. */
final class CredentialHint {

    private CredentialHint() {}

    static String of(CredentialFault fault) {
        return switch (fault) {
            case MISSING ->
                "run userctl with --token-file FILE or --token-command COMMAND, or with --cert FILE and --key FILE";
            case TOKENS_NOT_TAKEN -> "run userctl with --cert FILE and --key FILE";
            case TOKEN_EXPIRED ->
                "--token-command COMMAND gets a new one whenever one has expired; --token-file FILE is then read anew";
            case TOKEN_MALFORMED -> "see that what gives the token gives a JWT and nothing else";
            case TOKEN_NOT_YET_VALID -> "see that the clocks of this machine, the token's issuer and the server agree";
            case TOKEN_ALGORITHM, TOKEN_KEY_UNKNOWN, TOKEN_SIGNATURE, TOKEN_ISSUER, TOKEN_AUDIENCE ->
                "get one that is made for this server: whoever runs it knows from where";
            case CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_UNTRUSTED, CERTIFICATE_NAME ->
                "see --cert FILE and --key FILE: whoever runs the server knows whose certificates it takes";
        };
    }
}
