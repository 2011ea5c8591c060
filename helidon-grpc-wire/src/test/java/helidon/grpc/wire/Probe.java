package helidon.grpc.wire;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A service of bytes whose methods behave in every way that a wire must cope with. */
final class Probe {

    static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo", MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> CHAT = method("Chat", MethodType.BIDI_STREAMING);

    // What these do is for the case to say, see serve.
    static final MethodDescriptor<byte[], byte[]> ASK = method("Ask", MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> LIST = method("List", MethodType.SERVER_STREAMING);
    static final MethodDescriptor<byte[], byte[]> COLLECT = method("Collect", MethodType.CLIENT_STREAMING);
    static final MethodDescriptor<byte[], byte[]> TALK = method("Talk", MethodType.BIDI_STREAMING);

    /** A request that the server's marshaller cannot read. */
    static final byte[] UNREADABLE = Payload.text("unreadable");

    /** A response that it cannot write. */
    static final byte[] UNWRITABLE = Payload.text("unwritable");

    /** What those failures say, which is nobody's business. */
    static final String SECRET = "the secret of the server";

    private final Map<String, ServerCallHandler<byte[], byte[]>> handlers = new ConcurrentHashMap<>();
    private final Seen seen = new Seen();

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("probe.Probe")
                .addMethod(ECHO, Handlers.echo())
                .addMethod(CHAT, Handlers.echo())
                .addMethod(picky(ASK), this::served)
                .addMethod(picky(LIST), this::served)
                .addMethod(picky(COLLECT), this::served)
                .addMethod(picky(TALK), this::served)
                .build();
    }

    /** From now on the method does this. */
    Probe serve(MethodDescriptor<byte[], byte[]> method, ServerCallHandler<byte[], byte[]> handler) {
        handlers.put(method.getFullMethodName(), handler);
        return this;
    }

    /** What the handlers given to {@link #serve} have been told. */
    Seen seen() {
        return seen;
    }

    static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
                .setFullMethodName("probe.Probe/" + name)
                .setType(type)
                .build();
    }

    private static MethodDescriptor<byte[], byte[]> picky(MethodDescriptor<byte[], byte[]> method) {
        return method.toBuilder(new Picky(), new Picky()).build();
    }

    private ServerCall.Listener<byte[]> served(ServerCall<byte[], byte[]> call, Metadata headers) {
        var name = call.getMethodDescriptor().getFullMethodName();
        var handler = Optional.ofNullable(handlers.get(name))
                .orElseThrow(() -> new IllegalStateException("the case does not serve " + name));
        return seen.watch(handler, call, headers);
    }

    private static class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Fails as protobuf's marshaller does. */
    private static final class Picky extends Bytes {
        @Override
        public InputStream stream(byte[] value) {
            if (Arrays.equals(value, UNWRITABLE)) {
                throw new IllegalArgumentException(SECRET);
            }
            return super.stream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            var value = super.parse(stream);
            if (Arrays.equals(value, UNREADABLE)) {
                throw Status.INTERNAL.withDescription(SECRET).asRuntimeException();
            }
            return value;
        }
    }
}
