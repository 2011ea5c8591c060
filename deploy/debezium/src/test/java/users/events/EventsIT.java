package users.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static users.events.SharedStack.FOLLOWER;
import static users.events.SharedStack.STACK;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.UserId;
import users.api.Users;
import users.api.WriteOptions;
import users.server.Await;
import users.server.contract.People;

/** What is told and what is not. */
class EventsIT {

    private final Users users = STACK.users();

    @Test
    void whoWasThereBeforeTheConnectorIsToldToo() {
        FOLLOWER.await(one ->
                one.changes().stream().anyMatch(change -> change.operation().equals("r")));
    }

    @Test
    void whatWasRolledBackIsNotTold() throws SQLException {
        var before = FOLLOWER.changes().size();
        STACK.postgres().run("""
                begin;
                insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                values ('00000000-0000-7000-8000-000000000001', 'No', 'Body', 'nobody', 'no@body.test', 'no@body.test', 'GB');
                update users.users set nickname = 'nothing';
                rollback
                """);
        var marker = STACK.marker();
        FOLLOWER.await(one -> one.changes().contains(marker));

        assertThat(FOLLOWER.changes()).hasSize(before + 1);
    }

    @Test
    void aTimeHasAllItsDigitsWhetherItIsReadFromTheLogOrFromTheTable() throws SQLException {
        STACK.postgres().run("""
                insert into users.users (id, first_name, last_name, nickname, email, email_key, country, create_time)
                select ('00000000-0000-7000-8000-00000000001' || n)::uuid, 'On', 'Time', 'ontime', n || '@time.test', n || '@time.test', 'GB', t
                from (values (1, timestamptz '2026-01-01 00:00:00Z'), (2, '2026-01-01 00:00:01.5Z'), (3, '2026-01-01 00:00:01.000010Z')) as v (n, t)
                """);
        FOLLOWER.awaitView(STACK.ledger().users());
        STACK.postgres().run("update users.event_heartbeats set time = null");
        FOLLOWER.await(one -> one.changes().contains(new Event.Change("00000000-0000-7000-8000-000000000013", 1, "r")));

        FOLLOWER.awaitView(STACK.ledger().users());
        assertThat(FOLLOWER.view().values().stream()
                        .filter(user -> user.get("nickname").getAsString().equals("ontime"))
                        .map(user -> user.get("create_time").getAsString()))
                .containsExactlyInAnyOrder(
                        "2026-01-01T00:00:00.000000Z", "2026-01-01T00:00:01.500000Z", "2026-01-01T00:00:01.000010Z");
    }

    /** The image of all users is taken meanwhile: what comes of the change is newer than that, though its row is older. */
    @Test
    void aChangeWhoseCommitTakesLongIsNotTakenForOneThatWasToldBefore() throws SQLException {
        var id = users.create(People.somebody(), WriteOptions.NONE).id();
        try (var connection = STACK.postgres().connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update users.users set nickname = 'late' where id = '%s'".formatted(id));
            STACK.postgres().run("update users.event_heartbeats set time = null");
            FOLLOWER.await(one -> one.changes().contains(new Event.Change(id.toString(), 1, "r")));
            connection.commit();
        }
        FOLLOWER.await(one -> one.changes().contains(new Event.Change(id.toString(), 2, "u")));

        assertThat(FOLLOWER.view().get(id.toString()))
                .isEqualTo(STACK.ledger().users().get(id.toString()));
    }

    @Test
    void whatChangesNothingIsNotTold() {
        var user = users.create(People.somebody(), WriteOptions.NONE);
        users.update(People.change(user.id()).nickname("annlee").update(), WriteOptions.NONE);
        var marker = STACK.marker();
        FOLLOWER.await(one -> one.changes().contains(marker));

        assertThat(changesOf(user.id()))
                .containsExactly(new Event.Change(user.id().toString(), 1, "c"));
    }

    @Test
    void eachUserOfAnImportIsTold() {
        var people = Load.people(users, 10_000);

        FOLLOWER.await(one ->
                people.stream().allMatch(id -> one.changes().contains(new Event.Change(id.toString(), 1, "c"))));
        assertThat(FOLLOWER.events().stream()
                        .filter(event -> event.change().operation().equals("c"))
                        .filter(event ->
                                people.contains(UserId.parse(event.change().userId()))))
                .hasSize(10_000);
    }

    /** Hard case 30: PostgreSQL keeps large values apart and does not log them again when they stay as they are. */
    @Test
    void largeLabelsAreWholeInEveryImageThoughTheyDidNotChange() throws SQLException {
        var id = users.create(People.somebody(), WriteOptions.NONE).id();
        users.update(People.change(id).labels(randomLabels(40, 500)).update(), WriteOptions.NONE);
        users.update(People.change(id).nickname("light").update(), WriteOptions.NONE);
        var row = requireNonNull(STACK.ledger().users().get(id.toString()));
        users.delete(People.deletion(id), WriteOptions.NONE);
        users.undelete(id, WriteOptions.NONE);
        FOLLOWER.await(one -> one.changes().contains(new Event.Change(id.toString(), 4, "c")));

        var told = FOLLOWER.events().stream()
                .filter(event -> event.change().userId().equals(id.toString())
                        && event.change().version() > 2)
                .filter(event -> !event.change().operation().equals("r"))
                .map(Event::value)
                .toList();
        assertThat(told).hasSize(3);
        var labels = row.get("labels");
        assertThat(labels.getAsString().length()).isGreaterThan(20_000);
        assertThat(told.get(0).getAsJsonObject("before").get("labels")).isEqualTo(labels);
        assertThat(told.get(0).getAsJsonObject("after")).isEqualTo(row);
        assertThat(told.get(1).getAsJsonObject("before")).isEqualTo(row);
        assertThat(told.get(2).getAsJsonObject("after"))
                .isEqualTo(STACK.ledger().users().get(id.toString()));
    }

    /** The same: of all that may stand in labels, this takes the most room in JSON within JSON, twice in one record. */
    @Test
    void theLargestLabelsFitIntoARecord() throws SQLException {
        var id = users.create(People.somebody(), WriteOptions.NONE).id();
        var heavy = new HashMap<String, String>();
        IntStream.range(0, 64).forEach(i -> heavy.put("l" + i, "\"".repeat(508)));
        users.update(People.change(id).labels(heavy).update(), WriteOptions.NONE);
        users.update(People.change(id).nickname("heavy").update(), WriteOptions.NONE);
        FOLLOWER.await(one -> one.changes().contains(new Event.Change(id.toString(), 3, "u")));

        var record = FOLLOWER.records().stream()
                .filter(one -> one.key().contains(id.toString()))
                .reduce((one, next) -> next)
                .orElseThrow();
        System.out.printf("the largest record has %,d bytes%n", record.serializedValueSize());
        assertThat(record.serializedValueSize()).isGreaterThan(250_000).isLessThan(1_000_000);
        assertThat(Event.of(record).orElseThrow().value().getAsJsonObject("after"))
                .isEqualTo(STACK.ledger().users().get(id.toString()));
    }

    @Test
    void theHeartbeatMovesTheSlotOnWhileOthersWrite() throws SQLException {
        STACK.postgres().run("create table public.others as select repeat('x', 1000) from generate_series(1, 20000)");
        var written = STACK.postgres().ask("select pg_current_wal_lsn()");

        Await.until(() -> {
            try {
                return STACK.postgres()
                        .ask(
                                "select confirmed_flush_lsn >= '%s' from pg_replication_slots where slot_name = 'users_events'"
                                        .formatted(written))
                        .equals("t");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(STACK.postgres()
                        .ask("select clock_timestamp() - time < interval '20 s' from users.event_heartbeats"))
                .isEqualTo("t");
    }

    private static List<Event.Change> changesOf(UserId id) {
        return FOLLOWER.events().stream()
                .map(Event::change)
                .filter(change -> change.userId().equals(id.toString()))
                .filter(change -> !change.operation().equals("r"))
                .toList();
    }

    /** What PostgreSQL cannot compress. */
    private static Map<String, String> randomLabels(int count, int length) {
        var random = new Random(7);
        var labels = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            labels.put(
                    "l" + i,
                    random.ints(length, 'a', 'z' + 1)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString());
        }
        return labels;
    }
}
