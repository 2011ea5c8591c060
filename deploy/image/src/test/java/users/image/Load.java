package users.image;

import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import users.api.User;
import users.api.UserId;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.contract.People;

/** Clients that create, read, list and change users until this is closed, and remember what they were told. */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 4;

    private final UsersClient users;
    private final Map<UserId, User> acknowledged = new ConcurrentHashMap<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Thread> clients;
    private volatile boolean enough;

    private Load(Channel channel) {
        users = new UsersClient(channel, Duration.ofSeconds(30));
        clients = IntStream.range(0, CLIENTS)
                .mapToObj(_ -> Thread.ofVirtual().start(this::call))
                .toList();
    }

    static Load on(Channel channel) {
        return new Load(channel);
    }

    private void call() {
        while (!enough) {
            try {
                var user = acknowledge(users.create(People.somebody()));
                for (int i = 0; i < 5; i++) {
                    users.get(user.id());
                    user = acknowledge(users.update(People.change(user.id())
                            .nickname("nick-" + i)
                            .etag(user.etag())
                            .update()));
                }
                users.list(new UserQuery(Filter.ALL, 50, Optional.empty()));
                calls.addAndGet(12);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private User acknowledge(User user) {
        acknowledged.put(user.id(), user);
        return user;
    }

    List<Throwable> failures() {
        return failures;
    }

    int calls() {
        return calls.get();
    }

    /** What the service owes its clients, once they have gone. */
    Map<UserId, User> acknowledged() {
        return acknowledged;
    }

    /** Returns once every client has its last answer. */
    Load finished() {
        enough = true;
        for (var client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return this;
    }

    @Override
    public void close() {
        finished();
    }
}
