package users.shell;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import users.api.grpc.ErrorStatuses;
import users.v1.UsersServiceGrpc;

/** Counts a server's calls, keeps their headers and refuses some, as the real one's guard does: before all else. */
final class TestGate implements ServerInterceptor {

    private record Call(String service, String method, Metadata headers) {}

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile TestServer.Guard guard = authorization -> Optional.empty();

    void guard(TestServer.Guard guard) {
        this.guard = guard;
    }

    /** The methods of the Users service that were called. */
    List<String> calls() {
        return List.copyOf(calls).stream()
                .filter(call -> call.service().equals(UsersServiceGrpc.SERVICE_NAME))
                .map(Call::method)
                .toList();
    }

    List<String> headers(String name) {
        var key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
        return List.copyOf(calls).stream()
                .flatMap(call -> Optional.ofNullable(call.headers().get(key)).stream())
                .toList();
    }

    @Override
    public <S, T> ServerCall.Listener<S> interceptCall(
            ServerCall<S, T> call, Metadata headers, ServerCallHandler<S, T> next) {
        var method = call.getMethodDescriptor();
        var service = String.valueOf(method.getServiceName());
        calls.add(new Call(service, String.valueOf(method.getBareMethodName()), headers));
        var authorization =
                Optional.ofNullable(headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)));
        var refusal = service.equals(UsersServiceGrpc.SERVICE_NAME)
                ? guard.refusal(authorization).map(ErrorStatuses::encode)
                : Optional.<StatusRuntimeException>empty();
        if (refusal.isPresent()) {
            call.close(
                    refusal.get().getStatus(),
                    Optional.ofNullable(refusal.get().getTrailers()).orElseGet(Metadata::new));
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }
}
