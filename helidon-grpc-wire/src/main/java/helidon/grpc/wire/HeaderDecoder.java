package helidon.grpc.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.http.http2.Http2HuffmanDecoder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Header fields out of blocks (RFC 7541). Helidon's own ends the connection over what RFC 7541 allows. */
final class HeaderDecoder {

    /**
     * Fields of a block.
     *
     * @param fields in their order; those beyond the limit are left out
     * @param complete whether there were none of these
     */
    record Fields(List<Field> fields, boolean complete) {}

    private static final int HUFFMAN = 0x80;

    private final HeaderTable table = new HeaderTable();
    private final Http2HuffmanDecoder huffman = Http2HuffmanDecoder.create();
    private final int maxBytes;

    HeaderDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Decodes a whole block, to its end even when its fields are too many, because later blocks build on it.
     *
     * @throws Http2Exception COMPRESSION when that cannot be done
     */
    Fields decode(ByteBuffer block) {
        var fields = new ArrayList<Field>(12);
        long bytes = 0;
        try {
            while (block.hasRemaining()) {
                int first = block.get() & 0xff;
                if (first >> 5 == 0b001) {
                    table.resize(number(block, first, 5));
                } else {
                    var field = field(block, first);
                    bytes += field.size();
                    if (bytes <= maxBytes) {
                        fields.add(field);
                    }
                }
            }
        } catch (BufferUnderflowException e) {
            throw new Http2Exception(Http2ErrorCode.COMPRESSION, "A block of header fields ends too early", e);
        }
        return new Fields(fields, bytes <= maxBytes);
    }

    private Field field(ByteBuffer block, int first) {
        if (first >> 7 == 1) {
            return table.get(number(block, first, 7));
        }
        boolean indexed = first >> 6 == 1;
        int index = number(block, first, indexed ? 6 : 4);
        var name = index == 0 ? text(block) : table.get(index).name();
        var field = new Field(name, text(block));
        if (indexed) {
            table.add(field);
        }
        return field;
    }

    private String text(ByteBuffer block) {
        int first = block.get() & 0xff;
        int length = number(block, first, 7);
        if (length > block.remaining()) {
            throw new BufferUnderflowException();
        }
        int from = block.arrayOffset() + block.position();
        block.position(block.position() + length);
        return (first & HUFFMAN) == 0
                ? new String(block.array(), from, length, StandardCharsets.ISO_8859_1)
                : huffman.decodeString(BufferData.create(block.array(), from, length), length);
    }

    /** An integer whose first bits are the last ones of a byte (RFC 7541, section 5.1). */
    private static int number(ByteBuffer block, int first, int bits) {
        int mask = (1 << bits) - 1;
        long value = first & mask;
        if (value < mask) {
            return (int) value;
        }
        for (int shift = 0; shift <= 28; shift += 7) {
            int next = block.get();
            value += (long) (next & 0x7f) << shift;
            if (next >= 0 && value <= Integer.MAX_VALUE) {
                return (int) value;
            }
        }
        throw new Http2Exception(Http2ErrorCode.COMPRESSION, "A number in a block of header fields is too large");
    }
}
