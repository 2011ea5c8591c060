package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.ServerCall;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A peer that reads slowly holds its sender back, and nobody else. */
final class BackPressureCases {

    private static final int WINDOW = 65_535;
    private static final int MESSAGE = 10_000;
    private static final int MESSAGES = 1_000;
    private static final Duration QUIET = Duration.ofMillis(300);

    private BackPressureCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of(
                        "a handler is ready until its reader stalls, and again when it goes on",
                        BackPressureCases::ready),
                Case.waiting("a reader may stall for 12 s", BackPressureCases::longStall),
                Case.of("nobody works while a reader sleeps", BackPressureCases::idle),
                Case.of("a reader that sleeps every 1,000 messages gets all 50,000", BackPressureCases::sleepy),
                Case.of("a handler that ignores isReady waits for its reader", BackPressureCases::heedlessHandlerWaits)
                        .onNetty("it buffers without bound", BackPressureCases::heedlessHandlerRuns),
                Case.of("a cancelled call lets go a handler that waits for its reader", BackPressureCases::letGo),
                Case.of("a lost client lets go a handler that waits for its reader", BackPressureCases::letGoByLoss),
                Case.of("a response that waits for its reader outlives its handler", BackPressureCases::outlives),
                Case.of("a client is held back by a handler that asks for nothing", BackPressureCases::heldBack),
                Case.of(
                        "small messages of a paused client stream leave other calls alone",
                        BackPressureCases::pausedSmall),
                Case.of("4 MB of a paused client stream leave other calls alone", BackPressureCases::pausedLarge),
                Case.of("50 paused client streams leave other calls alone", fixture -> paused(fixture, 50)),
                Case.of(
                        "a message larger than the receive buffer is read by a handler that asks",
                        BackPressureCases::large),
                Case.of(
                        "a server stream whose reader has stalled leaves other calls alone",
                        BackPressureCases::stalledBeside));
    }

    /** A client whose windows stay as small as HTTP/2 starts them. */
    private static ManagedChannel narrow(Fixture fixture) {
        return fixture.channel(NettyChannelBuilder.forAddress("127.0.0.1", fixture.port())
                .usePlaintext()
                .flowControlWindow(WINDOW));
    }

    /** How many messages a handler has sent when it could send no more. */
    private static long stalledAfter(Duration quiet, AtomicInteger sent) throws Exception {
        Await.until("the handler has begun", () -> sent.get() > 0);
        return Await.settled(quiet, sent::get);
    }

    private static void ready(Fixture fixture) throws Exception {
        stall(fixture, QUIET);
    }

    private static void longStall(Fixture fixture) throws Exception {
        stall(fixture, Duration.ofSeconds(12));
    }

    private static void stall(Fixture fixture, Duration stall) throws Exception {
        var heedful = new Heedful(MESSAGES, MESSAGE);
        fixture.probe().serve(Probe.LIST, heedful);
        var call = Exchange.stalled(narrow(fixture), Probe.LIST)
                .request(1)
                .send(Payload.text("all"))
                .end();
        var sent = stalledAfter(stall, heedful.sent());
        // The threshold is what grpc-java's handlers are used to, and a message may go over it.
        assertThat(sent * MESSAGE).isBetween(0L, fixture.limits().sendBufferBytes() + 3L * WINDOW);
        assertThat(heedful.unready()).isPositive();
        var told = fixture.probe().seen().readies().get();
        assertThat(call.request(MESSAGES).all()).hasSize(MESSAGES);
        assertThat(fixture.probe().seen().readies()).hasValueGreaterThan(told);
    }

    private static void idle(Fixture fixture) throws Exception {
        var heedless = new Heedless(MESSAGES, MESSAGE);
        fixture.probe().serve(Probe.LIST, heedless);
        var call = Exchange.stalled(narrow(fixture), Probe.LIST)
                .send(Payload.text("all"))
                .end();
        stalledAfter(QUIET, heedless.sent());
        // A thread that spins takes the whole of each while; what else goes on in this process takes part of some.
        var least = Long.MAX_VALUE;
        for (var i = 0; i < 5; i++) {
            var before = Footprint.processorTime();
            Thread.sleep(QUIET);
            least = Math.min(least, Footprint.processorTime() - before);
        }
        assertThat(Duration.ofNanos(least)).isLessThan(QUIET.dividedBy(3));
        assertThat(call.request(MESSAGES).all()).hasSize(MESSAGES);
    }

    private static void sleepy(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.LIST, new Heedless(50_000, 100));
        var channel = narrow(fixture);
        var call =
                Exchange.stalled(channel, Probe.LIST).send(Payload.text("all")).end();
        for (var asked = MESSAGES; asked <= 50_000; asked += MESSAGES) {
            var expected = asked;
            call.request(MESSAGES);
            Await.until("as many have come as were asked for", () -> call.received() == expected);
            Thread.sleep(Duration.ofMillis(20));
            Exchange.works(channel);
        }
        assertThat(call.all()).hasSize(50_000);
    }

    private static void heedlessHandlerWaits(Fixture fixture) throws Exception {
        var heedless = new Heedless(MESSAGES, MESSAGE);
        fixture.probe().serve(Probe.LIST, heedless);
        var call = Exchange.stalled(narrow(fixture), Probe.LIST)
                .send(Payload.text("all"))
                .end();
        var sent = stalledAfter(QUIET, heedless.sent());
        assertThat(sent * MESSAGE).isLessThan(fixture.limits().sendBufferBytes() + WINDOW + 2L * MESSAGE);
        assertThat(call.request(MESSAGES).all()).hasSize(MESSAGES);
        Await.until("the handler has returned", heedless.returned());
    }

    private static void heedlessHandlerRuns(Fixture fixture) throws Exception {
        var heedless = new Heedless(MESSAGES, MESSAGE);
        fixture.probe().serve(Probe.LIST, heedless);
        var call = Exchange.stalled(narrow(fixture), Probe.LIST)
                .send(Payload.text("all"))
                .end();
        Await.until("the handler has returned", heedless.returned());
        assertThat(heedless.sent()).hasValue(MESSAGES);
        assertThat(call.request(MESSAGES).all()).hasSize(MESSAGES);
    }

    private static void letGo(Fixture fixture) throws Exception {
        var heedless = new Heedless(MESSAGES, MESSAGE);
        fixture.probe().serve(Probe.LIST, heedless);
        var channel = narrow(fixture);
        var call =
                Exchange.stalled(channel, Probe.LIST).send(Payload.text("all")).end();
        stalledAfter(QUIET, heedless.sent());
        call.cancel();
        goes(fixture, heedless);
        Exchange.works(channel);
    }

    private static void letGoByLoss(Fixture fixture) throws Exception {
        var heedless = new Heedless(MESSAGES, MESSAGE);
        fixture.probe().serve(Probe.LIST, heedless);
        var channel = narrow(fixture);
        Exchange.stalled(channel, Probe.LIST).send(Payload.text("all")).end();
        stalledAfter(QUIET, heedless.sent());
        channel.shutdownNow();
        goes(fixture, heedless);
    }

    private static void goes(Fixture fixture, Heedless heedless) throws Exception {
        var seen = fixture.probe().seen();
        Await.until("the handler has returned", heedless.returned());
        Await.until("onCancel has been called", () -> seen.cancels().get() == 1);
        Await.until("the Context has been cancelled", () -> seen.contextCancels() == 1);
        assertThat(seen.completions()).hasValue(0);
        // What nobody will read is dropped without a word, as grpc-java's handlers expect.
        assertThat(heedless.sent()).hasValue(MESSAGES);
    }

    private static void outlives(Fixture fixture) throws Exception {
        var returned = new CountDownLatch(1);
        var response = Payload.noise(100_000);
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            Handlers.finish(call, response);
            returned.countDown();
        }));
        var call = Exchange.stalled(narrow(fixture), Probe.ASK)
                .send(Payload.text("?"))
                .end();
        // It fits into the buffer, so that the handler has nothing to wait for.
        Await.until("the handler has returned", returned);
        assertThat(call.isOpen()).isTrue();
        assertThat(call.request(2).only()).isEqualTo(response);
    }

    private static void heldBack(Fixture fixture) throws Exception {
        var served = new CompletableFuture<ServerCall<byte[], byte[]>>();
        var counting = new Collecting(new CompletableFuture<>());
        fixture.probe().serve(Probe.COLLECT, (call, headers) -> {
            served.complete(call);
            return counting.listener(call);
        });
        var call = Exchange.open(fixture.channel(), Probe.COLLECT);
        var sent = new AtomicInteger();
        Await.settled(QUIET, () -> call.isReady() ? send(call, sent) : sent.get());
        // Netty's client counts as ready up to 32 KB that it has not sent.
        assertThat(sent.get() * (long) MESSAGE)
                .isLessThan(fixture.limits().receiveBufferBytes() + 32_768L + 4L * MESSAGE);
        assertThat(fixture.probe().seen().messages()).hasValue(0);
        served.join().request(1);
        Await.until("one has come", () -> fixture.probe().seen().messages().get() == 1);
        served.join().request(Integer.MAX_VALUE - 1);
        Await.until("the client may go on", call::isReady);
        assertThat(call.end().only()).isEqualTo(Payload.text("got " + sent));
    }

    private static int send(Exchange call, AtomicInteger sent) {
        call.send(new byte[MESSAGE]);
        return sent.incrementAndGet();
    }

    private static void pausedSmall(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.COLLECT, Handlers.atStart(call -> {}));
        var channel = fixture.channel();
        var call = Exchange.open(channel, Probe.COLLECT);
        for (var i = 0; i < 2_000; i++) {
            call.send(new byte[50]);
        }
        Exchange.works(channel);
        assertThat(call.isOpen()).isTrue();
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    private static void pausedLarge(Fixture fixture) throws Exception {
        paused(fixture, 1);
    }

    private static void paused(Fixture fixture, int streams) throws Exception {
        var channel = fixture.channel();
        var calls = pause(fixture, channel, streams);
        for (var i = 0; i < 20; i++) {
            Exchange.works(channel);
        }
        assertThat(calls).allMatch(Exchange::isOpen);
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    private static List<Exchange> pause(Fixture fixture, ManagedChannel channel, int streams) throws Exception {
        fixture.probe().serve(Probe.COLLECT, Handlers.atStart(call -> {}));
        var calls = Stream.generate(() -> Exchange.open(channel, Probe.COLLECT))
                .limit(streams)
                .toList();
        // Of one stream many times what the server buffers of it, and of each of many still more than that.
        for (var i = 0; i < Math.max(400, 40 * streams); i++) {
            calls.get(i % streams).send(new byte[MESSAGE]);
        }
        Await.until("all have started", () -> fixture.probe().seen().starts().get() == streams);
        return calls;
    }

    private static void large(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        var channel = fixture.channel();
        var message = Payload.noise(2 * fixture.limits().receiveBufferBytes() + 1);
        var call = Exchange.open(channel, Probe.TALK);
        for (var i = 0; i < 3; i++) {
            call.send(message);
        }
        assertThat(call.end().all())
                .hasSize(3)
                .allSatisfy(got -> assertThat(got).isEqualTo(message));
    }

    private static void stalledBeside(Fixture fixture) throws Exception {
        var heedless = new Heedless(MESSAGES, MESSAGE);
        fixture.probe().serve(Probe.LIST, heedless);
        var channel = narrow(fixture);
        var stalled =
                Exchange.stalled(channel, Probe.LIST).send(Payload.text("all")).end();
        stalledAfter(QUIET, heedless.sent());
        for (var i = 0; i < 20; i++) {
            // More than a window, which the client refills by and by.
            var echo = Exchange.ask(channel, Probe.ECHO, Payload.noise(200_000));
            assertThat(echo.only()).isEqualTo(Payload.noise(200_000));
        }
        assertThat(stalled.isOpen()).isTrue();
        assertThat(stalled.request(MESSAGES).all()).hasSize(MESSAGES);
        assertThat(fixture.probe().seen().cancels()).hasValue(0);
    }
}
