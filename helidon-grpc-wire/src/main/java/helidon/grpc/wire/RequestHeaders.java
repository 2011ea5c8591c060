package helidon.grpc.wire;

import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.Status;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the header fields of a request say.
 *
 * @param pseudo the fields whose names begin with a colon
 * @param fields the others, in their order
 * @param complete false when some were left out, because they were too many
 */
record RequestHeaders(Map<String, String> pseudo, List<Field> fields, boolean complete) {

    private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":path", ":authority");
    private static final Set<String> OF_CONNECTIONS =
            Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");
    private static final String DELIMITERS = "\"(),/:;<=>?@[\\]{}";
    private static final String GRPC = "application/grpc";

    /**
     * Reads a block.
     *
     * @throws Http2Exception when it is malformed by RFC 9113, section 8: the stream cannot go on, its connection can
     */
    static RequestHeaders of(HeaderDecoder.Fields decoded) {
        var pseudo = HashMap.<String, String>newHashMap(PSEUDO.size());
        int count = 0;
        for (var field : decoded.fields()) {
            if (field.name().startsWith(":")) {
                require(count == pseudo.size() && PSEUDO.contains(field.name()), field);
                require(ofPseudo(field.value()) && pseudo.put(field.name(), field.value()) == null, field);
                require(!field.name().equals(":path") || field.value().startsWith("/"), field);
            } else {
                require(
                        field.name().chars().allMatch(RequestHeaders::ofNames)
                                && !field.name().isEmpty(),
                        field);
                require(field.value().chars().noneMatch(c -> c == 0 || c == '\r' || c == '\n'), field);
                require(!OF_CONNECTIONS.contains(field.name()), field);
                require(!field.name().equals("te") || field.value().equals("trailers"), field);
            }
            count++;
        }
        if (decoded.complete() && pseudo.size() < PSEUDO.size() - (pseudo.containsKey(":authority") ? 0 : 1)) {
            throw new Http2Exception(Http2ErrorCode.PROTOCOL, "A request needs :method, :scheme and :path");
        }
        var fields = decoded.fields().subList(pseudo.size(), count);
        return new RequestHeaders(pseudo, fields, decoded.complete());
    }

    String path() {
        return pseudo.getOrDefault(":path", "");
    }

    String method() {
        return pseudo.getOrDefault(":method", "");
    }

    Optional<String> authority() {
        return Optional.ofNullable(pseudo.get(":authority")).or(() -> field("host"));
    }

    Optional<String> field(String name) {
        for (var field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** Whether it says that it is of gRPC, of any message encoding. */
    boolean isGrpc() {
        return field("content-type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.startsWith(GRPC))
                .filter(type -> type.length() == GRPC.length() || "+;".indexOf(type.charAt(GRPC.length())) >= 0)
                .isPresent();
    }

    /**
     * All fields as grpc-java has them.
     *
     * @throws MalformedException when a binary one is no base64
     */
    Metadata metadata() {
        var metadata = new Metadata();
        for (var field : fields) {
            if (!readable(field.name())) {
                continue;
            }
            if (field.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                var key = Metadata.Key.of(field.name(), Metadata.BINARY_BYTE_MARSHALLER);
                binary(field).forEach(value -> metadata.put(key, value));
            } else {
                metadata.put(Metadata.Key.of(field.name(), Metadata.ASCII_STRING_MARSHALLER), field.value());
            }
        }
        return metadata;
    }

    /**
     * What decompresses its messages; none when they are not compressed.
     *
     * @throws MalformedException when there is nothing that could
     */
    Optional<Decompressor> decompressor() {
        return field("grpc-encoding")
                .filter(encoding -> !encoding.equals("identity"))
                .map(encoding -> {
                    var found = DecompressorRegistry.getDefaultInstance().lookupDecompressor(encoding);
                    if (found == null) {
                        throw MalformedException.of(
                                Status.UNIMPLEMENTED.withDescription("Nothing here decompresses the grpc-encoding "
                                        + encoding + "; see grpc-accept-encoding"));
                    }
                    return found;
                });
    }

    private static List<byte[]> binary(Field field) {
        try {
            return Arrays.stream(field.value().split(",", -1))
                    .map(value -> Base64.getDecoder().decode(value.strip()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw MalformedException.internal("The header field " + field.name() + " is not base64");
        }
    }

    /** Whoever serves plain HTTP reads these as parts of a URI, and none of them has more (RFC 3986). */
    private static boolean ofPseudo(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** HTTP allows more in a name than grpc-java has keys for, so nobody could ask for the rest. */
    private static boolean readable(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !name.isEmpty() && !name.equals(Metadata.BINARY_HEADER_SUFFIX);
    }

    /** A token of RFC 9110, section 5.6.2, in lower case as RFC 9113, section 8.2.1, has it. */
    private static boolean ofNames(int c) {
        return c > ' ' && c < 0x7f && DELIMITERS.indexOf(c) < 0 && (c < 'A' || c > 'Z');
    }

    private static void require(boolean rule, Field field) {
        if (!rule) {
            throw new Http2Exception(Http2ErrorCode.PROTOCOL, "No request may have " + field.name() + " like this");
        }
    }
}
