package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.UserEvent;
import users.api.UserId;
import users.api.filter.Filter;
import users.server.contract.Watcher;

/** A primary and its standby, both in DB_HOST, under writes, reads and a watch. */
class FailoverTest {

    /** Writes shall work within 5 s; the rest is for a machine that has much else to do. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    void writesGoWhereTheyCanAndNoneThatWasAcknowledgedIsLost() throws Exception {
        try (var pair = new PrimaryAndStandby(folder);
                var server = start(pair);
                var other = start(pair);
                var watcher = Watcher.of(other.client(), Filter.parse("country = \"DE\""))) {
            try (var load = new FailoverLoad(server.client())) {
                load.awaitWrites();
                aServerThatCanOnlyBeReadForAWhileIsRead(pair, load);
                aStandbyTakesOver(pair, load);
            }
            var late = server.client().create(somebody("late@failover.test", "DE"));
            assertThat(watcher.next())
                    .isEqualTo(new UserEvent.Created(late, watcher.token().orElseThrow()));
        }
    }

    private static void aServerThatCanOnlyBeReadForAWhileIsRead(PrimaryAndStandby pair, FailoverLoad load)
            throws Exception {
        int reads = load.reads();
        pair.set("default_transaction_read_only = on");
        load.awaitRefusals();
        assertThat(load.readFailures()).isEmpty();
        assertThat(load.reads()).isGreaterThan(reads);

        pair.set("default_transaction_read_only = off");

        var delay = load.awaitWrites();
        System.out.println("writes after the server can be written again: " + delay);
        assertThat(delay).isLessThan(LIMIT);
        assertThat(load.readFailures()).isEmpty();
    }

    private static void aStandbyTakesOver(PrimaryAndStandby pair, FailoverLoad load) throws Exception {
        pair.stopFirst();
        load.awaitReads();
        load.awaitRefusals();
        try (var old = pair.startFirstReadOnly()) {
            load.awaitReads();

            PrimaryAndStandby.run(pair.standby(), "select pg_promote()");

            var delay = load.awaitWrites();
            System.out.println("writes after the promotion: " + delay);
            assertThat(delay).isLessThan(LIMIT);
            load.awaitReads();
            assertThat(missing(pair, load.written())).isZero();
            Await.until(() -> PrimaryAndStandby.ask(pair.standby(), """
                            select count(*) from pg_stat_activity where application_name = 'users-server listening'
                            """).equals("1"));
            // Nothing is left on the old one, be it ever so alive.
            Await.until(() -> PrimaryAndStandby.ask(old, """
                            select count(*) from pg_stat_activity where application_name like 'users-server%'
                            """).equals("0"));
        }
    }

    private static TestServer start(PrimaryAndStandby pair) {
        // Reads shall not fail for a machine that is slow to make connections.
        return TestServer.start(
                        TestServer.environment(pair.hosts(), pair.port(), "postgres"),
                        "users.database.connection-timeout",
                        "PT5S")
                .awaitReady();
    }

    /** How many of these the new primary does not have. */
    private static int missing(PrimaryAndStandby pair, List<UserId> written) {
        var ids = written.stream().map(UserId::toString).collect(Collectors.joining(","));
        return Integer.parseInt(PrimaryAndStandby.ask(pair.standby(), """
                select count(*) from unnest(cast('{%s}' as uuid[])) id where id not in (select id from users.users)
                """.formatted(ids)));
    }
}
