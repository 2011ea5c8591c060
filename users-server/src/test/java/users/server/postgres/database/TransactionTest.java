package users.server.postgres.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.dbclient.DbClientException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import users.server.postgres.StorageTest;

class TransactionTest extends StorageTest {

    /** Of whatever else runs on this database, for a few seconds. */
    private static final String CANCEL = """
            do $$
            begin
              for i in 1..5000 loop
                perform pg_stat_clear_snapshot();
                perform pg_cancel_backend(pid)
                from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and state = 'active';
                perform pg_sleep(random() * 0.001);
              end loop;
            end $$""";

    @Test
    void whatIsUndoneIsUndoneWheneverItIsCancelled() {
        postgres.run("create table users.probe (any_value int)");
        int undone = 0;

        var cancellations = CompletableFuture.runAsync(() -> postgres.run(CANCEL));
        while (!cancellations.isDone()) {
            undone += insertAndUndo() ? 1 : 0;
        }

        cancellations.join();
        assertThat(undone).isPositive();
        assertThat(postgres.ask("select count(*) from users.probe")).isEqualTo("0");
    }

    private static boolean insertAndUndo() {
        try {
            Transaction.run(
                    database.client(),
                    inserted -> false,
                    transaction -> transaction.insert("insert into users.probe (any_value) values (1)"));
            return true;
        } catch (DbClientException e) {
            return false;
        }
    }
}
