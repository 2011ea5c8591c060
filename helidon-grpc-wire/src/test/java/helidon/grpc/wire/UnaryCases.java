package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import java.util.List;
import java.util.stream.Stream;

/** One request, one response. */
final class UnaryCases {

    private UnaryCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a message comes back as it was sent", fixture -> echoes(fixture, Payload.text("hello"))),
                Case.of("an empty message is a message", fixture -> echoes(fixture, new byte[0])),
                Case.of("3 MB go both ways", fixture -> echoes(fixture, Payload.noise(3_000_000))),
                Case.of("messages about as long as frames and windows come back whole", UnaryCases::lengths),
                Case.of("50 responses of 300 KB at once arrive whole", UnaryCases::manyLongResponses),
                Case.of("a unary handler is told of each event once and in order", UnaryCases::events),
                Case.of("a handler may answer before it has read the request", UnaryCases::answersUnread),
                Case.of("startCall may end the call without reading it", UnaryCases::endsInStartCall),
                Case.of("startCall may ask for the request later, and from another thread", UnaryCases::requestsLater),
                Case.of("a unary call without a request is the handler's to refuse", UnaryCases::noRequest),
                Case.of("a second request to a unary method is INTERNAL", UnaryCases::twoRequests)
                        .onNetty(
                                "it resets the stream, which tells the caller nothing",
                                fixture -> twoRequests(fixture, Status.Code.CANCELLED)),
                Case.of("a call is told its method and that its line is not secure", UnaryCases::aboutTheCall));
    }

    private static void echoes(Fixture fixture, byte[] message) throws Exception {
        var echo = Exchange.ask(fixture.channel(), Probe.ECHO, message);
        assertThat(echo.only()).isEqualTo(message);
    }

    private static void lengths(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        for (var about : List.of(0, 16_384, 32_768, 65_535, 131_072)) {
            for (var length = Math.max(0, about - 10); length <= about + 10; length++) {
                var message = Payload.noise(length);
                var echo = Exchange.ask(channel, Probe.ECHO, message);
                assertThat(echo.only()).as("%d bytes", length).isEqualTo(message);
            }
        }
    }

    private static void manyLongResponses(Fixture fixture) throws Exception {
        var response = Payload.noise(300_000);
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> Handlers.finish(call, response)));
        var channel = fixture.channel();
        var calls = Stream.generate(() -> Exchange.ask(channel, Probe.ASK, Payload.text("more")))
                .limit(50)
                .toList();
        for (var call : calls) {
            assertThat(call.only()).isEqualTo(response);
        }
    }

    private static void events(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.says("yes"));
        Exchange.ask(fixture.channel(), Probe.ASK, Payload.text("?")).ends(Status.Code.OK);
        var seen = fixture.probe().seen();
        Await.until("the handler knows the end", () -> seen.ends() > 0);
        // When it is ready is the transport's own affair, and nobody's before the answer in a unary call.
        assertThat(seen.events())
                .filteredOn(event -> !event.equals("onReady"))
                .containsExactly("onMessage", "onHalfClose", "onComplete");
        assertThat(seen.readies()).hasValue(1);
        Await.until("its Context has ended", () -> !seen.causes().isEmpty());
        assertThat(seen.contextCancels()).isZero();
    }

    private static void answersUnread(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(Probe.ASK, Handlers.atStart(call -> Handlers.finish(call, Payload.text("I know already"))));
        var channel = fixture.channel();
        var call = Exchange.ask(channel, Probe.ASK, Payload.noise(200_000));
        assertThat(call.only()).isEqualTo(Payload.text("I know already"));
        Exchange.works(channel);
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    private static void endsInStartCall(Fixture fixture) throws Exception {
        var refusal = Handlers.atStart(
                call -> call.close(Status.UNAUTHENTICATED.withDescription("who are you?"), new Metadata()));
        var methods = List.of(Probe.ASK, Probe.COLLECT, Probe.TALK, Probe.LIST);
        methods.forEach(method -> fixture.probe().serve(method, refusal));
        var channel = fixture.channel();
        for (var method : methods) {
            var call = Exchange.ask(channel, method, Payload.noise(100_000));
            assertThat(call.ends(Status.Code.UNAUTHENTICATED).getDescription()).isEqualTo("who are you?");
            Exchange.works(channel);
        }
        var seen = fixture.probe().seen();
        Await.until("each handler knows the end", () -> seen.ends() == methods.size());
        assertThat(seen.messages()).hasValue(0);
    }

    private static void requestsLater(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, (call, headers) -> {
            Thread.startVirtualThread(() -> call.request(2));
            return Handlers.says("at last").startCall(call, headers);
        });
        var call = Exchange.ask(fixture.channel(), Probe.ASK, Payload.text("please"));
        assertThat(call.only()).isEqualTo(Payload.text("at last"));
    }

    private static void noRequest(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(
                        Probe.ASK,
                        Handlers.atEnd((call, headers) ->
                                call.close(Status.INTERNAL.withDescription("no request"), new Metadata())));
        var channel = fixture.channel();
        var call = Exchange.open(channel, Probe.method("Ask", MethodType.CLIENT_STREAMING))
                .end();
        assertThat(call.ends(Status.Code.INTERNAL).getDescription()).isEqualTo("no request");
        Exchange.works(channel);
    }

    private static void twoRequests(Fixture fixture) throws Exception {
        twoRequests(fixture, Status.Code.INTERNAL);
    }

    private static void twoRequests(Fixture fixture, Status.Code code) throws Exception {
        fixture.probe().serve(Probe.ASK, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        }));
        var channel = fixture.channel();
        var call = Exchange.open(
                        channel, Probe.method("Ask", MethodType.CLIENT_STREAMING), CallOptions.DEFAULT, new Metadata())
                .send(Payload.text("one"))
                .send(Payload.text("two"))
                .end();
        call.ends(code);
        assertThat(call.received()).isZero();
        Exchange.works(channel);
    }

    private static void aboutTheCall(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(
                        Probe.ASK,
                        Handlers.tells(
                                (call, headers) -> call.getMethodDescriptor().getFullMethodName() + " "
                                        + call.getSecurityLevel() + " " + call.isCancelled()));
        var call = Exchange.ask(fixture.channel(), Probe.ASK, Payload.text("?"));
        assertThat(call.text()).isEqualTo("probe.Probe/Ask NONE false");
    }
}
