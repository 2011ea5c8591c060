package helidon.grpc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Header fields in each form that HPACK has for them: RFC 7541, section 6. */
final class Hpack {

    /** The first entry of the dynamic table: the last one inserted. */
    static final int NEWEST = 62;

    private static final Map<String, Integer> STATIC_NAMES =
            Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6, "content-type", 31);

    private Hpack() {}

    /** As encoders without a dynamic table do: the name by its static index where it has one. */
    static byte[] field(String name, String value) {
        var index = STATIC_NAMES.getOrDefault(name, 0);
        return index == 0 ? literal(name, value) : Bytes.join(integer(0, 4, index), string(value));
    }

    /** Name and value spelt out, neither indexed. */
    static byte[] literal(String name, String value) {
        return Bytes.join(Bytes.of(0), string(name), string(value));
    }

    /** The same, with the wish that no intermediary indexes it either. */
    static byte[] neverIndexed(String name, String value) {
        return Bytes.join(Bytes.of(0x10), string(name), string(value));
    }

    /** The same, and kept in the dynamic table. */
    static byte[] inserted(String name, String value) {
        return Bytes.join(Bytes.of(0x40), string(name), string(value));
    }

    /** A whole field of the static table or of the dynamic one. */
    static byte[] indexed(int index) {
        return integer(0x80, 7, index);
    }

    static byte[] tableSize(int size) {
        return integer(0x20, 5, size);
    }

    /** Name and value in the code of Huffman's that HPACK has. */
    static byte[] huffman(String name, String value) {
        try {
            var encoder = new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.ALWAYS_SENSITIVE, true, 16, 0);
            var block = Unpooled.buffer();
            encoder.encodeHeaders(1, new DefaultHttp2Headers(false).add(name, value), block);
            return ByteBufUtil.getBytes(block);
        } catch (Http2Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] string(String text) {
        var bytes = text.getBytes(UTF_8);
        return Bytes.join(integer(0, 7, bytes.length), bytes);
    }

    private static byte[] integer(int pattern, int bits, int value) {
        var out = new ByteArrayOutputStream();
        int most = (1 << bits) - 1;
        if (value < most) {
            out.write(pattern | value);
            return out.toByteArray();
        }
        out.write(pattern | most);
        int rest = value - most;
        for (; rest >= 0x80; rest >>>= 7) {
            out.write((rest & 0x7f) | 0x80);
        }
        out.write(rest);
        return out.toByteArray();
    }
}
