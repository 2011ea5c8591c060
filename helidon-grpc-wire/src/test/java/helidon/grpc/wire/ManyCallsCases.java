package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What goes wrong once in a thousand times, or wears a connection out. */
final class ManyCallsCases {

    private ManyCallsCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("of 20,000 calls one after the other none is lost", ManyCallsCases::sequential),
                Case.of("10,000 calls are answered by other threads", ManyCallsCases::otherThreads),
                Case.of("9,000 client streams are ended early on a connection", ManyCallsCases::endedEarly),
                Case.of("1,000 cancels leave a stream beside them alone", ManyCallsCases::cancels),
                Case.of(
                        "200 cancels before any response leave a stream beside them alone",
                        ManyCallsCases::earlyCancels),
                Case.of("4,000 cancels that race the end leave a stream beside them alone", ManyCallsCases::races),
                Case.of("20 connections at once are served", ManyCallsCases::connections),
                Case.of("no more calls run at a time than the limit allows", ManyCallsCases::limited)
                        .with(GrpcWireConfig.builder().maxConcurrentStreams(10).build()),
                Case.of("256 streams at once go on side by side", ManyCallsCases::sideBySide));
    }

    private static void sequential(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        for (var i = 0; i < 20_000; i++) {
            var message = Payload.text("call " + i);
            assertThat(Exchange.ask(channel, Probe.ECHO, message).only()).isEqualTo(message);
        }
    }

    private static void otherThreads(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(
                        Probe.ASK,
                        Handlers.atEnd((call, headers) ->
                                Thread.startVirtualThread(() -> Handlers.finish(call, Payload.text("from afar")))));
        var channel = fixture.channel();
        for (var i = 0; i < 100; i++) {
            var calls = Stream.generate(() -> Exchange.ask(channel, Probe.ASK, Payload.text("?")))
                    .limit(100)
                    .toList();
            for (var call : calls) {
                assertThat(call.only()).isEqualTo(Payload.text("from afar"));
            }
        }
        var seen = fixture.probe().seen();
        Await.until("each handler knows the end", () -> seen.completions().get() == 10_000);
        assertThat(seen.cancels()).hasValue(0);
        assertThat(seen.overlaps()).hasValue(0);
    }

    private static void endedEarly(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(
                        Probe.COLLECT,
                        Handlers.each((call, message) ->
                                call.close(Status.ABORTED.withDescription("enough"), new Metadata())));
        var channel = fixture.channel();
        for (var i = 0; i < 9_000; i++) {
            var call = Exchange.open(channel, Probe.COLLECT).send(Payload.text("first"));
            call.ends(Status.Code.ABORTED);
        }
        Exchange.works(channel);
        var seen = fixture.probe().seen();
        Await.until("each handler knows the end", () -> seen.ends() == 9_000);
    }

    private static void cancels(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        var channel = fixture.channel();
        var beside = Exchange.open(channel, Probe.CHAT);
        for (var i = 0; i < 1_000; i++) {
            var call = Exchange.open(channel, Probe.TALK).send(Payload.text("first"));
            call.next();
            call.cancel();
            assertThat(beside.send(Payload.text("go on")).next()).isEqualTo(Payload.text("go on"));
        }
        beside.end().ends(Status.Code.OK);
        allCancelled(fixture, 1_000);
    }

    private static void earlyCancels(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.blocked());
        var channel = fixture.channel();
        var beside = Exchange.open(channel, Probe.CHAT);
        for (var i = 1; i <= 200; i++) {
            var call = Exchange.ask(channel, Probe.ASK, Payload.text("?"));
            var started = i;
            Await.until("it has started", () -> fixture.probe().seen().starts().get() == started);
            call.cancel();
            assertThat(beside.send(Payload.text("go on")).next()).isEqualTo(Payload.text("go on"));
        }
        beside.end().ends(Status.Code.OK);
        allCancelled(fixture, 200);
    }

    private static void allCancelled(Fixture fixture, int calls) throws Exception {
        var seen = fixture.probe().seen();
        Await.until("all have been cancelled", () -> seen.cancels().get() == calls && seen.contextCancels() == calls);
        assertThat(seen.completions()).hasValue(0);
    }

    private static void races(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(
                        Probe.ASK,
                        Handlers.atEnd((call, headers) ->
                                Thread.startVirtualThread(() -> Handlers.finish(call, Payload.text("done")))));
        var channel = fixture.channel();
        var beside = Exchange.open(channel, Probe.CHAT);
        var random = new Random(3);
        for (var i = 0; i < 4_000; i++) {
            var call = Exchange.ask(channel, Probe.ASK, Payload.text("?"));
            var moment = System.nanoTime() + random.nextInt(500_000);
            while (System.nanoTime() - moment < 0) {
                Thread.onSpinWait();
            }
            call.cancel();
            if (i % 100 == 0) {
                assertThat(beside.send(Payload.text("go on")).next()).isEqualTo(Payload.text("go on"));
            }
        }
        beside.end().ends(Status.Code.OK);
        Exchange.works(channel);
        var seen = fixture.probe().seen();
        Await.until(
                "each handler knows the end", () -> seen.ends() == seen.starts().get());
        // Some of either, or nothing has been raced.
        assertThat(seen.cancels()).hasPositiveValue();
        assertThat(seen.completions()).hasPositiveValue();
        Await.until(
                "each Context has ended",
                () -> seen.causes().size() == seen.starts().get());
    }

    private static void connections(Fixture fixture) throws Exception {
        var channels = Stream.generate(fixture::channel).limit(20).toList();
        for (var round = 0; round < 20; round++) {
            var calls = channels.stream()
                    .flatMap(channel -> Stream.generate(() -> Exchange.ask(channel, Probe.ECHO, Payload.noise(20_000)))
                            .limit(5))
                    .toList();
            for (var call : calls) {
                assertThat(call.only()).isEqualTo(Payload.noise(20_000));
            }
        }
    }

    private static void limited(Fixture fixture) throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var full = new CountDownLatch(10);
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            full.countDown();
            Await.quietly(full);
            // Before the answer: with it the client starts another one.
            running.decrementAndGet();
            Handlers.finish(call, Payload.text("done"));
        }));
        var channel = fixture.channel();
        // The first has the connection's settings arrive.
        Exchange.works(channel);
        var calls = Stream.generate(() -> Exchange.ask(channel, Probe.ASK, Payload.text("?")))
                .limit(300)
                .toList();
        for (var call : calls) {
            assertThat(call.only()).isEqualTo(Payload.text("done"));
        }
        assertThat(most).hasValue(10);
    }

    private static void sideBySide(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        var channel = fixture.channel();
        var calls = new ArrayList<Exchange>();
        for (var i = 0; i < fixture.limits().maxConcurrentStreams(); i++) {
            calls.add(Exchange.open(channel, Probe.TALK));
        }
        for (var round = 0; round < 10; round++) {
            var message = Payload.noise(1_000 + round);
            calls.forEach(call -> call.send(message));
            for (var call : calls) {
                assertThat(call.next()).isEqualTo(message);
            }
        }
        calls.forEach(Exchange::end);
        for (var call : calls) {
            call.ends(Status.Code.OK);
        }
        assertThat(fixture.probe().seen().overlaps()).hasValue(0);
    }
}
