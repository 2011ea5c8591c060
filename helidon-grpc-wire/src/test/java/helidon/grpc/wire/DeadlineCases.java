package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a call may take, as its client says in grpc-timeout. */
final class DeadlineCases {

    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    private DeadlineCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a handler sees its client's deadline", DeadlineCases::seen),
                Case.of("a call without a deadline has none", DeadlineCases::none),
                Case.of("a timeout may be given in each unit", DeadlineCases::units),
                Case.of("a timeout of eight digits does not overflow", DeadlineCases::eightDigits),
                Case.of("a deadline cancels Context and call once", DeadlineCases::cancels),
                ended("the server itself ends a call at its deadline", DeadlineCases::ends),
                ended("a deadline ends a call whose handler is blocked", DeadlineCases::blocked),
                ended("a deadline ends a stream that has begun", DeadlineCases::begun),
                ended("a call whose deadline is past does not reach its method", DeadlineCases::past),
                Case.of("a timeout that is none ends its call alone", DeadlineCases::malformed),
                Case.of("a call that was in time is not cancelled later", DeadlineCases::inTime),
                Case.of("a stream that was in time is not cancelled later", DeadlineCases::streamInTime),
                Case.of("1,000 calls with a deadline are served beside each other", DeadlineCases::many));
    }

    /** Drives a call over its deadline, which ends it with this code. */
    private interface Overdue {
        void run(Fixture fixture, Status.Code code) throws Exception;
    }

    private static Case ended(String name, Overdue call) {
        return Case.of(name, fixture -> call.run(fixture, Status.Code.DEADLINE_EXCEEDED))
                .onNetty(
                        "it resets the stream, which tells a client without a deadline nothing",
                        fixture -> call.run(fixture, Status.Code.CANCELLED));
    }

    private static Metadata timeout(String value) {
        var headers = new Metadata();
        headers.put(TIMEOUT, value);
        return headers;
    }

    /** A channel that is connected already, for deadlines that are short. */
    private static ManagedChannel connected(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        Exchange.works(channel);
        return channel;
    }

    private static Optional<Deadline> deadline(Fixture fixture, Metadata headers) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.says("ok"));
        fixture.probe().seen().deadlines().clear();
        Exchange.ask(fixture.channel(), Probe.ASK, headers).ends(Status.Code.OK);
        return fixture.probe().seen().deadlines().remove();
    }

    private static void seen(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.says("ok"));
        Exchange.ask(
                        fixture.channel(),
                        Probe.ASK,
                        CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(100)),
                        Payload.text("?"))
                .ends(Status.Code.OK);
        var deadline = fixture.probe().seen().deadlines().remove().orElseThrow();
        assertThat(deadline.timeRemaining(TimeUnit.SECONDS)).isBetween(90L, 100L);
    }

    private static void none(Fixture fixture) throws Exception {
        assertThat(deadline(fixture, new Metadata())).isEmpty();
    }

    private static void units(Fixture fixture) throws Exception {
        var timeouts = Map.of(
                "3H", Duration.ofHours(3),
                "7M", Duration.ofMinutes(7),
                "60S", Duration.ofSeconds(60),
                "60000m", Duration.ofSeconds(60),
                "60000000u", Duration.ofSeconds(60),
                "0060S", Duration.ofSeconds(60));
        for (var timeout : timeouts.entrySet()) {
            var left =
                    deadline(fixture, timeout(timeout.getKey())).orElseThrow().timeRemaining(TimeUnit.MILLISECONDS);
            assertThat(left)
                    .as(timeout.getKey())
                    .isBetween(
                            timeout.getValue().minusSeconds(10).toMillis(),
                            timeout.getValue().toMillis());
        }
        fixture.probe().serve(Probe.ASK, Handlers.silent());
        // Eight digits of nanoseconds are a tenth of a second.
        Exchange.ask(fixture.channel(), Probe.ASK, timeout("90000000n"));
        Await.until(
                "the deadline has passed",
                () -> fixture.probe().seen().cancels().get() == 1);
    }

    private static void eightDigits(Fixture fixture) throws Exception {
        for (var timeout : List.of("99999999S", "99999999M", "99999999H")) {
            var left = deadline(fixture, timeout(timeout)).orElseThrow().timeRemaining(TimeUnit.DAYS);
            assertThat(left).as(timeout).isGreaterThan(1_000);
        }
    }

    private static void cancels(Fixture fixture) throws Exception {
        var served = new CompletableFuture<ServerCall<byte[], byte[]>>();
        fixture.probe().serve(Probe.ASK, Handlers.atStart(call -> {
            call.request(2);
            served.complete(call);
        }));
        var channel = connected(fixture);
        Exchange.ask(channel, Probe.ASK, timeout("200m")).status();
        var seen = fixture.probe().seen();
        Await.until("onCancel has been called", () -> seen.cancels().get() > 0);
        Await.until("the Context has been cancelled", () -> seen.contextCancels() > 0);
        assertThat(seen.causes().remove()).containsInstanceOf(TimeoutException.class);
        assertThat(served.join().isCancelled()).isTrue();
        // What is too late is dropped without a word.
        served.join().sendHeaders(new Metadata());
        served.join().sendMessage(Payload.text("late"));
        served.join().close(Status.OK, new Metadata());
        Exchange.works(channel);
        assertThat(seen.cancels()).hasValue(1);
        assertThat(seen.completions()).hasValue(0);
    }

    private static void ends(Fixture fixture, Status.Code code) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.silent());
        var channel = connected(fixture);
        var start = System.nanoTime();
        Exchange.ask(channel, Probe.ASK, timeout("300m")).ends(code);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
        Exchange.works(channel);
    }

    private static void blocked(Fixture fixture, Status.Code code) throws Exception {
        var over = new CountDownLatch(1);
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            // Deaf to Context and interruption, as a driver of a database may be.
            Await.quietly(over);
            Handlers.finish(call, Payload.text("late"));
        }));
        var channel = connected(fixture);
        try {
            Exchange.ask(channel, Probe.ASK, timeout("200m")).ends(code);
            Await.until(
                    "the Context has been cancelled",
                    () -> fixture.probe().seen().contextCancels() == 1);
            Exchange.works(channel);
        } finally {
            over.countDown();
        }
        Await.until(
                "onCancel has been called",
                () -> fixture.probe().seen().cancels().get() == 1);
    }

    private static void begun(Fixture fixture, Status.Code code) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        var channel = connected(fixture);
        var call = Exchange.open(channel, Probe.TALK, CallOptions.DEFAULT, timeout("800m"));
        assertThat(call.send(Payload.text("in time")).next()).isEqualTo(Payload.text("in time"));
        call.ends(code);
        Await.until(
                "onCancel has been called",
                () -> fixture.probe().seen().cancels().get() == 1);
        Exchange.works(channel);
    }

    private static void past(Fixture fixture, Status.Code code) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.says("ok"));
        var channel = fixture.channel();
        Exchange.ask(channel, Probe.ASK, timeout("0n")).ends(code);
        Exchange.works(channel);
        assertThat(fixture.probe().seen().messages()).hasValue(0);
        assertThat(fixture.probe().seen().halfCloses()).hasValue(0);
    }

    private static void malformed(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.says("ok"));
        var channel = fixture.channel();
        var other = Exchange.open(channel, Probe.CHAT).send(Payload.text("first"));
        assertThat(other.next()).isEqualTo(Payload.text("first"));
        for (var value : List.of("", "5", "S", "-1S", "1x", "1.5S", "123456789S", "1s", "soon")) {
            var call = Exchange.ask(channel, Probe.ASK, timeout(value));
            assertThat(call.status().isOk()).as("'%s'", value).isFalse();
        }
        assertThat(fixture.probe().seen().messages()).hasValue(0);
        assertThat(other.send(Payload.text("second")).next()).isEqualTo(Payload.text("second"));
    }

    private static void inTime(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.says("ok"));
        Exchange.ask(connected(fixture), Probe.ASK, timeout("800m")).ends(Status.Code.OK);
        notCancelled(fixture);
    }

    private static void streamInTime(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.TALK, Handlers.echo());
        Exchange.open(connected(fixture), Probe.TALK, CallOptions.DEFAULT, timeout("800m"))
                .send(Payload.text("quick"))
                .end()
                .ends(Status.Code.OK);
        notCancelled(fixture);
    }

    private static void notCancelled(Fixture fixture) throws Exception {
        var seen = fixture.probe().seen();
        Await.until("the handler knows the end", () -> seen.completions().get() == 1);
        var deadline = seen.deadlines().remove().orElseThrow();
        var after = deadline.offset(100, TimeUnit.MILLISECONDS);
        Await.until("the deadline is past", after::isExpired);
        assertThat(seen.contextCancels()).isZero();
        assertThat(seen.cancels()).hasValue(0);
        assertThat(seen.completions()).hasValue(1);
    }

    private static void many(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.silent());
        var channel = fixture.channel();
        var calls = new ArrayList<Exchange>();
        for (var i = 0; i < 1_000; i++) {
            // A few hundred at a time are waiting for their deadlines.
            calls.add(Exchange.ask(
                    channel,
                    i % 2 == 0 ? Probe.ASK : Probe.ECHO,
                    CallOptions.DEFAULT.withDeadlineAfter(Duration.ofMillis(i % 2 == 0 ? 100 + i / 2 : 20_000)),
                    Payload.text("?")));
        }
        for (var i = 0; i < calls.size(); i++) {
            calls.get(i).ends(i % 2 == 0 ? Status.Code.DEADLINE_EXCEEDED : Status.Code.OK);
        }
        var seen = fixture.probe().seen();
        Await.until(
                "each has been cancelled",
                () -> seen.cancels().get() == seen.starts().get());
        assertThat(seen.contextCancels()).isEqualTo(seen.starts().get());
    }
}
