package users.events;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import users.api.Credential;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.User;
import users.api.UserException;
import users.api.UserId;
import users.api.Users;
import users.api.WriteOptions;
import users.server.contract.People;

/** Changes, deletes and brings back its users without a pause, on a few threads, and notes what it was told is done. */
final class Load implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int USERS_EACH = 25;

    private final Supplier<Users> users;
    private final Set<Event.Change> acknowledged = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private volatile boolean over;

    /** Begins. */
    Load(Supplier<Users> users) {
        this.users = users;
        for (int i = 0; i < THREADS; i++) {
            var own = people(users.get(), USERS_EACH);
            threads.execute(() -> {
                while (!over) {
                    change(own.get(ThreadLocalRandom.current().nextInt(own.size())));
                }
            });
        }
    }

    Set<Event.Change> acknowledged() {
        return acknowledged;
    }

    /** New users, without passwords: to hash them would take most of the time. */
    static List<UserId> people(Users users, int count) {
        var rows = new ArrayList<ImportRow>();
        for (int i = 0; i < count; i++) {
            rows.add(new ImportRow(
                    i, Optional.empty(), People.somebody().profile(), Optional.empty(), new Credential.None()));
        }
        var options = new ImportOptions(false, ImportOptions.Conflict.REJECT, false);
        return users.importUsers(options, rows).stream()
                .map(result -> ((ImportResult.Created) result).id())
                .toList();
    }

    private void change(UserId id) {
        try {
            var service = users.get();
            int dice = ThreadLocalRandom.current().nextInt(10);
            if (dice > 0) {
                var update = People.change(id)
                        .nickname("n-" + ThreadLocalRandom.current().nextInt(1_000_000))
                        .update();
                note(service.update(update, WriteOptions.NONE), "u");
            } else {
                note(service.delete(People.deletion(id), WriteOptions.NONE), "d");
                note(service.undelete(id, WriteOptions.NONE), "c");
            }
        } catch (UserException e) {
            bringBack(id);
        } catch (StatusRuntimeException e) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Its delete may have been done, and the answer lost. */
    private void bringBack(UserId id) {
        try {
            note(users.get().undelete(id, WriteOptions.NONE), "c");
        } catch (UserException | StatusRuntimeException e) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void note(User user, String operation) {
        acknowledged.add(new Event.Change(user.id().toString(), user.etag().version(), operation));
    }

    /** Lets what has begun end. */
    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
