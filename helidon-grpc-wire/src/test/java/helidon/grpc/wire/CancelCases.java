package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A client that has changed its mind, or has gone. */
final class CancelCases {

    private CancelCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a cancelled stream is told so once", CancelCases::stream),
                Case.of("a cancel reaches the Context of a unary handler that is blocked", CancelCases::blocked),
                Case.of("a cancel does not interrupt the handler's thread", CancelCases::uninterrupted),
                Case.of("a call whose client has sent all can be cancelled", CancelCases::halfClosed),
                Case.of("a call can be cancelled before it has read anything", CancelCases::unread),
                Case.of("a cancelled call knows it, and what it sends is dropped", CancelCases::dropped),
                Case.of("a stream observer with a cancel handler may send after the cancel", CancelCases::observer),
                Case.of("a stream observer without one is told by an exception", CancelCases::exception),
                Case.of("a channel that shuts down cancels its calls", CancelCases::channelGone),
                Case.of("a killed client's calls are cancelled", fixture -> lineCut(fixture, false)),
                Case.of("a reset connection's calls are cancelled", fixture -> lineCut(fixture, true)),
                Case.of("a cancel that comes after the end changes nothing", CancelCases::late),
                Case.of("a client that cancels because of the response cancels nothing else", CancelCases::beside));
    }

    private static void cancelled(Fixture fixture, int calls) throws Exception {
        var seen = fixture.probe().seen();
        Await.until("onCancel has been called", () -> seen.cancels().get() >= calls);
        Await.until("the Context has been cancelled", () -> seen.contextCancels() >= calls);
        assertThat(seen.cancels()).hasValue(calls);
        assertThat(seen.completions()).hasValue(0);
        assertThat(seen.strangers()).hasValue(0);
        assertThat(seen.overlaps()).hasValue(0);
    }

    private static Exchange begun(Fixture fixture, Channel channel) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        var call = Exchange.open(channel, Probe.TALK).send(Payload.text("first"));
        assertThat(call.next()).isEqualTo(Payload.text("first"));
        return call;
    }

    private static void stream(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        begun(fixture, channel).cancel();
        cancelled(fixture, 1);
        Exchange.works(channel);
        assertThat(fixture.probe().seen().cancels()).hasValue(1);
        assertThat(fixture.probe().seen().halfCloses()).hasValue(0);
        assertThat(fixture.probe().seen().causes().remove().orElseThrow()).hasMessageContaining("CANCELLED");
    }

    private static void blocked(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.blocked());
        var channel = fixture.channel();
        var call = Exchange.ask(channel, Probe.ASK, Payload.text("?"));
        Await.until(
                "the handler is busy", () -> fixture.probe().seen().halfCloses().get() == 1);
        call.cancel();
        cancelled(fixture, 1);
        Exchange.works(channel);
    }

    private static void uninterrupted(Fixture fixture) throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        fixture.probe().serve(Probe.ASK, (call, headers) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    var cancelled = new CountDownLatch(1);
                    Context.current().addListener(context -> cancelled.countDown(), Runnable::run);
                    Await.quietly(cancelled);
                }

                @Override
                public void onCancel() {
                    // A driver of a database would give up its connection.
                    interrupted.complete(Thread.interrupted());
                }
            };
        });
        var call = Exchange.ask(fixture.channel(), Probe.ASK, Payload.text("?"));
        Await.until(
                "the handler is busy", () -> fixture.probe().seen().halfCloses().get() == 1);
        call.cancel();
        Await.until("onCancel has been called", interrupted::isDone);
        assertThat(interrupted).isCompletedWithValue(false);
    }

    private static void halfClosed(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.silent());
        var channel = fixture.channel();
        var call = Exchange.open(channel, Probe.TALK).send(Payload.text("all")).end();
        Await.until(
                "all has been read", () -> fixture.probe().seen().halfCloses().get() == 1);
        call.cancel();
        cancelled(fixture, 1);
        Exchange.works(channel);
    }

    private static void unread(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.COLLECT, Handlers.atStart(call -> {}));
        var channel = fixture.channel();
        var call = Exchange.open(channel, Probe.COLLECT).send(Payload.noise(100_000));
        Await.until("it has started", () -> fixture.probe().seen().starts().get() == 1);
        call.cancel();
        cancelled(fixture, 1);
        Exchange.works(channel);
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    private static void dropped(Fixture fixture) throws Exception {
        var served = new CompletableFuture<ServerCall<byte[], byte[]>>();
        fixture.probe().serve(Probe.TALK, Handlers.atStart(call -> {
            call.sendHeaders(new Metadata());
            call.request(1);
            served.complete(call);
        }));
        var channel = fixture.channel();
        var client = Exchange.open(channel, Probe.TALK);
        client.headers();
        assertThat(served.join().isCancelled()).isFalse();
        client.cancel();
        cancelled(fixture, 1);
        var call = served.join();
        assertThat(call.isCancelled()).isTrue();
        for (var i = 0; i < 100; i++) {
            call.sendMessage(Payload.noise(10_000));
        }
        call.request(5);
        call.close(Status.OK, new Metadata());
        Exchange.works(channel);
        assertThat(fixture.probe().seen().completions()).hasValue(0);
    }

    private static ServerCallStreamObserver<byte[]> observed(StreamObserver<byte[]> observer) {
        return (ServerCallStreamObserver<byte[]>) observer;
    }

    private static void observer(Fixture fixture) throws Exception {
        var sent = new CompletableFuture<Boolean>();
        var cancelled = new CountDownLatch(1);
        fixture.probe().serve(Probe.LIST, ServerCalls.asyncServerStreamingCall((request, answer) -> {
            observed(answer).setOnCancelHandler(cancelled::countDown);
            Thread.startVirtualThread(() -> {
                Await.quietly(cancelled);
                try {
                    answer.onNext(Payload.text("late"));
                    answer.onCompleted();
                    sent.complete(observed(answer).isCancelled());
                } catch (RuntimeException e) {
                    sent.completeExceptionally(e);
                }
            });
        }));
        var channel = fixture.channel();
        var call = Exchange.ask(channel, Probe.LIST, Payload.text("all"));
        Await.until("it has started", () -> fixture.probe().seen().halfCloses().get() == 1);
        call.cancel();
        Await.until("the handler has sent", sent::isDone);
        assertThat(sent).isCompletedWithValue(true);
        cancelled(fixture, 1);
        Exchange.works(channel);
    }

    private static void exception(Fixture fixture) throws Exception {
        var said = new CompletableFuture<Throwable>();
        fixture.probe()
                .serve(
                        Probe.LIST,
                        ServerCalls.asyncServerStreamingCall((request, answer) ->
                                // Long, like many a handler: only the cancel stops it.
                                Thread.startVirtualThread(() -> {
                                    try {
                                        for (var i = 0; i < 10_000_000; i++) {
                                            answer.onNext(Payload.text("more"));
                                        }
                                    } catch (StatusRuntimeException e) {
                                        said.complete(e);
                                    }
                                })));
        var call = Exchange.ask(fixture.channel(), Probe.LIST, Payload.text("all"));
        call.next();
        call.cancel();
        Await.until("the handler has been told", said::isDone);
        assertThat(Status.fromThrowable(said.join()).getCode()).isEqualTo(Status.Code.CANCELLED);
    }

    private static void channelGone(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        begun(fixture, channel);
        channel.shutdownNow();
        cancelled(fixture, 1);
        Exchange.works(fixture.channel());
    }

    private static void lineCut(Fixture fixture, boolean reset) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.blocked());
        try (var relay = new Relay(fixture.port())) {
            var channel = fixture.channel(
                    NettyChannelBuilder.forAddress("127.0.0.1", relay.port()).usePlaintext());
            begun(fixture, channel);
            Exchange.ask(channel, Probe.ASK, Payload.text("?"));
            Await.until(
                    "the handler is busy",
                    () -> fixture.probe().seen().halfCloses().get() == 1);
            if (reset) {
                relay.reset();
            }
        }
        cancelled(fixture, 2);
        Exchange.works(fixture.channel());
    }

    private static void late(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.says("ok"));
        var channel = fixture.channel();
        var call = Exchange.ask(channel, Probe.ASK, Payload.text("?"));
        call.ends(Status.Code.OK);
        call.cancel();
        Exchange.works(channel);
        var seen = fixture.probe().seen();
        Await.until("the handler knows the end", () -> seen.completions().get() == 1);
        assertThat(seen.cancels()).hasValue(0);
        assertThat(seen.contextCancels()).isZero();
    }

    private static void beside(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        var other = begun(fixture, channel);
        fixture.probe().serve(Probe.LIST, new Heedful(1_000_000, 1_000));
        for (var i = 0; i < 50; i++) {
            var call = Exchange.ask(channel, Probe.LIST, Payload.text("all"));
            call.next();
            call.cancel();
            call.ends(Status.Code.CANCELLED);
        }
        cancelled(fixture, 50);
        assertThat(other.send(Payload.text("second")).next()).isEqualTo(Payload.text("second"));
        other.end().ends(Status.Code.OK);
    }
}
