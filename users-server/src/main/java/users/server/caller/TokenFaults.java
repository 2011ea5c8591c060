package users.server.caller;

import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.UnresolvableKeyException;
import users.api.CredentialFault;
import users.api.UserError;
import users.api.UserException;

/** What was wrong with a token. Of what it claims nothing is told unless its signature is good. */
final class TokenFaults {

    private static final int MAXIMUM_CAUSES = 10;

    private TokenFaults() {}

    static UserException of(InvalidJwtException refused) {
        return cause(refused, UserException.class)
                .orElseGet(() -> new UserException(new UserError.Unauthenticated(fault(refused))));
    }

    private static CredentialFault fault(InvalidJwtException refused) {
        if (cause(refused, InvalidAlgorithmException.class).isPresent()
                || refused.hasErrorCode(ErrorCodes.SIGNATURE_MISSING)) {
            return CredentialFault.TOKEN_ALGORITHM;
        }
        if (cause(refused, UnresolvableKeyException.class).isPresent()) {
            return CredentialFault.TOKEN_KEY_UNKNOWN;
        }
        if (refused.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return CredentialFault.TOKEN_SIGNATURE;
        }
        if (refused.hasErrorCode(ErrorCodes.ISSUER_INVALID) || refused.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return CredentialFault.TOKEN_ISSUER;
        }
        if (refused.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || refused.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return CredentialFault.TOKEN_AUDIENCE;
        }
        if (refused.hasErrorCode(ErrorCodes.EXPIRED)) {
            return CredentialFault.TOKEN_EXPIRED;
        }
        if (refused.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return CredentialFault.TOKEN_NOT_YET_VALID;
        }
        return CredentialFault.TOKEN_MALFORMED;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, next -> next.map(Throwable::getCause))
                .limit(MAXIMUM_CAUSES)
                .map(Optional::get)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
