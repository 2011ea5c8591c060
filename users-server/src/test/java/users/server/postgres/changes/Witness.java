package users.server.postgres.changes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserEvent;
import users.api.UserId;
import users.api.Users;
import users.api.filter.Filter;

/** Watches everybody, breaks off at random points and goes on behind the last event. */
final class Witness implements Callable<Map<UserId, List<String>>> {

    private final Random random;
    private final List<Users> servers;
    private final IntSupplier total;
    private final Map<UserId, List<String>> seen = new HashMap<>();
    private Optional<ResumeToken> token = Optional.empty();
    private int count;

    /**
     * One that has not begun.
     *
     * @param servers each watch is at one of them
     * @param total how many events there are to see; asked each time
     */
    Witness(long seed, List<Users> servers, IntSupplier total) {
        random = new Random(seed);
        this.servers = servers;
        this.total = total;
    }

    /** Watches from now on. */
    Witness begin() {
        watch(1);
        return this;
    }

    /** What it has seen of each user, in the order of the events; with more than there was, it has seen some twice. */
    @Override
    public Map<UserId, List<String>> call() throws InterruptedException {
        while (count < total.getAsInt()) {
            watch(1 + random.nextInt(random.nextInt(20) == 0 ? 2000 : 60));
            Thread.sleep(random.nextInt(30));
        }
        return seen;
    }

    private void watch(int events) {
        try (var stream = servers.get(random.nextInt(servers.size())).watch(Filter.ALL, token)) {
            var iterator = stream.iterator();
            for (int i = 0; i < events && (count < total.getAsInt() || i == 0); i++) {
                see(iterator.next());
            }
        }
    }

    private void see(UserEvent event) {
        token = Optional.of(event.resumeToken());
        switch (event) {
            case UserEvent.Created(var user, var any) -> see("CREATED", user);
            case UserEvent.Updated(var user, var any) -> see("UPDATED", user);
            case UserEvent.Deleted(var user, var any) -> see("DELETED", user);
            case UserEvent.Undeleted(var user, var any) -> see("UNDELETED", user);
            case UserEvent.Removed(var user, var any) -> see("REMOVED", user);
            case UserEvent.Purged(var id, var any) -> see("PURGED", id);
            case UserEvent.Heartbeat any -> {}
        }
    }

    private void see(String kind, User user) {
        see(kind + " " + user.etag(), user.id());
    }

    private void see(String what, UserId id) {
        count++;
        seen.computeIfAbsent(id, _ -> new ArrayList<>()).add(what);
    }
}
