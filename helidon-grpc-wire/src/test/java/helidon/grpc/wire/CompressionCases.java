package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Messages that are compressed, and those that are too long. */
final class CompressionCases {

    private static final Metadata.Key<String> ENCODING =
            Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ACCEPTED =
            Metadata.Key.of("grpc-accept-encoding", Metadata.ASCII_STRING_MARSHALLER);
    private static final CallOptions GZIP = CallOptions.DEFAULT.withCompression("gzip");
    private static final byte[] EMPTY_SPACE = new byte[50_000];

    private CompressionCases() {}

    static List<Case> cases() {
        return List.of(
                Case.of("a request may be compressed", fixture -> compressedRequest(fixture, EMPTY_SPACE)),
                Case.of(
                        "a compressed request may need many frames",
                        fixture -> compressedRequest(fixture, Payload.noise(1_000_000))),
                Case.of("an empty request may be compressed", fixture -> compressedRequest(fixture, new byte[0])),
                Case.of("each message of a stream may be compressed or not", CompressionCases::mixedRequests),
                Case.of("a response is compressed if its handler says so", CompressionCases::compressedResponse),
                Case.of("a handler may except messages from compression", CompressionCases::exceptedResponses),
                Case.of("a client that does not accept gzip gets none", CompressionCases::notAccepted),
                Case.of("responses name their encoding and those that requests may have", CompressionCases::names),
                Case.of(
                        "a message over the limit is RESOURCE_EXHAUSTED and the connection lives",
                        CompressionCases::tooLong),
                Case.of(
                                "a message over the limit is RESOURCE_EXHAUSTED though the response has begun",
                                fixture -> tooLongForEcho(fixture, Status.Code.RESOURCE_EXHAUSTED))
                        .onNetty(
                                "it resets the stream, which tells the caller nothing",
                                fixture -> tooLongForEcho(fixture, Status.Code.CANCELLED)),
                Case.of("a message as long as the limit is not too long", CompressionCases::justNotTooLong),
                Case.of("a gzip bomb is RESOURCE_EXHAUSTED and the connection lives", CompressionCases::bomb)
                        .onNetty(
                                "its handler's thread decompresses, and fails; at times it ends the call twice then,"
                                        + " and with it the connection",
                                CompressionCases::bombOnNetty),
                Case.of("an unknown encoding is UNIMPLEMENTED and the known ones are named", CompressionCases::unknown)
                        .onNetty("it does not name them", CompressionCases::unknownAndUnnamed),
                Case.of("what is compressed although it says identity is INTERNAL", CompressionCases::secretly),
                Case.of("what is no gzip although it says so is refused", CompressionCases::noGzip));
    }

    private static void compressedRequest(Fixture fixture, byte[] message) throws Exception {
        var echo = Exchange.ask(fixture.channel(), Probe.ECHO, GZIP, message);
        assertThat(echo.only()).isEqualTo(message);
    }

    private static void mixedRequests(Fixture fixture) throws Exception {
        var channel = fixture.channel();
        var call = Exchange.open(channel, Probe.CHAT, GZIP, new Metadata());
        for (var i = 0; i < 100; i++) {
            call.compress(i % 3 != 0).send(Payload.noise(i * 50));
        }
        var got = call.end().all();
        assertThat(got).hasSize(100);
        IntStream.range(0, 100).forEach(i -> assertThat(got.get(i)).isEqualTo(Payload.noise(i * 50)));
    }

    /** Three messages, the middle one not compressed. */
    private static void answer(ServerCall<byte[], byte[]> call) {
        call.setCompression("gzip");
        call.sendHeaders(new Metadata());
        for (var i = 0; i < 3; i++) {
            call.setMessageCompression(i != 1);
            call.sendMessage(EMPTY_SPACE);
        }
        call.close(Status.OK, new Metadata());
    }

    private static void compressedResponse(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.atEnd((call, headers) -> {
            call.setCompression("gzip");
            Handlers.finish(call, EMPTY_SPACE);
        }));
        var sizes = new Sizes();
        var call = Exchange.ask(fixture.channel(), Probe.ASK, sizes.options(), Payload.text("?"));
        assertThat(call.only()).isEqualTo(EMPTY_SPACE);
        assertThat(call.headers().get(ENCODING)).isEqualTo("gzip");
        assertThat(sizes.onWire())
                .singleElement()
                .satisfies(size -> assertThat(size).isLessThan(1_000));
    }

    private static void exceptedResponses(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.LIST, Handlers.atEnd((call, headers) -> answer(call)));
        var sizes = new Sizes();
        var call = Exchange.ask(fixture.channel(), Probe.LIST, sizes.options(), Payload.text("?"));
        assertThat(call.all()).hasSize(3).allSatisfy(got -> assertThat(got).isEqualTo(EMPTY_SPACE));
        assertThat(sizes.onWire()).extracting(size -> size < 1_000).containsExactly(true, false, true);
    }

    private static void notAccepted(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.LIST, Handlers.atEnd((call, headers) -> answer(call)));
        var none = DecompressorRegistry.emptyInstance();
        // Without the header, and with one that lists identity alone.
        for (var accepted : List.of(none.with(Codec.Identity.NONE, false), none.with(Codec.Identity.NONE, true))) {
            var sizes = new Sizes();
            var channel = fixture.channel(plain(fixture).decompressorRegistry(accepted));
            var call = Exchange.ask(channel, Probe.LIST, sizes.options(), Payload.text("?"));
            assertThat(call.all()).hasSize(3).allSatisfy(got -> assertThat(got).isEqualTo(EMPTY_SPACE));
            assertThat(call.headers().get(ENCODING)).isIn(null, "identity");
            assertThat(sizes.onWire()).allMatch(size -> size >= EMPTY_SPACE.length);
        }
    }

    private static void names(Fixture fixture) throws Exception {
        var call = Exchange.ask(fixture.channel(), Probe.ECHO, Payload.text("?"));
        call.ends(Status.Code.OK);
        assertThat(call.headers().get(ENCODING)).isIn(null, "identity");
        assertThat(call.headers().get(ACCEPTED)).contains("gzip");
    }

    private static void tooLong(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, mute()).serve(Probe.TALK, mute());
        tooLong(fixture, Status.Code.RESOURCE_EXHAUSTED);
    }

    private static void tooLongForEcho(Fixture fixture, Status.Code code) throws Exception {
        fixture.probe().serve(Probe.ASK, Handlers.echo()).serve(Probe.TALK, Handlers.echo());
        tooLong(fixture, code);
    }

    private static void tooLong(Fixture fixture, Status.Code code) throws Exception {
        var channel = fixture.channel();
        var tooLong = new byte[fixture.limits().maxMessageBytes() + 1];
        for (var method : List.of(Probe.ASK, Probe.TALK)) {
            Exchange.ask(channel, method, tooLong).ends(code);
            Exchange.works(channel);
        }
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    /** A handler that says nothing before it has heard all. */
    private static ServerCallHandler<byte[], byte[]> mute() {
        return Handlers.says("heard");
    }

    private static void justNotTooLong(Fixture fixture) throws Exception {
        var message = Payload.noise(fixture.limits().maxMessageBytes());
        assertThat(Exchange.ask(fixture.channel(), Probe.ECHO, message).only()).isEqualTo(message);
    }

    private static void bomb(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, mute()).serve(Probe.TALK, mute());
        var channel = fixture.channel();
        for (var method : List.of(Probe.ASK, Probe.TALK)) {
            // 20 KB as it is sent.
            Exchange.ask(channel, method, GZIP, new byte[20_000_000]).ends(Status.Code.RESOURCE_EXHAUSTED);
            Exchange.works(channel);
        }
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    private static void bombOnNetty(Fixture fixture) throws Exception {
        fixture.probe().serve(Probe.ASK, mute());
        Exchange.ask(fixture.channel(), Probe.ASK, GZIP, new byte[20_000_000])
                .ends(Status.Code.UNKNOWN, Status.Code.INTERNAL);
        assertThat(fixture.probe().seen().messages()).hasValue(0);
    }

    private static Exchange oddlyEncoded(Fixture fixture, Compressor compressor) throws Exception {
        var compressors = CompressorRegistry.newEmptyInstance();
        compressors.register(compressor);
        var channel = fixture.channel(plain(fixture).compressorRegistry(compressors));
        fixture.probe().serve(Probe.ASK, mute());
        var call = Exchange.ask(
                channel,
                Probe.ASK,
                CallOptions.DEFAULT.withCompression(compressor.getMessageEncoding()),
                Payload.text("odd"));
        call.status();
        Exchange.works(channel);
        assertThat(fixture.probe().seen().messages()).hasValue(0);
        return call;
    }

    private static void unknown(Fixture fixture) throws Exception {
        var call = oddlyEncoded(fixture, new Named("snappy"));
        assertThat(call.ends(Status.Code.UNIMPLEMENTED).getDescription()).contains("snappy");
        assertThat(call.trailers().get(ACCEPTED)).contains("gzip");
    }

    private static void unknownAndUnnamed(Fixture fixture) throws Exception {
        var call = oddlyEncoded(fixture, new Named("snappy"));
        assertThat(call.ends(Status.Code.UNIMPLEMENTED).getDescription())
                .isEqualTo("Can't find decompressor for snappy");
        assertThat(call.trailers().containsKey(ACCEPTED)).isFalse();
    }

    private static void secretly(Fixture fixture) throws Exception {
        oddlyEncoded(fixture, new Named("identity")).ends(Status.Code.INTERNAL);
    }

    private static void noGzip(Fixture fixture) throws Exception {
        var call = oddlyEncoded(fixture, new Plain());
        assertThat(call.status().getCode()).isIn(Status.Code.INTERNAL, Status.Code.UNKNOWN);
    }

    private static NettyChannelBuilder plain(Fixture fixture) {
        return NettyChannelBuilder.forAddress("127.0.0.1", fixture.port()).usePlaintext();
    }

    /** Is gzip, by another name. */
    private record Named(String name) implements Compressor {
        @Override
        public String getMessageEncoding() {
            return name;
        }

        @Override
        public OutputStream compress(OutputStream out) throws IOException {
            return new GZIPOutputStream(out);
        }
    }

    /** Is nothing, and says it were gzip. */
    private record Plain() implements Compressor {
        @Override
        public String getMessageEncoding() {
            return "gzip";
        }

        @Override
        public OutputStream compress(OutputStream out) {
            return out;
        }
    }
}
