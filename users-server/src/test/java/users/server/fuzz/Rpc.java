package users.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.HexFormat;
import java.util.List;
import users.server.Bytes;
import users.v1.UsersServiceGrpc;

/** A method of the service that takes any bytes for a message. */
record Rpc(MethodDescriptor<byte[], byte[]> method, Descriptor request, Descriptor answer) {

    private static final int SHOWN = 4_000;

    static final List<Rpc> ALL = UsersServiceGrpc.getServiceDescriptor().getMethods().stream()
            .map(Rpc::of)
            .toList();

    static Rpc named(String name) {
        return ALL.stream().filter(rpc -> rpc.name().equals(name)).findFirst().orElseThrow();
    }

    private static Rpc of(MethodDescriptor<?, ?> method) {
        var description =
                ((ProtoMethodDescriptorSupplier) requireNonNull(method.getSchemaDescriptor())).getMethodDescriptor();
        return new Rpc(
                method.toBuilder(new Bytes(), new Bytes()).build(),
                description.getInputType(),
                description.getOutputType());
    }

    String name() {
        return requireNonNull(method.getBareMethodName());
    }

    /** Whether its answers go on for ever. */
    boolean endless() {
        return name().equals("WatchUsers");
    }

    boolean takesStream() {
        return !method.getType().clientSendsOneMessage();
    }

    /** A request whose secret, if there is one, is in a password: other fields are nobody's to hide. */
    byte[] withoutStraySecret(byte[] bytes) {
        try {
            if (hasStraySecret(DynamicMessage.parseFrom(request, bytes))) {
                return new String(bytes, ISO_8859_1)
                        .replace(Values.SECRET, "tell-people")
                        .getBytes(ISO_8859_1);
            }
        } catch (InvalidProtocolBufferException e) {
            // Its fields are not read.
        }
        return bytes;
    }

    private static boolean hasStraySecret(Message message) {
        return message.getAllFields().entrySet().stream()
                .anyMatch(field -> isStraySecret(field.getKey(), field.getValue()));
    }

    private static boolean isStraySecret(FieldDescriptor field, Object value) {
        return switch (value) {
            case List<?> all -> all.stream().anyMatch(one -> isStraySecret(field, one));
            case Message message -> hasStraySecret(message);
            case String text -> text.contains(Values.SECRET) && !field.getName().contains("password");
            default -> false;
        };
    }

    Message read(byte[] bytes) {
        try {
            return DynamicMessage.parseFrom(answer, bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("The answer is no " + answer.getName(), e);
        }
    }

    /** A request for people, whether it is a message or not. */
    String show(byte[] bytes) {
        var text = HexFormat.of().formatHex(bytes);
        try {
            text = TextFormat.printer().printToString(DynamicMessage.parseFrom(request, bytes)) + "= " + text;
        } catch (InvalidProtocolBufferException e) {
            text = "no message: " + text;
        }
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… of %,d".formatted(text.length());
    }
}
