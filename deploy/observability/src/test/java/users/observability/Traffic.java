package users.observability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import users.api.Email;
import users.api.ImportOptions;
import users.api.Password;
import users.api.UserChangeQuery;
import users.api.UserException;
import users.api.UserQuery;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.contract.People;
import users.server.contract.Rows;
import users.v1.ListUsersRequest;
import users.v1.UsersServiceGrpc;

/** Calls of every kind, good ones and bad ones, one round after another until it is closed. */
final class Traffic implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Service service;
    private final UsersClient users;
    private volatile boolean closed;
    private final Thread thread = Thread.ofVirtual().name("traffic").unstarted(this::run);

    private Traffic(Service service) {
        this.service = service;
        users = service.users();
    }

    static Traffic start(Service service) {
        var traffic = new Traffic(service);
        // Whatever is wrong is wrong at once, and fails the test.
        traffic.round();
        traffic.thread.start();
        return traffic;
    }

    private void run() {
        try (var watch = users.watch(Filter.ALL, Optional.empty())) {
            Thread.ofVirtual().start(() -> watch.forEach(event -> {}));
            while (!closed) {
                try {
                    round();
                } catch (UserException | StatusRuntimeException busy) {
                    // Somebody may be guessing passwords, or hold a lock.
                }
                // Whoever scrapes and asks needs the processors, too.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (RuntimeException e) {
            // The end of the test, or of what it calls.
        }
    }

    private void round() {
        var created = users.create(People.somebody());
        var id = created.id();
        users.get(id);
        users.get(List.of(id));
        users.list(new UserQuery(Filter.ALL, 10, Optional.empty()));
        users.verifyPassword(id, new Password("a-test-pw"));
        users.changePassword(id, new Password("a-test-pw"), new Password("another-test-pw"));
        users.setPassword(id, new Password("a-test-pw"));
        users.update(People.change(id).nickname("renamed").update());
        users.delete(People.deletion(id), new WriteOptions(Optional.empty(), true));
        users.delete(People.deletion(id));
        users.undelete(id);
        users.changes(new UserChangeQuery(id, 10, Optional.empty()));
        users.importUsers(Rows.options(ImportOptions.Conflict.REJECT), List.of(Rows.row(created.profile())));
        users.export(Filter.ALL, true).forEach(user -> {});
        users.purge(users.delete(People.deletion(id)).id());
        refused(() -> users.get(new Email("nobody@people.test")));
        refused(() -> users.verifyPassword(created.profile().email(), new Password("a-wrong-pw")));
        assertThatThrownBy(() -> stub().listUsers(
                                ListUsersRequest.newBuilder().setFilter("=").build()))
                .isInstanceOf(StatusRuntimeException.class);
    }

    private UsersServiceGrpc.UsersServiceBlockingStub stub() {
        return UsersServiceGrpc.newBlockingStub(service.channel());
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(UserException.class);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
