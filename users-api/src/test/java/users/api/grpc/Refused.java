package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import users.api.UserError;
import users.api.UserException;
import users.api.Violation;

/** How a call was refused. */
final class Refused {

    private Refused() {}

    /** The error of a call; fails when it has none, or threw anything else. */
    static UserError error(ThrowingCallable call) {
        var exception = catchThrowableOfType(UserException.class, call);
        assertThat(exception).as("refusal").isNotNull();
        return exception.error();
    }

    /** The violations of an invalid request, in words. */
    static List<String> violations(ThrowingCallable call) {
        var error = error(call);
        assertThat(error).isInstanceOf(UserError.Invalid.class);
        return ((UserError.Invalid) error)
                .violations().stream().map(Violation::toString).toList();
    }
}
