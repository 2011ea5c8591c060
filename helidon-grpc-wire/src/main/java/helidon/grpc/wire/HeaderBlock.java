package helidon.grpc.wire;

import io.grpc.Metadata;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;

/**
 * A block of header fields in the making. All are literals that touch no dynamic table, so that calls need no order
 * between their blocks.
 */
final class HeaderBlock {

    /** What the protocol says itself, whatever a handler puts into its metadata. */
    private static final Set<String> RESERVED = Set.of(
            "content-type",
            "te",
            "grpc-status",
            "grpc-message",
            "grpc-encoding",
            "grpc-accept-encoding",
            "grpc-timeout");

    private final ByteArrayOutputStream block = new ByteArrayOutputStream(64);

    HeaderBlock add(String name, String value) {
        block.write(0);
        text(name);
        text(value);
        return this;
    }

    /** With a name of RFC 7541, appendix A. */
    HeaderBlock add(int name, String value) {
        block.write(name);
        text(value);
        return this;
    }

    HeaderBlock add(Metadata metadata) {
        for (var name : metadata.keys()) {
            if (RESERVED.contains(name)) {
                continue;
            }
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                for (var value : values(metadata, Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))) {
                    add(name, Base64.getEncoder().withoutPadding().encodeToString(value));
                }
            } else {
                for (var value : values(metadata, Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))) {
                    add(name, value);
                }
            }
        }
        return this;
    }

    /** Of a key that is there. */
    private static <T> Iterable<T> values(Metadata metadata, Metadata.Key<T> key) {
        return Objects.requireNonNull(metadata.getAll(key));
    }

    byte[] bytes() {
        return block.toByteArray();
    }

    private void text(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int rest = bytes.length;
        if (rest < 127) {
            block.write(rest);
        } else {
            block.write(127);
            for (rest -= 127; rest > 127; rest >>>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }
}
