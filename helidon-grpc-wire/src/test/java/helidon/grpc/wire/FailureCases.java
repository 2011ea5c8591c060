package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Handlers that throw. */
final class FailureCases {

    private static final Map<String, Supplier<Throwable>> THROWN = Map.of(
            "a RuntimeException", () -> new IllegalArgumentException(Probe.SECRET),
            "a checked exception", () -> new IOException(Probe.SECRET),
            "an Error", () -> new AssertionError(Probe.SECRET),
            "an overflow", StackOverflowError::new);
    private static final String ERRORS = "what waits for the listener when it throws an Error may wait forever";
    private static final String GOES_ON = "it goes on calling the listener, whose next message breaks the connection";
    private static final String UNKNOWN_IS = " is answered with UNKNOWN and its text stays here";

    private FailureCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("what is thrown in startCall" + UNKNOWN_IS, fixture -> ended(fixture, "startCall")),
                Case.of("what is thrown in onReady" + UNKNOWN_IS, fixture -> ended(fixture, "onReady"))
                        .onNetty(GOES_ON, fixture -> answered(fixture, new Throwing("onReady", false))),
                Case.of("what is thrown in onMessage" + UNKNOWN_IS, fixture -> ended(fixture, "onMessage"))
                        .onNetty(ERRORS, fixture -> answered(fixture, new Throwing("onMessage"))),
                Case.of("what is thrown in onHalfClose" + UNKNOWN_IS, fixture -> ended(fixture, "onHalfClose"))
                        .onNetty(ERRORS, fixture -> answered(fixture, new Throwing("onHalfClose"))),
                Case.of("a status thrown in startCall is the call's", FailureCases::statusInStartCall),
                Case.of("a status that led to what startCall throws stays here", FailureCases::nestedStatus)
                        .onNetty("it takes a status from among the causes", FailureCases::nestedStatusTold),
                Case.of("a status thrown in a listener" + UNKNOWN_IS, fixture -> statusInListener(fixture, true))
                        .onNetty(GOES_ON, fixture -> statusInListener(fixture, false)),
                Case.of("what is thrown in onComplete harms nobody", FailureCases::inOnComplete),
                Case.of("what is thrown in onCancel harms nobody", FailureCases::inOnCancel),
                Case.of("a handler that throws after messages has sent them", FailureCases::afterMessages),
                Case.of("a request that the marshaller cannot read is UNKNOWN", FailureCases::unreadable),
                Case.of(
                                "a response that the marshaller cannot write is INTERNAL",
                                fixture -> unwritable(fixture, Status.Code.INTERNAL))
                        .onNetty(
                                "it resets the stream, which tells the caller nothing",
                                fixture -> unwritable(fixture, Status.Code.CANCELLED)));
    }

    private static StatusRuntimeException status() {
        return Status.INVALID_ARGUMENT.withDescription(Probe.SECRET).asRuntimeException();
    }

    private static void ended(Fixture fixture, String place) throws Exception {
        answered(fixture, new Throwing(place));
        var seen = fixture.probe().seen();
        Await.until(
                "each Context has ended",
                () -> seen.causes().size() == seen.starts().get());
    }

    private static void answered(Fixture fixture, Throwing handler) throws Exception {
        fixture.probe().serve(Probe.TALK, handler).serve(Probe.ASK, handler);
        var channel = fixture.channel();
        var beside = Exchange.open(channel, Probe.CHAT).send(Payload.text("first"));
        for (var thrown : THROWN.entrySet()) {
            handler.failure().set(Optional.of(thrown.getValue()));
            for (var method : List.of(Probe.TALK, Probe.ASK)) {
                var call = Exchange.ask(channel, method, Payload.text("?"));
                unknown(thrown.getKey(), call);
                Exchange.works(channel);
            }
        }
        assertThat(beside.next()).isEqualTo(Payload.text("first"));
        beside.end().ends(Status.Code.OK);
    }

    private static void unknown(String thrown, Exchange call) throws Exception {
        assertThat(call.status().getCode()).as(thrown).isEqualTo(Status.Code.UNKNOWN);
        assertThat(call.status().toString() + call.trailers()).as(thrown).doesNotContain(Probe.SECRET);
    }

    private static void statusInStartCall(Fixture fixture) throws Exception {
        var handler = new Throwing("startCall");
        handler.failure()
                .set(Optional.of(() -> Status.UNAUTHENTICATED
                        .withDescription("who are you?")
                        .withCause(new IllegalStateException(Probe.SECRET))
                        .asRuntimeException()));
        fixture.probe().serve(Probe.ASK, handler);
        var channel = fixture.channel();
        var call = Exchange.ask(channel, Probe.ASK, Payload.text("?"));
        // It is meant for the client, and thrown by interceptors that cannot close the call.
        assertThat(call.ends(Status.Code.UNAUTHENTICATED).getDescription()).isEqualTo("who are you?");
        Exchange.works(channel);
    }

    private static void nestedStatus(Fixture fixture) throws Exception {
        unknown("nested", askedForNested(fixture));
    }

    private static void nestedStatusTold(Fixture fixture) throws Exception {
        assertThat(askedForNested(fixture).ends(Status.Code.INVALID_ARGUMENT).getDescription())
                .isEqualTo(Probe.SECRET);
    }

    /** As when a call to another service has failed, whose words are meant for this one. */
    private static Exchange askedForNested(Fixture fixture) {
        var handler = new Throwing("startCall");
        handler.failure().set(Optional.of(() -> new IllegalStateException(status())));
        fixture.probe().serve(Probe.ASK, handler);
        return Exchange.ask(fixture.channel(), Probe.ASK, Payload.text("?"));
    }

    private static void statusInListener(Fixture fixture, boolean goesOn) throws Exception {
        var channel = fixture.channel();
        for (var place : List.of("onReady", "onMessage", "onHalfClose")) {
            var handler = new Throwing(place, goesOn);
            handler.failure().set(Optional.of(FailureCases::status));
            fixture.probe().serve(Probe.TALK, handler);
            unknown(place, Exchange.ask(channel, Probe.TALK, Payload.text("?")));
            Exchange.works(channel);
        }
    }

    private static void inOnComplete(Fixture fixture) throws Exception {
        var handler = new Throwing("onComplete");
        fixture.probe().serve(Probe.TALK, handler);
        var channel = fixture.channel();
        for (var thrown : THROWN.values()) {
            handler.failure().set(Optional.of(thrown));
            assertThat(Exchange.ask(channel, Probe.TALK, Payload.text("?")).only())
                    .isEqualTo(Payload.text("?"));
            Exchange.works(channel);
        }
        var seen = fixture.probe().seen();
        Await.until("each Context has ended", () -> seen.causes().size() == THROWN.size());
        assertThat(seen.completions()).hasValue(THROWN.size());
        assertThat(seen.cancels()).hasValue(0);
    }

    private static void inOnCancel(Fixture fixture) throws Exception {
        var handler = new Throwing("onCancel");
        fixture.probe().serve(Probe.TALK, handler);
        var channel = fixture.channel();
        for (var thrown : THROWN.values()) {
            handler.failure().set(Optional.of(thrown));
            var call = Exchange.open(channel, Probe.TALK).send(Payload.text("?"));
            call.next();
            call.cancel();
            Exchange.works(channel);
        }
        var seen = fixture.probe().seen();
        Await.until("each Context has ended", () -> seen.causes().size() == THROWN.size());
        assertThat(seen.cancels()).hasValue(THROWN.size());
        assertThat(seen.completions()).hasValue(0);
    }

    private static void afterMessages(Fixture fixture) throws Exception {
        var handler = new Throwing("onHalfClose");
        handler.failure().set(Optional.of(() -> new IllegalStateException(Probe.SECRET)));
        fixture.probe().serve(Probe.TALK, handler);
        var channel = fixture.channel();
        var call = Exchange.open(channel, Probe.TALK);
        for (var i = 0; i < 50; i++) {
            call.send(Payload.noise(1_000));
        }
        unknown("after messages", call.end());
        assertThat(call.received()).isEqualTo(50);
        Exchange.works(channel);
    }

    private static void unreadable(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.echo()).serve(Probe.TALK, Handlers.echo());
        var channel = fixture.channel();
        for (var method : List.of(Probe.ASK, Probe.TALK)) {
            unknown(method.getFullMethodName(), Exchange.ask(channel, method, Probe.UNREADABLE));
            Exchange.works(channel);
        }
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    private static void unwritable(Fixture fixture, Status.Code code) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.echo()).serve(Probe.TALK, Handlers.echo());
        var channel = fixture.channel();
        for (var method : List.of(Probe.ASK, Probe.TALK)) {
            var call = Exchange.ask(channel, method, Probe.UNWRITABLE);
            assertThat(call.ends(code).toString() + call.trailers()).doesNotContain(Probe.SECRET);
            Exchange.works(channel);
        }
        var seen = fixture.probe().seen();
        Await.until("both handlers know the end", () -> seen.ends() == 2);
    }
}
