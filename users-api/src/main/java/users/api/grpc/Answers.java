package users.api.grpc;

import io.grpc.StatusRuntimeException;
import java.util.function.Function;
import users.api.UserError;
import users.api.UserException;

/** What a server answers, read. */
final class Answers {

    private Answers() {}

    static <M, T> T decode(M answer, Function<M, T> decode) {
        try {
            return decode.apply(answer);
        } catch (UserException | IllegalArgumentException e) {
            // The violations are the server's and not the caller's.
            throw new UserException(
                    new UserError.Refused("INTERNAL", "the server's answer makes no sense: " + e.getMessage()), e);
        }
    }

    /** An answer that is a failure. */
    static UserException refused(StatusRuntimeException e) {
        return new UserException(StatusErrors.decode(e), e);
    }
}
