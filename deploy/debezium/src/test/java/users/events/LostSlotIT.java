package users.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.UserId;
import users.api.WriteOptions;
import users.server.Await;
import users.server.contract.People;

/** PostgreSQL does not have any more what the connector has still to read: it is noticed, and can be made good. */
class LostSlotIT {

    private static final int DELETED = 30;

    private static Stack stack;
    private static Runbook runbook;
    private static Follower follower;
    private static Recovery recovery;
    private static JsonObject unseen = new JsonObject();

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start("lost-slot", "max_slot_wal_keep_size=16MB", "max_wal_size=48MB", "min_wal_size=32MB");
        stack.register();
        stack.awaitHeartbeat();
        runbook = stack.runbook();
        follower = stack.follower();
        recovery = new Recovery(stack, follower);
    }

    @AfterAll
    static void stop() {
        follower.close();
        stack.close();
    }

    @Test
    void aSlotThatWasMadeAnewIsNoticedAndMadeGood() throws Exception {
        var people = toldPeople();
        stack.worker().child().kill();
        stack.postgres().ask("select pg_drop_replication_slot('users_events')");
        changeWithoutAWord(people);
        stack.postgres()
                .ask("select pg_create_logical_replication_slot('users_events', 'pgoutput', false, false, true)");

        assertNoticedAndMadeGood(
                "the slot was made anew behind the last event, changes in between are missing: connector recover",
                people);
    }

    @Test
    void aSlotThatPostgresGaveUpIsNoticedAndMadeGood() throws Exception {
        var people = toldPeople();
        stack.worker().child().kill();
        changeWithoutAWord(people);
        while (!stack.postgres()
                .ask("select wal_status from pg_replication_slots")
                .equals("lost")) {
            stack.postgres().run("create table filler as select repeat('x', 1000) from generate_series(1, 20000)");
            stack.postgres().run("drop table filler");
            stack.postgres().run("checkpoint");
        }

        assertNoticedAndMadeGood(
                "PostgreSQL has thrown away what the slot had still to read: connector recover", people);
    }

    @Test
    void aSlotThatIsGoneIsNoticedAndMadeGood() throws Exception {
        var people = toldPeople();
        stack.worker().child().kill();
        changeWithoutAWord(people);
        stack.postgres().ask("select pg_drop_replication_slot('users_events')");

        assertNoticedAndMadeGood("PostgreSQL has no slot users_events: connector recover", people);
    }

    /** Users whom the topic knows: many in each of its partitions, and of those who will be deleted some. */
    private static List<UserId> toldPeople() throws Exception {
        var people = Load.people(stack.users(), 120);
        // Who will be deleted without a word: the delete that is made up for has the whole row.
        stack.users()
                .update(
                        People.change(people.get(10))
                                .nickname("Zoë \\ \"日本\"")
                                .labels(Map.of("note", "a\tb\nc \\ \"d\" é"))
                                .update(),
                        WriteOptions.NONE);
        var marker = stack.marker();
        follower.await(one -> one.changes().contains(marker)
                && people.stream().allMatch(id -> one.view().containsKey(id.toString())));
        unseen = requireNonNull(follower.view().get(people.get(10).toString()));
        assertThat(runbook.run("status").exitCode()).isZero();
        Await.until(stack.worker()::hasNotes);
        return people;
    }

    private static void changeWithoutAWord(List<UserId> people) {
        var users = stack.users();
        people.subList(0, 10)
                .forEach(id -> users.update(People.change(id).nickname("unseen").update(), WriteOptions.NONE));
        people.subList(10, 10 + DELETED).forEach(id -> users.delete(People.deletion(id), WriteOptions.NONE));
        users.delete(People.deletion(people.getLast()), WriteOptions.NONE);
        users.undelete(people.getLast(), WriteOptions.NONE);
    }

    private static void assertNoticedAndMadeGood(String alarm, List<UserId> people) throws Exception {
        stack.worker().startAgain();
        recovery.awaitAlarm(alarm);
        assertThat(runbook.run("recover")).isEqualTo(new Runbook.Ended(1, """
                        This stops users-connector, throws its slot and its notes away and lets it begin anew. Every user comes as an event again,
                        and the deletes that nobody was told of are made up for.
                        connector: nobody answers: connector recover --yes does not ask
                        """));

        recovery.run(DELETED);
        assertThat(follower.events())
                .filteredOn(event -> event.change().operation().equals("d"))
                .extracting(event -> event.value().getAsJsonObject("before"))
                .contains(unseen);
        assertThat(follower.view())
                .doesNotContainKey(people.get(10).toString())
                .containsKey(people.getLast().toString());
    }
}
