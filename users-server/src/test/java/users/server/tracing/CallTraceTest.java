package users.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import users.v1.UsersServiceGrpc;

class CallTraceTest {

    private final Tracing tracing = new Tracing(new TracingSettings(Optional.empty(), 1, "test"));

    @Test
    void whatIsCalledFromACallCanBecomePartOfItsTrace() {
        var trace = begin();

        assertThat(trace.in(CallTrace::headers))
                .isEqualTo(Map.of("traceparent", "00-%s-%s-00".formatted(trace.id(), trace.spanId())));
        assertThat(CallTrace.headers()).isEmpty();
    }

    @Test
    void aThreadOfItsOwnCanCarryIt() throws InterruptedException {
        var trace = begin();
        var ids = new CopyOnWriteArrayList<String>();
        Runnable piece = () -> ids.add(CallTrace.current().map(CallTrace::id).orElse("none"));

        Thread.startVirtualThread(trace.in(() -> CallTrace.carry(piece))).join();
        Thread.startVirtualThread(CallTrace.carry(piece)).join();

        assertThat(ids).containsExactly(trace.id(), "none");
    }

    private CallTrace begin() {
        return tracing.begin(UsersServiceGrpc.getGetUserMethod(), new Metadata(), "call-1");
    }
}
