package users.server.grpc;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Reads the messages of audited calls where they are decoded. Of a stream, which is about many users, it counts answers. */
final class AuditReader implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return AuditNote.current()
                .map(note -> read(note, call, headers, next))
                .orElseGet(() -> next.startCall(call, headers));
    }

    private static <Q, A> ServerCall.Listener<Q> read(
            AuditNote note, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        boolean stream = !call.getMethodDescriptor().getType().serverSendsOneMessage();
        var answered = new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(A message) {
                if (stream) {
                    note.answer();
                } else {
                    note.user((Message) message);
                }
                super.sendMessage(message);
            }
        };
        return new SimpleForwardingServerCallListener<>(next.startCall(answered, headers)) {
            @Override
            public void onMessage(Q message) {
                note.flags((Message) message);
                if (!stream) {
                    note.user((Message) message);
                }
                super.onMessage(message);
            }
        };
    }
}
