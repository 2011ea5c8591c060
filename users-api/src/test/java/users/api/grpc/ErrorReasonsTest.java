package users.api.grpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import users.api.UserError;

class ErrorReasonsTest {

    @Test
    void theReasonOfAnAnswerIsOneOfAll() {
        var answer = ErrorStatuses.encode(new UserError.StatementTimeout());

        assertThat(ErrorReasons.of(answer.getStatus(), requireNonNull(answer.getTrailers())))
                .hasValue("STATEMENT_TIMEOUT");
        assertThat(ErrorReasons.all()).contains("STATEMENT_TIMEOUT", "USER_NOT_FOUND");
    }

    @Test
    void anAnswerWithoutDetailsHasNone() {
        assertThat(ErrorReasons.of(Status.OK, new Metadata())).isEmpty();
        assertThat(ErrorReasons.of(Status.NOT_FOUND, new Metadata())).isEmpty();
    }
}
