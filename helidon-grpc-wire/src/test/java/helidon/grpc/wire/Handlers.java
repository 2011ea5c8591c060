package helidon.grpc.wire;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** What the methods of a {@link Probe} may do. */
final class Handlers {

    private Handlers() {}

    /** Answers a call, with a thread of its own. */
    interface Answer {
        void to(ServerCall<byte[], byte[]> call, Metadata headers);
    }

    /** Sends each message back. */
    static ServerCallHandler<byte[], byte[]> echo() {
        return (call, headers) -> {
            call.sendHeaders(new Metadata());
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    call.sendMessage(message);
                    call.request(1);
                }

                @Override
                public void onHalfClose() {
                    call.close(Status.OK, new Metadata());
                }
            };
        };
    }

    /** Answers when the client has sent all. */
    static ServerCallHandler<byte[], byte[]> atEnd(Answer answer) {
        return (call, headers) -> {
            // Unbounded, so that what the wire makes of too many requests shows.
            call.request(Integer.MAX_VALUE);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    answer.to(call, headers);
                }
            };
        };
    }

    /** Answers with a text when the client has sent all. */
    static ServerCallHandler<byte[], byte[]> says(String text) {
        return tells((call, headers) -> text);
    }

    /** Answers with what it can say of a call when the client has sent all. */
    static ServerCallHandler<byte[], byte[]> tells(Observation observation) {
        return atEnd((call, headers) -> finish(call, Payload.text(observation.of(call, headers))));
    }

    /** What can be said of a call. */
    interface Observation {
        String of(ServerCall<byte[], byte[]> call, Metadata headers);
    }

    /** Reads everything, and does this with each message. */
    static ServerCallHandler<byte[], byte[]> each(MessageHandler handler) {
        return (call, headers) -> {
            call.request(Integer.MAX_VALUE);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    handler.on(call, message);
                }
            };
        };
    }

    /** Does something with a message of a call. */
    interface MessageHandler {
        void on(ServerCall<byte[], byte[]> call, byte[] message);
    }

    /** Does this and reads nothing. */
    static ServerCallHandler<byte[], byte[]> atStart(Consumer<ServerCall<byte[], byte[]>> action) {
        return (call, headers) -> {
            action.accept(call);
            return new ServerCall.Listener<>() {};
        };
    }

    /** Reads everything, says nothing and never ends. */
    static ServerCallHandler<byte[], byte[]> silent() {
        return atStart(call -> call.request(Integer.MAX_VALUE));
    }

    /** Occupies its thread until the call is cancelled, and then answers nevertheless. */
    static ServerCallHandler<byte[], byte[]> blocked() {
        return atEnd((call, headers) -> {
            var cancelled = new CountDownLatch(1);
            Context.current().addListener(context -> cancelled.countDown(), Runnable::run);
            Await.quietly(cancelled);
            finish(call, Payload.text("too late"));
        });
    }

    /** The one response of a call, and its end. */
    static void finish(ServerCall<byte[], byte[]> call, byte[] message) {
        call.sendHeaders(new Metadata());
        call.sendMessage(message);
        call.close(Status.OK, new Metadata());
    }
}
