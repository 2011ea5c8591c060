package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a handler may end a call, and how it may not. */
final class StatusCases {

    private static final Metadata.Key<String> DETAIL = Metadata.Key.of("x-detail", Metadata.ASCII_STRING_MARSHALLER);
    private static final String RESETS = "it resets the stream, which tells the caller nothing";

    private StatusCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("each status arrives with its description", StatusCases::each),
                Case.of("a status may lack a description", StatusCases::bare),
                Case.of("a description arrives whatever its letters", StatusCases::descriptions),
                Case.of("a status may come with metadata and without a response", StatusCases::detailed),
                Case.of("an error may follow messages", StatusCases::afterMessages),
                Case.of("a status's cause stays here", StatusCases::cause),
                Case.of("OK without a response is INTERNAL", fixture -> noResponse(fixture, Status.Code.INTERNAL))
                        .onNetty(RESETS, fixture -> noResponse(fixture, Status.Code.CANCELLED)),
                Case.of(
                                "a second response to a unary call is INTERNAL",
                                fixture -> twice(fixture, Status.Code.INTERNAL))
                        .onNetty(RESETS, fixture -> twice(fixture, Status.Code.CANCELLED)),
                Case.of("a handler that misuses its call is told so", StatusCases::misuse),
                Case.of("a call that has been closed is not ready", StatusCases::closedNotReady));
    }

    private static Exchange closed(Fixture fixture, Status status, Metadata trailers) throws Exception {
        fixture.probe().serve(Probe.LIST, Handlers.atEnd((call, headers) -> call.close(status, trailers)));
        return Exchange.ask(fixture.channel(), Probe.LIST, Payload.text("?"));
    }

    private static void each(Fixture fixture) throws Exception {
        for (var code : Status.Code.values()) {
            var sent = code.toStatus().withDescription("that is " + code);
            var got = closed(fixture, sent, new Metadata()).ends(code);
            // Of success there is nothing to say.
            if (code != Status.Code.OK) {
                assertThat(got.getDescription()).isEqualTo(sent.getDescription());
            }
        }
    }

    private static void bare(Fixture fixture) throws Exception {
        for (var code : Status.Code.values()) {
            assertThat(closed(fixture, code.toStatus(), new Metadata())
                            .ends(code)
                            .getDescription())
                    .as("%s", code)
                    .isNull();
        }
    }

    private static void descriptions(Fixture fixture) throws Exception {
        var descriptions = Stream.of(
                "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n",
                "100% of 50%25 %zz %",
                " spaces at both ends ",
                "",
                IntStream.rangeClosed(0, 127).mapToObj(Character::toString).reduce("", String::concat),
                "x".repeat(4_000),
                "ä".repeat(1_000));
        for (var description : descriptions.toList()) {
            var got = closed(fixture, Status.DATA_LOSS.withDescription(description), new Metadata())
                    .ends(Status.Code.DATA_LOSS);
            assertThat(got.getDescription()).isEqualTo(description);
        }
    }

    private static void detailed(Fixture fixture) throws Exception {
        var trailers = new Metadata();
        trailers.put(DETAIL, "one");
        trailers.put(DETAIL, "two");
        var call = closed(fixture, Status.NOT_FOUND.withDescription("nobody"), trailers);
        assertThat(call.ends(Status.Code.NOT_FOUND).getDescription()).isEqualTo("nobody");
        assertThat(call.trailers().getAll(DETAIL)).containsExactly("one", "two");
        assertThat(call.hasHeaders()).isFalse();
    }

    private static void afterMessages(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.LIST, Handlers.atEnd((call, headers) -> {
            call.sendHeaders(new Metadata());
            IntStream.range(0, 100).forEach(i -> call.sendMessage(Payload.noise(i * 100)));
            var trailers = new Metadata();
            trailers.put(DETAIL, "why");
            call.close(Status.DATA_LOSS.withDescription("that was all"), trailers);
        }));
        var channel = fixture.channel();
        var call = Exchange.ask(channel, Probe.LIST, Payload.text("?"));
        assertThat(call.ends(Status.Code.DATA_LOSS).getDescription()).isEqualTo("that was all");
        assertThat(call.trailers().get(DETAIL)).isEqualTo("why");
        assertThat(call.received()).isEqualTo(100);
        Exchange.works(channel);
    }

    private static void cause(Fixture fixture) throws Exception {
        var status = Status.UNAVAILABLE.withDescription("later").withCause(new IllegalStateException(Probe.SECRET));
        var call = closed(fixture, status, new Metadata());
        assertThat(call.ends(Status.Code.UNAVAILABLE).toString() + call.trailers())
                .doesNotContain(Probe.SECRET);
    }

    private static void noResponse(Fixture fixture, Status.Code code) throws Exception {
        var handler = Handlers.atEnd((call, headers) -> call.close(Status.OK, new Metadata()));
        fixture.probe().serve(Probe.ASK, handler).serve(Probe.COLLECT, handler);
        var channel = fixture.channel();
        for (var method : List.of(Probe.ASK, Probe.COLLECT)) {
            Exchange.ask(channel, method, Payload.text("?")).ends(code);
            Exchange.works(channel);
        }
    }

    private static void twice(Fixture fixture, Status.Code code) throws Exception {
        var returned = new CompletableFuture<Boolean>();
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            call.sendHeaders(new Metadata());
            call.sendMessage(Payload.text("one"));
            call.sendMessage(Payload.text("two"));
            call.close(Status.OK, new Metadata());
            returned.complete(true);
        }));
        var channel = fixture.channel();
        Exchange.ask(channel, Probe.ASK, Payload.text("?")).ends(code);
        // Told of it, the handler could not do anything about it.
        Await.until("the handler has returned", returned::isDone);
        Exchange.works(channel);
    }

    private static void misuse(Fixture fixture) throws Exception {
        var told = new CompletableFuture<List<Throwable>>();
        fixture.probe().serve(Probe.TALK, Handlers.atEnd((call, headers) -> {
            var before = thrown(
                    () -> call.sendMessage(Payload.text("before headers")), () -> call.setCompression("unheard-of"));
            call.sendHeaders(new Metadata());
            var amid = thrown(() -> call.sendHeaders(new Metadata()), () -> call.setCompression("gzip"));
            call.sendMessage(Payload.text("in order"));
            call.close(Status.OK, new Metadata());
            var after = thrown(
                    () -> call.sendMessage(Payload.text("after close")),
                    () -> call.close(Status.OK, new Metadata()),
                    () -> call.sendHeaders(new Metadata()));
            told.complete(Stream.of(before, amid, after).flatMap(List::stream).toList());
        }));
        var channel = fixture.channel();
        assertThat(Exchange.ask(channel, Probe.TALK, Payload.text("?")).only()).isEqualTo(Payload.text("in order"));
        Exchange.works(channel);
        Await.until("the handler has tried", told::isDone);
        assertThat(told.join())
                .extracting(failure -> (Object) failure.getClass())
                .containsExactly(
                        IllegalStateException.class,
                        IllegalArgumentException.class,
                        IllegalStateException.class,
                        IllegalStateException.class,
                        IllegalStateException.class,
                        IllegalStateException.class,
                        IllegalStateException.class);
    }

    private static List<Throwable> thrown(ThrowingCallable... misuses) {
        return Arrays.stream(misuses)
                .map(misuse -> catchThrowable(misuse))
                .map(failure -> failure == null ? new AssertionError("let through") : failure)
                .toList();
    }

    private static void closedNotReady(Fixture fixture) throws Exception {
        var ready = new CompletableFuture<Boolean>();
        Consumer<ServerCall<byte[], byte[]>> closes = call -> {
            call.sendHeaders(new Metadata());
            call.close(Status.OK, new Metadata());
            ready.complete(call.isReady());
        };
        fixture.probe().serve(Probe.TALK, Handlers.atStart(closes));
        Exchange.open(fixture.channel(), Probe.TALK).ends(Status.Code.OK);
        Await.until("the handler has asked", ready::isDone);
        assertThat(ready).isCompletedWithValue(false);
    }
}
