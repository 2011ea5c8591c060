package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Header fields and trailers, and what a call says about its peer. */
final class CallMetadataCases {

    private static final Metadata.Key<String> TEXT = Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BYTES = Metadata.Key.of("x-bytes-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> AGENT = Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER);
    private static final String PRINTABLE =
            IntStream.rangeClosed('!', '~').mapToObj(Character::toString).reduce("a ", String::concat);

    private CallMetadataCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("values of a key come back in order, in headers and trailers", CallMetadataCases::several),
                Case.of("binary values come back, each byte and none", CallMetadataCases::binary),
                Case.of("all printable characters come back, commas too", CallMetadataCases::printable),
                Case.of("metadata of changing length is kept apart on a connection", CallMetadataCases::changing),
                Case.of("40 KB of response headers and trailers arrive", CallMetadataCases::longResponse),
                Case.of("a description that needs several frames arrives", CallMetadataCases::longDescription),
                Case.of("request metadata below the limit arrives", CallMetadataCases::belowLimit),
                Case.of("request metadata over the limit fails this call alone", CallMetadataCases::overLimit),
                Case.of("a call knows its authority", CallMetadataCases::authority),
                Case.of("a call knows both ends of its connection", CallMetadataCases::addresses),
                Case.of("a call knows its client's user agent", CallMetadataCases::agent),
                Case.of(
                        "an unknown method is UNIMPLEMENTED however it streams",
                        fixture -> unknown(fixture, "probe.Probe/Unknown")),
                Case.of(
                        "an unknown service is UNIMPLEMENTED however it streams",
                        fixture -> unknown(fixture, "probe.Unknown/Echo")),
                Case.of("a method's name is case-sensitive", fixture -> unknown(fixture, "probe.Probe/echo")));
    }

    /** A call of a method that sends the request's metadata back, in headers and in trailers. */
    private static Exchange mirrored(Fixture fixture, Channel channel, Metadata sent) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            call.sendHeaders(copy(headers));
            call.sendMessage(Payload.text("see there"));
            call.close(Status.OK, copy(headers));
        }));
        var call = Exchange.ask(channel, Probe.ASK, sent);
        call.ends(Status.Code.OK);
        return call;
    }

    private static Metadata copy(Metadata headers) {
        var copy = new Metadata();
        Optional.ofNullable(headers.getAll(TEXT)).ifPresent(values -> values.forEach(value -> copy.put(TEXT, value)));
        Optional.ofNullable(headers.getAll(BYTES)).ifPresent(values -> values.forEach(value -> copy.put(BYTES, value)));
        return copy;
    }

    private static void mirrors(Fixture fixture, Metadata sent) throws Exception {
        var call = mirrored(fixture, fixture.channel(), sent);
        for (var got : List.of(call.headers(), call.trailers())) {
            assertThat(texts(got)).isEqualTo(texts(sent));
            assertThat(bytes(got)).containsExactly(bytes(sent).toArray(byte[][]::new));
        }
    }

    private static List<String> texts(Metadata metadata) {
        return Stream.ofNullable(metadata.getAll(TEXT))
                .flatMap(CallMetadataCases::stream)
                .toList();
    }

    private static List<byte[]> bytes(Metadata metadata) {
        return Stream.ofNullable(metadata.getAll(BYTES))
                .flatMap(CallMetadataCases::stream)
                .toList();
    }

    private static <T> Stream<T> stream(Iterable<T> values) {
        return StreamSupport.stream(values.spliterator(), false);
    }

    private static Metadata text(String... values) {
        var metadata = new Metadata();
        Stream.of(values).forEach(value -> metadata.put(TEXT, value));
        return metadata;
    }

    private static void several(Fixture fixture) throws Exception {
        var sent = text("one", "two, with a comma", "", "one");
        sent.put(BYTES, new byte[] {1, 2, 3});
        sent.put(BYTES, new byte[] {4});
        mirrors(fixture, sent);
    }

    private static void binary(Fixture fixture) throws Exception {
        var every = new byte[256];
        IntStream.range(0, 256).forEach(i -> every[i] = (byte) i);
        var sent = new Metadata();
        sent.put(BYTES, every);
        // Each length modulo 3, for base64's padding.
        IntStream.range(0, 4).forEach(length -> sent.put(BYTES, Payload.noise(length)));
        mirrors(fixture, sent);
    }

    private static void printable(Fixture fixture) throws Exception {
        mirrors(fixture, text(PRINTABLE, "a,b,,c", ",", "in  between"));
    }

    private static void changing(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        for (var i = 0; i < 500; i++) {
            // HPACK's table of 4 KB is filled and emptied over and over.
            var sent = text("value " + i, "v".repeat(i * 7 % 3_000), "again");
            var call = mirrored(fixture, channel, sent);
            assertThat(texts(call.headers())).isEqualTo(texts(sent));
            assertThat(texts(call.trailers())).isEqualTo(texts(sent));
        }
    }

    private static NettyChannelBuilder patient(Fixture fixture) {
        return NettyChannelBuilder.forAddress("127.0.0.1", fixture.port())
                .usePlaintext()
                .maxInboundMetadataSize(1_000_000);
    }

    private static void longResponse(Fixture fixture) throws Exception {
        // More than a frame holds, so that CONTINUATION frames follow.
        var value = PRINTABLE.repeat(40_000 / PRINTABLE.length());
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            call.sendHeaders(text(value));
            call.sendMessage(Payload.text("between"));
            call.close(Status.OK, text("first", value, "last"));
        }));
        var channel = fixture.channel(patient(fixture));
        var calls = Stream.generate(() -> Exchange.ask(channel, Probe.ASK, Payload.text("?")))
                .limit(20)
                .toList();
        for (var call : calls) {
            assertThat(call.only()).isEqualTo(Payload.text("between"));
            assertThat(texts(call.headers())).containsExactly(value);
            assertThat(texts(call.trailers())).containsExactly("first", value, "last");
        }
    }

    private static void longDescription(Fixture fixture) throws Exception {
        var description = "ä%\n".repeat(5_000);
        fixture.probe()
                .serve(
                        Probe.ASK,
                        Handlers.atEnd((call, headers) ->
                                call.close(Status.ABORTED.withDescription(description), new Metadata())));
        var call = Exchange.ask(fixture.channel(patient(fixture)), Probe.ASK, Payload.text("?"));
        assertThat(call.ends(Status.Code.ABORTED).getDescription()).isEqualTo(description);
    }

    private static void belowLimit(Fixture fixture) throws Exception {
        var sent = text("v".repeat(fixture.limits().maxMetadataBytes() - 1_000));
        var call = mirrored(fixture, fixture.channel(patient(fixture)), sent);
        assertThat(texts(call.trailers())).isEqualTo(texts(sent));
    }

    private static void overLimit(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        var beside = Exchange.open(channel, Probe.CHAT).send(Payload.text("first"));
        assertThat(beside.next()).isEqualTo(Payload.text("first"));
        fixture.probe().serve(Probe.ASK, Handlers.echo());
        for (var length : List.of(fixture.limits().maxMetadataBytes(), 100_000)) {
            var call = Exchange.ask(channel, Probe.ASK, text("v".repeat(length)));
            // INTERNAL is what this client says itself where the server's settings tell it the limit.
            assertThat(call.status().getCode()).isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.INTERNAL);
            Exchange.works(channel);
            assertThat(beside.send(Payload.text("more")).next()).isEqualTo(Payload.text("more"));
        }
        assertThat(fixture.probe().seen().starts()).hasValue(0);
    }

    private static void authority(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(
                        Probe.ASK,
                        Handlers.tells((call, headers) ->
                                Optional.ofNullable(call.getAuthority()).orElse("none")));
        var channel = fixture.channel();
        assertThat(Exchange.ask(channel, Probe.ASK, Payload.text("?")).text()).isEqualTo("127.0.0.1:" + fixture.port());
        var other = fixture.channel(patient(fixture).overrideAuthority("users.example:443"));
        assertThat(Exchange.ask(other, Probe.ASK, Payload.text("?")).text()).isEqualTo("users.example:443");
    }

    private static void addresses(Fixture fixture) throws Exception {
        var remote = new CompletableFuture<Object>();
        var local = new CompletableFuture<Object>();
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            remote.complete(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
            local.complete(call.getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR));
            Handlers.finish(call, Payload.text("ok"));
        }));
        Exchange.ask(fixture.channel(), Probe.ASK, Payload.text("?")).ends(Status.Code.OK);
        assertThat(remote.join()).isInstanceOfSatisfying(InetSocketAddress.class, address -> {
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            assertThat(address.getPort()).isPositive().isNotEqualTo(fixture.port());
        });
        assertThat(local.join())
                .isInstanceOfSatisfying(
                        InetSocketAddress.class,
                        address -> assertThat(address.getPort()).isEqualTo(fixture.port()));
    }

    private static void agent(Fixture fixture) throws Exception {
        fixture.probe()
                .serve(
                        Probe.ASK,
                        Handlers.tells((call, headers) ->
                                Optional.ofNullable(headers.get(AGENT)).orElse("none")));
        var channel = fixture.channel(patient(fixture).userAgent("userctl/1.0"));
        assertThat(Exchange.ask(channel, Probe.ASK, Payload.text("?")).text())
                .startsWith("userctl/1.0 grpc-java-netty/");
    }

    private static void unknown(Fixture fixture, String name) throws Exception {
        var channel = fixture.channel();
        for (var type : List.of(
                MethodType.UNARY,
                MethodType.CLIENT_STREAMING,
                MethodType.SERVER_STREAMING,
                MethodType.BIDI_STREAMING)) {
            MethodDescriptor<byte[], byte[]> method =
                    Probe.ECHO.toBuilder().setFullMethodName(name).setType(type).build();
            var asked = Exchange.ask(channel, method, Payload.noise(100_000));
            assertThat(asked.ends(Status.Code.UNIMPLEMENTED).getDescription()).contains(name);
            if (!type.clientSendsOneMessage()) {
                Exchange.open(channel, method).ends(Status.Code.UNIMPLEMENTED);
            }
            Exchange.works(channel);
        }
    }
}
