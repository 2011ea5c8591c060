package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Calls of many messages, either way or both. */
final class StreamingCases {

    private static final int MANY = 5_000;

    private StreamingCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("5,000 messages of a server arrive in order", StreamingCases::serverStream),
                Case.of("5,000 messages of a client arrive in order", StreamingCases::clientStream),
                Case.of("5,000 messages go to and fro at once, in order", StreamingCases::bothAtOnce),
                Case.of("500 questions are answered one after the other in a call", StreamingCases::pingPong),
                Case.of("10 MB of a handler that never asks whether it may arrive whole", StreamingCases::heedless),
                Case.of("a stream of no messages ends well either way", StreamingCases::empty),
                Case.of(
                        "a client's end is heard after all its messages, and answers may follow",
                        StreamingCases::halfClose),
                Case.of("a server may end a client's stream early, well or ill", StreamingCases::endsEarly),
                Case.of("headers sent before any message reach the client at once", StreamingCases::earlyHeaders),
                Case.of("no more messages are delivered than were asked for", StreamingCases::exactly),
                Case.of("a client's end is heard by a handler that has asked for no more", StreamingCases::endUnasked),
                Case.of("a handler is told once that it may send", StreamingCases::readyOnce),
                Case.of("one message of a frame of several is delivered at a time", StreamingCases::oneOfSeveral),
                Case.of(
                        "a listener is called by one thread at a time, in its call's Context",
                        StreamingCases::serially),
                Case.of("messages may be sent by another thread while the handler reads", StreamingCases::otherThread));
    }

    private static void serverStream(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.LIST, Handlers.atEnd((call, headers) -> {
            call.sendHeaders(new Metadata());
            IntStream.range(0, MANY).forEach(i -> call.sendMessage(numbered(i)));
            call.close(Status.OK, new Metadata());
        }));
        var call = Exchange.ask(fixture.channel(), Probe.LIST, Payload.text("all"));
        assertThat(call.all()).containsExactly(numbers());
    }

    private static void clientStream(Fixture fixture) throws Exception {
        var got = new CompletableFuture<List<byte[]>>();
        fixture.probe().serve(Probe.COLLECT, new Collecting(got));
        var call = Exchange.open(fixture.channel(), Probe.COLLECT);
        IntStream.range(0, MANY).forEach(i -> call.send(numbered(i)));
        assertThat(call.end().only()).isEqualTo(Payload.text("got " + MANY));
        assertThat(got.join()).containsExactly(numbers());
    }

    private static void bothAtOnce(Fixture fixture) throws Exception {
        var call = Exchange.open(fixture.channel(), Probe.CHAT);
        IntStream.range(0, MANY).forEach(i -> call.send(numbered(i)));
        assertThat(call.end().all()).containsExactly(numbers());
    }

    private static void pingPong(Fixture fixture) throws Exception {
        var call = Exchange.open(fixture.channel(), Probe.CHAT);
        for (var i = 0; i < 500; i++) {
            assertThat(call.send(numbered(i)).next()).isEqualTo(numbered(i));
        }
        call.end().ends(Status.Code.OK);
    }

    private static void heedless(Fixture fixture) throws Exception {
        var message = Payload.noise(100_000);
        fixture.probe().serve(Probe.LIST, Handlers.atEnd((call, headers) -> {
            call.sendHeaders(new Metadata());
            IntStream.range(0, 100).forEach(i -> call.sendMessage(message));
            call.close(Status.OK, new Metadata());
        }));
        var call = Exchange.ask(fixture.channel(), Probe.LIST, Payload.text("all"));
        assertThat(call.all()).hasSize(100).allSatisfy(got -> assertThat(got).isEqualTo(message));
    }

    private static void empty(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(Probe.LIST, Handlers.atEnd((call, headers) -> call.close(Status.OK, new Metadata())))
                .serve(Probe.COLLECT, new Collecting(new CompletableFuture<>()));
        var channel = fixture.channel();
        assertThat(Exchange.ask(channel, Probe.LIST, Payload.text("all")).all()).isEmpty();
        assertThat(Exchange.open(channel, Probe.COLLECT).end().only()).isEqualTo(Payload.text("got 0"));
        assertThat(Exchange.open(channel, Probe.CHAT).end().all()).isEmpty();
    }

    private static void halfClose(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.atEnd((call, headers) -> {
            call.sendHeaders(new Metadata());
            IntStream.range(0, 100).forEach(i -> call.sendMessage(numbered(i)));
            call.close(Status.OK, new Metadata());
        }));
        var call = Exchange.open(fixture.channel(), Probe.TALK);
        IntStream.range(0, 10).forEach(i -> call.send(numbered(i)));
        assertThat(call.end().all()).hasSize(100);
        var seen = fixture.probe().seen();
        Await.until("the handler knows the end", () -> seen.completions().get() == 1);
        assertThat(seen.messages()).hasValue(10);
        assertThat(seen.events()).endsWith("onMessage", "onHalfClose", "onComplete");
    }

    private static void endsEarly(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(Probe.COLLECT, Handlers.each((call, message) -> Handlers.finish(call, Payload.text("enough"))))
                .serve(
                        Probe.TALK,
                        Handlers.each((call, message) ->
                                call.close(Status.ABORTED.withDescription("no more"), new Metadata())));
        var channel = fixture.channel();
        var well = Exchange.open(channel, Probe.COLLECT).send(Payload.text("first"));
        assertThat(well.only()).isEqualTo(Payload.text("enough"));
        var ill = Exchange.open(channel, Probe.TALK).send(Payload.text("first"));
        assertThat(ill.ends(Status.Code.ABORTED).getDescription()).isEqualTo("no more");
        var seen = fixture.probe().seen();
        Await.until("both handlers know the end", () -> seen.ends() == 2);
        // As far as the server is concerned it has said what it had to say.
        assertThat(seen.completions()).hasValue(2);
        assertThat(seen.halfCloses()).hasValue(0);
        Exchange.works(channel);
    }

    private static void earlyHeaders(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.atStart(call -> call.sendHeaders(new Metadata())));
        var call = Exchange.open(fixture.channel(), Probe.TALK);
        assertThat(call.headers().keys()).isNotEmpty();
        assertThat(call.isOpen()).isTrue();
    }

    private static void exactly(Fixture fixture) throws Exception {
        var served = new CompletableFuture<ServerCall<byte[], byte[]>>();
        fixture.probe().serve(Probe.COLLECT, Handlers.atStart(call -> {
            call.request(3);
            served.complete(call);
        }));
        var channel = fixture.channel();
        var call = Exchange.open(channel, Probe.COLLECT);
        IntStream.range(0, 10).forEach(i -> call.send(numbered(i)));
        call.end();
        var seen = fixture.probe().seen();
        Await.until("three have come", () -> seen.messages().get() == 3);
        Exchange.works(channel);
        assertThat(Await.settled(Duration.ofMillis(100), seen.messages()::get)).isEqualTo(3);
        served.join().request(1);
        served.join().request(1);
        Await.until("two more have come", () -> seen.messages().get() == 5);
        assertThat(Await.settled(Duration.ofMillis(100), seen.messages()::get)).isEqualTo(5);
        assertThat(seen.halfCloses()).hasValue(0);
        served.join().request(5);
        Await.until("the end has come", () -> seen.halfCloses().get() == 1);
        assertThat(seen.messages()).hasValue(10);
    }

    private static void endUnasked(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.COLLECT, Handlers.atStart(call -> call.request(3)));
        var call = Exchange.open(fixture.channel(), Probe.COLLECT);
        IntStream.range(0, 3).forEach(i -> call.send(numbered(i)));
        var seen = fixture.probe().seen();
        Await.until("all have come", () -> seen.messages().get() == 3);
        assertThat(seen.halfCloses()).hasValue(0);
        // In a frame of its own, which holds no message.
        call.end();
        Await.until("the end has come", () -> seen.halfCloses().get() == 1);
    }

    private static void readyOnce(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        var call = Exchange.open(fixture.channel(), Probe.TALK);
        Await.until("it has been told", () -> fixture.probe().seen().readies().get() > 0);
        IntStream.range(0, 50).forEach(i -> call.send(numbered(i)));
        call.end().ends(Status.Code.OK);
        // So little fits always.
        assertThat(fixture.probe().seen().readies()).hasValue(1);
    }

    private static void oneOfSeveral(Fixture fixture) throws Exception {
        var most = new AtomicInteger();
        var asked = new AtomicInteger();
        fixture.probe().serve(Probe.COLLECT, (call, headers) -> {
            asked.incrementAndGet();
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    most.accumulateAndGet(-asked.decrementAndGet(), Math::max);
                    // Asked for by somebody else a little later: what is delivered unasked shows till then.
                    Thread.startVirtualThread(() -> {
                        asked.incrementAndGet();
                        call.request(1);
                    });
                }

                @Override
                public void onHalfClose() {
                    Handlers.finish(call, Payload.text("done"));
                }
            };
        });
        var call = Exchange.open(fixture.channel(), Probe.COLLECT);
        IntStream.range(0, 1_000).forEach(i -> call.send(numbered(i)));
        call.end().ends(Status.Code.OK);
        assertThat(fixture.probe().seen().messages()).hasValue(1_000);
        assertThat(most).as("messages that nobody had asked for").hasValue(0);
    }

    private static void serially(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        var call = Exchange.open(fixture.channel(), Probe.TALK);
        IntStream.range(0, 2_000).forEach(i -> call.send(Payload.noise(i)));
        call.end().ends(Status.Code.OK);
        var seen = fixture.probe().seen();
        Await.until("the handler knows the end", () -> seen.completions().get() == 1);
        assertThat(seen.overlaps()).hasValue(0);
        assertThat(seen.strangers()).hasValue(0);
        assertThat(seen.cancels()).hasValue(0);
    }

    private static void otherThread(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.atStart(call -> {
            call.request(Integer.MAX_VALUE);
            Thread.startVirtualThread(() -> {
                call.sendHeaders(new Metadata());
                IntStream.range(0, MANY).forEach(i -> call.sendMessage(numbered(i)));
                call.close(Status.OK, new Metadata());
            });
        }));
        var call = Exchange.open(fixture.channel(), Probe.TALK);
        IntStream.range(0, 1_000).forEach(i -> call.send(numbered(i)));
        assertThat(call.all()).containsExactly(numbers());
    }

    private static byte[] numbered(int number) {
        return Payload.text("message " + number);
    }

    private static byte[][] numbers() {
        return IntStream.range(0, MANY).mapToObj(StreamingCases::numbered).toArray(byte[][]::new);
    }
}
