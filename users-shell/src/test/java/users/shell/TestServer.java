package users.shell;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import users.api.Profile;
import users.api.User;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;
import users.v1.UsersServiceGrpc;

/**
 * A server on a real socket that can be told to hang or to be ill, and counts its calls, which the real one cannot. Ids
 * and times count up from fixed ones, so that whole outputs can be compared.
 */
public final class TestServer implements AutoCloseable {

    private final FakeUsers users = new FakeUsers();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private final FakeService service = new FakeService(users, end);
    private final Server server;
    private volatile ServingStatus status = ServingStatus.SERVING;

    public TestServer() throws IOException {
        this("localhost");
    }

    public TestServer(String host) throws IOException {
        this(host, 0);
    }

    public TestServer(String host, int port) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                .intercept(new Counter())
                .addService(service)
                .addService(new HealthService())
                .build()
                .start();
    }

    public int port() {
        return server.getPort();
    }

    /** The names of the methods called so far, health checks left out. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** The filters of the lists that were asked for, as they came. */
    public List<String> filters() {
        return service.filters();
    }

    public List<String> passwords() {
        return users.passwords();
    }

    public List<User> users() {
        return users.all();
    }

    /** From now on calls of the Users service get no answer. */
    public void hang() {
        service.hang(true);
    }

    public void goOn() {
        service.hang(false);
    }

    /** Ends all watches as a server does that goes away. */
    public void breakWatches() {
        users.changes().breakWatches();
    }

    public void status(ServingStatus status) {
        this.status = status;
    }

    public User add(Profile profile) {
        return users.add(profile);
    }

    public User add(String first, String last, String nickname, String email, String country) {
        return add(People.profile(first, last, nickname, email, country));
    }

    /** The three of the development database. */
    public TestServer seeded() {
        add("jack", "hughes", "jack-hughes", "jack@test.com", "GB");
        add("jane", "doe", "jane-doe", "jane@test.com", "US");
        add("john", "smith", "john-smith", "john@test.com", "UA");
        return this;
    }

    @Override
    public void close() {
        end.countDown();
        server.shutdownNow();
    }

    private final class Counter implements ServerInterceptor {
        @Override
        public <S, T> ServerCall.Listener<S> interceptCall(
                ServerCall<S, T> call, Metadata headers, ServerCallHandler<S, T> next) {
            var method = call.getMethodDescriptor();
            if (UsersServiceGrpc.SERVICE_NAME.equals(method.getServiceName())) {
                calls.add(String.valueOf(method.getBareMethodName()));
            }
            return next.startCall(call, headers);
        }
    }

    private final class HealthService extends HealthGrpc.HealthImplBase {
        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
            answer.onNext(HealthCheckResponse.newBuilder().setStatus(status).build());
            answer.onCompleted();
        }
    }
}
