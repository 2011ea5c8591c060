package users.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.UserId;
import users.api.WriteOptions;
import users.server.Await;
import users.server.contract.People;

/** Whatever part is killed under load: all that was committed is in the topic, nothing else is, each user's in order. */
class FaultsIT {

    private static final int CHANGES = 1_000;

    private static Stack stack;
    private static Follower follower;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start("faults");
        stack.register();
        follower = stack.follower();
    }

    @AfterAll
    static void stop() {
        follower.close();
        stack.close();
    }

    @Test
    void aKilledConnectorLosesNothing() throws Exception {
        assertNothingIsLostBy("connector", killed(stack.worker().child(), stack.worker()::startAgain));
    }

    @Test
    void aKilledBrokerLosesNothing() throws Exception {
        assertNothingIsLostBy("broker", killed(stack.broker().child(), stack.broker()::startAgain));
    }

    @Test
    void aKilledDatabaseLosesNothing() throws Exception {
        assertNothingIsLostBy("database", killed(stack.postgres().child(), stack.postgres()::startAgain));
    }

    @Test
    void aKilledServerLosesNothing() throws Exception {
        assertNothingIsLostBy("server", () -> stack.killServer());
    }

    /** The rows of an import share one position in PostgreSQL's log, or nearly so. */
    @Test
    void aConnectorThatIsKilledInTheMiddleOfAnImportTellsTheRestOfIt() throws Exception {
        var before = follower.changes().size();
        var people = Load.people(stack.users(), 10_000);
        follower.await(one -> one.changes().size() > before + 1_000);
        stack.worker().child().kill();
        assertThat(follower.changes()).hasSizeLessThan(before + 10_000);
        stack.worker().startAgain();

        follower.await(one ->
                people.stream().allMatch(id -> one.changes().contains(new Event.Change(id.toString(), 1, "c"))));
    }

    /** Who is deleted while it is away must not stay in the topic, where the image has told of them. */
    @Test
    void aConnectorThatIsKilledInTheMiddleOfTheImageGoesOnWithIt() throws Exception {
        var people = Load.people(stack.users(), 10_000);
        var marker = stack.marker();
        follower.await(one -> one.changes().contains(marker));
        stack.postgres().run("update users.event_heartbeats set time = null");
        follower.await(one -> told(one, people) > 500);
        stack.worker().child().kill();
        long toldBefore = told(follower, people);
        assertThat(toldBefore).isLessThan(people.size());
        people.subList(0, 100).forEach(id -> stack.users().delete(People.deletion(id), WriteOptions.NONE));
        stack.worker().startAgain();

        follower.await(one -> told(one, people) >= people.size() - 100);
        awaitAll();
        follower.awaitView(stack.ledger().users());
    }

    private static long told(Follower follower, List<UserId> people) {
        return people.stream()
                .filter(id -> follower.changes().contains(new Event.Change(id.toString(), 1, "r")))
                .count();
    }

    /** And away for a moment. */
    private static Fault killed(Child child, Runnable startAgain) {
        return () -> {
            child.kill();
            Thread.sleep(500);
            startAgain.run();
        };
    }

    private static void assertNothingIsLostBy(String part, Fault fault) throws Exception {
        int before = follower.records().size();
        var load = new Load(stack::users);
        try (load) {
            Await.until(() -> load.acknowledged().size() > CHANGES / 3);
            fault.strike();
            int then = load.acknowledged().size();
            Await.until(() -> load.acknowledged().size() > then + CHANGES * 2 / 3);
        }
        awaitAll();

        var committed = stack.ledger().changes();
        var told = new HashSet<>(follower.changes());
        told.removeIf(change -> change.operation().equals("r"));
        assertThat(difference(load.acknowledged(), told))
                .as("acknowledged and not told")
                .isEmpty();
        assertThat(difference(committed, told)).as("committed and not told").isEmpty();
        assertThat(difference(told, committed)).as("told and not committed").isEmpty();
        follower.awaitView(stack.ledger().users());
        assertOrder(follower.events());
        report(part, load, before);
    }

    private static Set<Event.Change> difference(Set<Event.Change> all, Set<Event.Change> others) {
        var left = new HashSet<>(all);
        left.removeAll(others);
        return left;
    }

    private static void awaitAll() throws SQLException {
        var committed = stack.ledger().changes();
        follower.await(one -> one.changes().containsAll(committed));
        Await.until(() -> stack.worker().running());
        // What is replayed may still be coming.
        var marker = stack.marker();
        follower.await(one -> one.changes().contains(marker));
    }

    /** Without replays, which a position tells, each user's versions go up. */
    private static void assertOrder(List<Event> events) {
        var positions = new HashMap<String, UsersView.Position>();
        var versions = new HashMap<String, Long>();
        for (var event : events) {
            var change = event.change();
            var known = positions.getOrDefault(change.userId(), new UsersView.Position(0, 0));
            if (event.position().compareTo(known) > 0) {
                positions.put(change.userId(), event.position());
                long last = versions.getOrDefault(change.userId(), 0L);
                boolean same = Set.of("d", "r").contains(change.operation());
                boolean next = change.version() == (same ? last : last + 1) || (same && last == 0);
                assertThat(next).as("%s after version %d", change, last).isTrue();
                versions.put(change.userId(), change.version());
            }
        }
    }

    private static void report(String part, Load load, int before) {
        var seen = new HashSet<Event.Change>();
        long duplicates = follower.events().stream()
                .skip(before)
                .map(Event::change)
                .filter(change -> !change.operation().equals("r") && !seen.add(change))
                .count();
        System.out.printf(
                "%s killed: %,d changes acknowledged, %,d committed in all, 0 missing, %d duplicates%n",
                part, load.acknowledged().size(), follower.changes().size(), duplicates);
    }

    private interface Fault {
        void strike() throws Exception;
    }
}
