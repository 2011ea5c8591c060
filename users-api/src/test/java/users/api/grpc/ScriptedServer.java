package users.api.grpc;

import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import users.v1.UsersServiceGrpc;

/** A server on a socket that says what a test wants it to, and a client of it. */
final class ScriptedServer implements AutoCloseable {

    /** What a client takes in trailers before it gives up on a call. */
    static final int MAXIMUM_TRAILERS = 4096;

    private final List<Message> requests = new CopyOnWriteArrayList<>();
    private final Function<Message, Optional<Message>> script;
    private final Server server;
    private final ManagedChannel channel;

    /** The script answers, throws a status, or is empty: then the call stays open. */
    ScriptedServer(Function<Message, Optional<Message>> script) throws IOException {
        this.script = script;
        var loopback = InetAddress.getLoopbackAddress();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
                .addService(service())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress(new InetSocketAddress(loopback, server.getPort()))
                .usePlaintext()
                .maxInboundMetadataSize(MAXIMUM_TRAILERS)
                .defaultServiceConfig(UsersClient.serviceConfig())
                .build();
    }

    /** One that answers every call alike. */
    static ScriptedServer answering(Message answer) throws IOException {
        return new ScriptedServer(request -> Optional.of(answer));
    }

    UsersClient client() {
        return client(Duration.ofSeconds(30));
    }

    UsersClient client(Duration deadline) {
        return new UsersClient(channel, deadline);
    }

    /** What came so far. */
    List<Message> requests() {
        return requests;
    }

    private ServerServiceDefinition service() {
        var service = ServerServiceDefinition.builder(UsersServiceGrpc.getServiceDescriptor());
        UsersServiceGrpc.getServiceDescriptor().getMethods().forEach(method -> add(service, method));
        return service.build();
    }

    @SuppressWarnings("unchecked")
    private <Q, A> void add(ServerServiceDefinition.Builder service, MethodDescriptor<Q, A> method) {
        service.addMethod(method, ServerCalls.asyncUnaryCall((request, observer) -> {
            requests.add((Message) request);
            try {
                script.apply((Message) request).ifPresent(answer -> {
                    observer.onNext((A) answer);
                    observer.onCompleted();
                });
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            }
        }));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
