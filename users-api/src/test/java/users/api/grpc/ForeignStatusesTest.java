package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import users.api.UserError;
import users.api.UserException;

/** What proxies and servers of another version answer. */
final class ForeignStatusesTest {

    @Test
    void aStatusWithoutDetailsIsARefusal() {
        assertThat(decode(Status.PERMISSION_DENIED.withDescription("not you")))
                .isEqualTo(new UserError.Refused("PERMISSION_DENIED", "not you"));
        assertThat(decode(Status.UNIMPLEMENTED)).isEqualTo(new UserError.Refused("UNIMPLEMENTED", ""));
    }

    @Test
    void anUnavailableServerIsUnreachable() {
        assertThat(decode(Status.UNAVAILABLE)).isEqualTo(new UserError.Unreachable(""));
        assertThat(decode(Status.UNAVAILABLE
                        .withDescription("io exception\nChannel Pipeline: [x]")
                        .withCause(new ConnectException("Connection refused: ::1:5355"))))
                .isEqualTo(new UserError.Unreachable("io exception: Connection refused: ::1:5355"));
    }

    @Test
    void aReasonOfANewerServerIsARefusalInItsWords() {
        assertThat(decode(info("LABEL_TAKEN"))).isEqualTo(new UserError.Refused("ABORTED", "in words"));
    }

    @Test
    void aKnownReasonWithoutWhatBelongsToItIsARefusal() {
        assertThat(decode(info("USER_DELETED"))).isEqualTo(new UserError.Refused("ABORTED", "in words"));
        assertThat(decode(info("INVALID_REQUEST"))).isEqualTo(new UserError.Refused("ABORTED", "in words"));
        assertThat(decode(info("EMAIL_TAKEN").toBuilder()
                        .putMetadata("email", "no address")
                        .build()))
                .isEqualTo(new UserError.Refused("ABORTED", "in words"));
    }

    @Test
    void detailsThatCannotBeReadAreIgnored() {
        var broken = Any.pack(info("INTERNAL")).toBuilder()
                .setValue(ByteString.copyFromUtf8("broken"))
                .build();
        assertThat(StatusErrors.decode(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                        .setCode(Status.Code.ABORTED.value())
                        .setMessage("in words")
                        .addDetails(broken)
                        .build())))
                .isEqualTo(new UserError.Refused("ABORTED", "in words"));
    }

    @Test
    void aRetryDelayIsTakenWithinReason() {
        assertThat(retryAfter(RetryInfo.getDefaultInstance())).isEqualTo(Duration.ZERO);
        assertThat(retryAfter(retryInfo(Long.MAX_VALUE, Integer.MAX_VALUE)))
                .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusSeconds(3));
        assertThat(retryAfter(retryInfo(Long.MIN_VALUE, 0))).isEqualTo(Duration.ZERO);
        assertThat(decode(info("HASHING_BUSY"))).isEqualTo(new UserError.HashingBusy(Duration.ZERO));
    }

    private static Duration retryAfter(RetryInfo retry) {
        var error = decode(info("DATABASE_UNAVAILABLE"), retry);
        assertThat(new UserException(error)).hasMessageStartingWith("the database does not answer: try again in ");
        return ((UserError.DatabaseUnavailable) error).retryAfter();
    }

    private static RetryInfo retryInfo(long seconds, int nanos) {
        var retry = RetryInfo.newBuilder();
        retry.getRetryDelayBuilder().setSeconds(seconds).setNanos(nanos);
        return retry.build();
    }

    private static ErrorInfo info(String reason) {
        return ErrorInfo.newBuilder().setDomain("users.v1").setReason(reason).build();
    }

    private static UserError decode(Status status) {
        return StatusErrors.decode(status.asRuntimeException());
    }

    private static UserError decode(Message... details) {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.ABORTED.value())
                .setMessage("in words");
        for (var detail : details) {
            status.addDetails(Any.pack(detail));
        }
        return StatusErrors.decode(StatusProto.toStatusRuntimeException(status.build()));
    }
}
