package users.server.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.util.Arrays;

/** A password in UTF-8, as functions take it, until it is closed. */
final class PasswordBytes implements AutoCloseable {

    private final byte[] bytes;

    PasswordBytes(CharBuffer characters) {
        var encoded = UTF_8.encode(characters);
        bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        encoded.clear().put(new byte[encoded.capacity()]);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
