package helidon.grpc.wire;

import java.util.ArrayList;
import java.util.List;

/** The header fields of a call, in the order in which they are sent. */
record Request(List<Field> fields) {

    record Field(String name, String value) {
        byte[] encoded() {
            return Hpack.field(name, value);
        }
    }

    /** A call as gRPC asks for it, of a method of {@link FrameProbe}. */
    static Request of(String method) {
        return at("/" + FrameProbe.SERVICE + "/" + method);
    }

    static Request at(String path) {
        return get(path)
                .with(":method", "POST")
                .and("content-type", "application/grpc")
                .and("te", "trailers");
    }

    /** What a browser would send. */
    static Request get(String path) {
        return new Request(List.of(
                new Field(":method", "GET"),
                new Field(":scheme", "http"),
                new Field(":path", path),
                new Field(":authority", "127.0.0.1")));
    }

    /** The field's value replaced, where it stands. */
    Request with(String name, String value) {
        return new Request(fields.stream()
                .map(field -> field.name().equals(name) ? new Field(name, value) : field)
                .toList());
    }

    /** One field more at the end. */
    Request and(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Request(more);
    }

    Request without(String name) {
        return new Request(
                fields.stream().filter(field -> !field.name().equals(name)).toList());
    }

    byte[] block() {
        return Bytes.join(fields.stream().map(Field::encoded).toList());
    }
}
