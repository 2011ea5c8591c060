package users.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import users.api.WriteOptions;
import users.server.Await;
import users.server.contract.People;

/** A standby takes over. With the settings that README.md asks for the connector goes on; without, it is noticed. */
class FailoverIT {

    @Test
    void aStandbyWithTheSlotGoesOnWithoutALossAndOneWithoutIsNoticedAndMadeGood() throws Exception {
        try (var stack = Stack.start("failover")) {
            stack.register();
            stack.awaitHeartbeat();
            try (var follower = stack.follower()) {
                goesOnWithoutALoss(stack, follower);
                isNoticedAndMadeGood(stack, follower);
            }
        }
    }

    private static void goesOnWithoutALoss(Stack stack, Follower follower) throws Exception {
        var standby = stack.postgres().standby(stack.folder().resolve("standby-1"), "sync_replication_slots=on");
        stack.postgres().run("alter system set synchronized_standby_slots = 'standby'");
        // What is acknowledged from here on is on the standby's disk. With * the connector would do for a standby too.
        stack.postgres().run("alter system set synchronous_standby_names = 'walreceiver'");
        stack.postgres().run("select pg_reload_conf()");
        Await.until(
                () -> says(stack.postgres(), "select count(*) = 1 from pg_stat_replication where sync_state = 'sync'"));
        Await.until(
                () -> says(standby, "select count(*) = 1 from pg_replication_slots where synced and not temporary"));

        var load = new Load(stack::users);
        try (load) {
            Await.until(() -> load.acknowledged().size() > 300);
            stack.failOver(standby);
            int then = load.acknowledged().size();
            Await.until(() -> load.acknowledged().size() > then + 300);
        }
        var committed = stack.ledger().changes();
        assertThat(committed).containsAll(load.acknowledged());
        follower.await(one -> one.changes().containsAll(committed));
        follower.awaitView(stack.ledger().users());
    }

    private static void isNoticedAndMadeGood(Stack stack, Follower follower) throws Exception {
        var standby = stack.postgres().standby(stack.folder().resolve("standby-2"));
        var gone =
                stack.users().create(People.somebody(), WriteOptions.NONE).id().toString();
        follower.await(one -> one.view().containsKey(gone));
        Await.until(() -> says(standby, "select count(*) = 1 from users.users where id = '%s'".formatted(gone)));
        stack.worker().child().kill();
        stack.failOver(standby);
        stack.postgres().run("delete from users.users where id = '%s'".formatted(gone));
        stack.worker().startAgain();

        var recovery = new Recovery(stack, follower);
        recovery.awaitAlarm("PostgreSQL has no slot users_events: connector recover");
        recovery.run(1);
        assertThat(follower.view()).doesNotContainKey(gone);
    }

    private static boolean says(Postgres postgres, String question) {
        try {
            return postgres.ask(question).equals("t");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
