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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import users.api.Deletion;
import users.api.Email;
import users.api.Etag;
import users.api.PageToken;
import users.api.PasswordPolicy;
import users.api.Profile;
import users.api.User;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.grpc.ErrorStatuses;
import users.api.grpc.Requests;
import users.api.grpc.UserMessages;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUsersRequest;
import users.v1.ListUsersResponse;
import users.v1.UpdateUserRequest;
import users.v1.UsersServiceGrpc;

/**
 * A server on a real socket that can be told to hang or to be ill, and counts its calls, which the real one cannot. Ids
 * and times count up from fixed ones, so that whole outputs can be compared.
 */
public final class TestServer implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    private final Map<UserId, User> users = Collections.synchronizedMap(
            new TreeMap<>((one, other) -> one.toString().compareTo(other.toString())));
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> passwords = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private final Server server;
    private volatile boolean hanging;
    private volatile ServingStatus status = ServingStatus.SERVING;
    private long made;

    public TestServer() throws IOException {
        this("localhost");
    }

    public TestServer(String host) throws IOException {
        this(host, 0);
    }

    public TestServer(String host, int port) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                .intercept(new Counter())
                .addService(new Service())
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

    public List<String> passwords() {
        return List.copyOf(passwords);
    }

    public List<User> users() {
        return List.copyOf(users.values());
    }

    /** From now on calls of the Users service get no answer. */
    public void hang() {
        hanging = true;
    }

    public void goOn() {
        hanging = false;
    }

    public void status(ServingStatus status) {
        this.status = status;
    }

    public synchronized User add(Profile profile) {
        var id = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-8000-%012d".formatted(++made)));
        var time = START.plusSeconds(made);
        var user = new User(id, profile, time, time, Optional.empty(), new Etag(1), Optional.empty());
        users.put(id, user);
        return user;
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

    private User find(UserKey key) {
        return users.values().stream()
                .filter(user -> key.equals(user.id())
                        || (key instanceof Email email
                                && email.key().equals(user.profile().email().key())))
                .findFirst()
                .orElseThrow(() -> new UserException(new UserError.NotFound(key)));
    }

    private void refuseTaken(Email email, Optional<UserId> owner) {
        users.values().stream()
                .filter(user -> user.profile().email().key().equals(email.key())
                        && !Optional.of(user.id()).equals(owner))
                .findFirst()
                .ifPresent(holder -> {
                    throw new UserException(new UserError.EmailTaken(email, holder.id()));
                });
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

    private final class Service extends UsersServiceGrpc.UsersServiceImplBase {

        @Override
        public void createUser(CreateUserRequest request, StreamObserver<users.v1.User> answer) {
            answer(answer, () -> {
                var user = Requests.decode(request, new PasswordPolicy(6)).subject();
                refuseTaken(user.profile().email(), Optional.empty());
                passwords.add(user.password().reveal(String::new));
                return UserMessages.encode(add(user.profile()));
            });
        }

        @Override
        public void getUser(GetUserRequest request, StreamObserver<users.v1.User> answer) {
            answer(answer, () -> UserMessages.encode(find(Requests.decode(request))));
        }

        @Override
        public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> answer) {
            answer(answer, () -> {
                var query = Requests.decode(request);
                var matching = users().stream()
                        .filter(query.filter()::matches)
                        .filter(user -> query.pageToken()
                                .map(token -> user.id().toString().compareTo(token.value()) > 0)
                                .orElse(true))
                        .toList();
                var page = matching.stream().limit(query.pageSize()).toList();
                return UserMessages.encode(new UserPage(
                        page,
                        matching.size() > page.size()
                                ? Optional.of(new PageToken(page.getLast().id().toString()))
                                : Optional.empty()));
            });
        }

        @Override
        public void updateUser(UpdateUserRequest request, StreamObserver<users.v1.User> answer) {
            answer(answer, () -> {
                var update = Requests.decode(request).subject();
                var user = find(update.id());
                refuseStale(user, update.etag());
                update.profile().email().ifPresent(email -> refuseTaken(email, Optional.of(user.id())));
                var old = user.profile();
                var changed = new User(
                        user.id(),
                        new Profile(
                                update.profile().firstName().orElse(old.firstName()),
                                update.profile().lastName().orElse(old.lastName()),
                                update.profile().nickname().orElse(old.nickname()),
                                update.profile().email().orElse(old.email()),
                                update.profile().country().orElse(old.country())),
                        user.createTime(),
                        user.updateTime().plusSeconds(60),
                        Optional.empty(),
                        new Etag(user.etag().version() + 1),
                        Optional.empty());
                users.put(user.id(), changed);
                return UserMessages.encode(changed);
            });
        }

        @Override
        public void deleteUser(DeleteUserRequest request, StreamObserver<users.v1.User> answer) {
            answer(answer, () -> {
                var deletion = Requests.decode(request).subject();
                var user = find(deletion.id());
                refuseStale(user, deletion.etag());
                users.remove(user.id());
                return UserMessages.encode(new User(
                        user.id(),
                        user.profile(),
                        user.createTime(),
                        user.updateTime(),
                        Optional.empty(),
                        user.etag(),
                        Optional.of(new Deletion(START.plusSeconds(3600), START.plusSeconds(7200)))));
            });
        }

        private void refuseStale(User user, Optional<Etag> etag) {
            if (etag.isPresent() && !etag.get().equals(user.etag())) {
                throw new UserException(new UserError.StaleEtag(user.etag()));
            }
        }

        private <T> void answer(StreamObserver<T> answer, Supplier<T> message) {
            try {
                if (hanging) {
                    end.await();
                }
                answer.onNext(message.get());
                answer.onCompleted();
            } catch (UserException e) {
                answer.onError(ErrorStatuses.encode(e.error()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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
