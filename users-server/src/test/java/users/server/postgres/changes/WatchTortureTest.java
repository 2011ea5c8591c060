package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.UserId;
import users.api.Users;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.PgUsers;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;

/**
 * Many writers that pause between their statements and roll back at times, and watchers that break off and go on at random
 * points, at two servers. {@code -Dtorture=10} has them write ten times as much.
 */
class WatchTortureTest {

    private static final int TRANSACTIONS = 60 * Integer.getInteger("torture", 1);
    private static final int WRITERS = 10;
    private static final int WITNESSES = 6;
    private static final int USERS = 20;
    private static final WatchSettings SETTINGS = new WatchSettings(Duration.ofMillis(100), 16 * 1024 * 1024);

    private final TestDatabase postgres = TestDatabase.create();
    private final long seed = Long.getLong("seed", System.nanoTime());

    @Test
    void eachWatcherSeesEachCommittedChangeOnceAndNeverAStepBackOfAUser() throws Exception {
        var total = new AtomicInteger(Integer.MAX_VALUE);
        try (var one = new Database(postgres.settings());
                var other = new Database(postgres.settings());
                var here = new Watches(one, SETTINGS);
                var there = new Watches(other, SETTINGS);
                var hashing = new PasswordHashing(TestHashing.SETTINGS);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var users = new PgUsers(one, hashing, TestDatabase.RETENTION, here);
            var ids = IntStream.range(0, USERS)
                    .mapToObj(i -> users.create(somebody()).id().value())
                    .sorted()
                    .toList();
            var already = committed();
            var servers = List.<Users>of(users, new PgUsers(other, hashing, TestDatabase.RETENTION, there));
            var witnesses = new ArrayList<Future<Map<UserId, List<String>>>>();
            for (int i = 0; i < WITNESSES; i++) {
                witnesses.add(threads.submit(new Witness(seed + i, servers, total::get).begin()));
            }

            var writers = new ArrayList<Callable<Void>>();
            for (int i = 0; i < WRITERS; i++) {
                var random = new Random(seed + 1000 + i);
                writers.add(() -> write(random, ids));
            }
            writers.add(() -> linger(ids));
            writers.add(() -> comeAndGo(new Random(seed + 2000), users));
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }

            var expected = committed();
            expected.forEach((id, changes) -> changes.subList(
                            0, already.getOrDefault(id, List.of()).size())
                    .clear());
            total.set(expected.values().stream().mapToInt(List::size).sum());
            for (var witness : witnesses) {
                assertThat(witness.get(60, TimeUnit.SECONDS))
                        .as("-Dseed=%d", seed)
                        .isEqualTo(expected);
            }
        }
    }

    /** In the order of their positions, which for one user is the order of the commits. */
    private Map<UserId, List<String>> committed() throws SQLException {
        var changes = new HashMap<UserId, List<String>>();
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select user_id, kind || case kind when 'PURGED' then '' else ' ' || version end
                        from users.changes order by position""")) {
            while (rows.next()) {
                changes.computeIfAbsent(new UserId((UUID) rows.getObject(1)), _ -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        changes.values().removeIf(List::isEmpty);
        return changes;
    }

    private Void write(Random random, List<UUID> ids) throws Exception {
        try (var connection = postgres.connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < TRANSACTIONS; i++) {
                if (random.nextInt(4) == 0) {
                    // A transaction has its number from its first write on, long before it changes a user.
                    execute(
                            connection,
                            "insert into users.throttles values ('%s', 0, 0, now())".formatted(UUID.randomUUID()));
                    Thread.sleep(random.nextInt(8));
                }
                int from = random.nextInt(ids.size());
                for (var id : ids.subList(from, Math.min(ids.size(), from + (random.nextInt(8) == 0 ? 4 : 1)))) {
                    execute(connection, "update users.users set nickname = 'n%d' where id = '%s'".formatted(i, id));
                    Thread.sleep(random.nextInt(4) == 0 ? random.nextInt(6) : 0);
                }
                if (random.nextInt(10) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
        return null;
    }

    /** Stays open while hundreds of others commit. */
    private Void linger(List<UUID> ids) throws Exception {
        try (var connection = postgres.connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 3; i++) {
                execute(connection, """
                        insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                        values (gen_random_uuid(), 'Ann', 'Lee', 'ann', 'slow-%1$d@x.test', 'slow-%1$d@x.test', 'GB')
                        """.formatted(i));
                Thread.sleep(700);
                execute(connection, "update users.users set country = 'US' where id = '%s'".formatted(ids.get(i)));
                connection.commit();
            }
        }
        return null;
    }

    /** Through a server, which tells its reader at once. */
    private static Void comeAndGo(Random random, Users users) throws InterruptedException {
        for (int i = 0; i < TRANSACTIONS / 2; i++) {
            var user = users.create(somebody());
            users.update(change(user.id()).nickname("n" + i).update());
            users.delete(deletion(user.id()));
            users.undelete(user.id());
            Thread.sleep(random.nextInt(10));
        }
        return null;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
