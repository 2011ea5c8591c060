package helidon.grpc.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Echoes, and throws in one place.
 *
 * @param place the name of the method that throws
 * @param goesOn whether it still answers what it is told after that
 * @param failure what it throws at the moment
 */
record Throwing(String place, boolean goesOn, AtomicReference<Optional<Supplier<Throwable>>> failure)
        implements ServerCallHandler<byte[], byte[]> {

    Throwing(String place) {
        this(place, true);
    }

    Throwing(String place, boolean goesOn) {
        this(place, goesOn, new AtomicReference<>(Optional.empty()));
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        at("startCall");
        call.request(Integer.MAX_VALUE);
        return new ServerCall.Listener<>() {
            private boolean answered;

            @Override
            public void onReady() {
                at("onReady");
            }

            @Override
            public void onMessage(byte[] message) {
                at("onMessage");
                if (!goesOn) {
                    return;
                }
                if (!answered) {
                    call.sendHeaders(new Metadata());
                }
                answered = true;
                call.sendMessage(message);
            }

            @Override
            public void onHalfClose() {
                at("onHalfClose");
                call.close(Status.OK, new Metadata());
            }

            @Override
            public void onCancel() {
                at("onCancel");
            }

            @Override
            public void onComplete() {
                at("onComplete");
            }
        };
    }

    private void at(String here) {
        if (here.equals(place)) {
            failure.get().map(Supplier::get).ifPresent(thrown -> Throwing.<RuntimeException>sneak(thrown));
        }
    }

    /** Throws what the compiler would not let through, as Kotlin's and Lombok's callers do. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
