import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** A service that sends back the bytes that it gets, so that a call costs what its transport costs. */
final class Echo {

    private static final MethodDescriptor.Marshaller<BytesValue> BYTES =
            ProtoUtils.marshaller(BytesValue.getDefaultInstance());

    /** 100 bytes, as all callers send. */
    static final BytesValue MESSAGE = BytesValue.of(ByteString.copyFromUtf8("x".repeat(100)));

    static final MethodDescriptor<BytesValue, BytesValue> ONCE = method("Echo", MethodType.UNARY);
    /** As long as its caller likes. */
    static final MethodDescriptor<BytesValue, BytesValue> STREAM = method("Stream", MethodType.BIDI_STREAMING);

    private Echo() {}

    static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("probe.Probe")
                .addMethod(ONCE, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onCompleted();
                }))
                .addMethod(STREAM, ServerCalls.asyncBidiStreamingCall(Back::new))
                .build();
    }

    private static MethodDescriptor<BytesValue, BytesValue> method(String name, MethodType type) {
        return MethodDescriptor.newBuilder(BYTES, BYTES)
                .setFullMethodName("probe.Probe/" + name)
                .setType(type)
                .build();
    }

    private record Back(StreamObserver<BytesValue> answer) implements StreamObserver<BytesValue> {
        @Override
        public void onNext(BytesValue message) {
            answer.onNext(message);
        }

        @Override
        public void onError(Throwable cancelled) {
            // There is nobody to answer any more.
        }

        @Override
        public void onCompleted() {
            answer.onCompleted();
        }
    }
}
