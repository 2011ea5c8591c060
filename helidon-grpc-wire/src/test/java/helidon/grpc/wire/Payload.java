package helidon.grpc.wire;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Messages to send. */
final class Payload {

    private Payload() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    /** Bytes that no codec makes smaller, the same each time. */
    static byte[] noise(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
