package helidon.grpc.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** What raw frames are put together from and taken apart into. */
final class Bytes {

    static final byte[] NONE = {};

    private static final int PREFIX = 5;

    private Bytes() {}

    static byte[] of(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** A number as four bytes. */
    static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    static byte[] join(byte[]... parts) {
        return join(List.of(parts));
    }

    static byte[] join(Collection<byte[]> parts) {
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** A gRPC message: not compressed, its length, itself. */
    static byte[] message(byte[] content) {
        return join(Bytes.of(0), number(content.length), content);
    }

    /** What the messages hold that arrived whole. */
    static List<byte[]> messages(byte[] data) {
        var in = ByteBuffer.wrap(data);
        var messages = new ArrayList<byte[]>();
        while (in.remaining() >= PREFIX) {
            in.get();
            var content = new byte[in.getInt()];
            in.get(content);
            messages.add(content);
        }
        return messages;
    }
}
