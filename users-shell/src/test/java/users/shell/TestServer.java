package users.shell;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import users.api.CredentialFault;
import users.api.Profile;
import users.api.User;
import users.api.UserError;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;

/**
 * A server on a real socket that can be told to hang or to be ill, and counts its calls, which the real one cannot. Ids
 * and times count up from fixed ones, so that whole outputs can be compared.
 */
public final class TestServer implements AutoCloseable {

    private final FakeUsers users = new FakeUsers();
    private final TestGate gate = new TestGate();
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
        this(NettyServerBuilder.forAddress(new InetSocketAddress(host, port)));
    }

    private TestServer(NettyServerBuilder builder) throws IOException {
        server = builder.intercept(gate)
                .addService(service)
                .addService(new HealthService())
                .build()
                .start();
    }

    /** One that wants TLS. */
    public static TestServer over(SslContext tls) throws IOException {
        return new TestServer(NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                .sslContext(tls));
    }

    /** What calls are refused with from now on, by what they say of who makes them. */
    public void guard(Guard guard) {
        gate.guard(guard);
    }

    /** Takes calls with this token alone from now on; any other has expired. */
    public void takes(String token) {
        guard(authorization -> authorization
                .map(sent -> sent.equals("Bearer " + token)
                        ? Optional.<UserError>empty()
                        : Optional.<UserError>of(new UserError.Unauthenticated(CredentialFault.TOKEN_EXPIRED)))
                .orElseGet(() -> Optional.of(new UserError.Unauthenticated(CredentialFault.MISSING))));
    }

    /** The values of a header of all calls so far, health checks too. */
    public List<String> headers(String name) {
        return gate.headers(name);
    }

    public int port() {
        return server.getPort();
    }

    /** The names of the methods called so far, health checks left out. */
    public List<String> calls() {
        return gate.calls();
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

    /** Whether a watch has begun, which is later than that it was called. */
    boolean isWatched() {
        return users.changes().isWatched();
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

    /** Says whether a call is refused. */
    public interface Guard {
        Optional<UserError> refusal(Optional<String> authorization);
    }

    @Override
    public void close() {
        end.countDown();
        server.shutdownNow();
    }

    private final class HealthService extends HealthGrpc.HealthImplBase {
        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
            answer.onNext(HealthCheckResponse.newBuilder().setStatus(status).build());
            answer.onCompleted();
        }
    }
}
