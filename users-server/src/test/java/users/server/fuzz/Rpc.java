package users.server.fuzz;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.Descriptor;
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
