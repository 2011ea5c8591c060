package users.server.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import org.junit.jupiter.api.Test;
import users.api.UserEvent;
import users.server.postgres.database.Schema;

/** Changes that came with a dump of a cluster that had done more transactions. */
class WatchRestoredTest extends WatchSession {

    private static final String FROM_ELSEWHERE = """
            insert into users.changes (xid, user_id, version, kind, actor)
            select '900000000', gen_random_uuid(), 1, 'PURGED', 'elsewhere' from generate_series(1, 3);
            update users.forgotten_changes set xid = '900000000'
            """;

    @Test
    void areNoNewsToWatchers() {
        postgres.run(FROM_ELSEWHERE.lines().limit(2).reduce("", String::concat));
        try (var watcher = watcher()) {
            var ann = users.create(somebody());

            assertThat(watcher.next())
                    .isInstanceOfSatisfying(
                            UserEvent.Created.class,
                            event -> assertThat(event.user()).isEqualTo(ann));
        }
    }

    @Test
    void areOldOnceAServerHasStarted() {
        postgres.run(FROM_ELSEWHERE);

        Schema.migrate(postgres.settings());

        assertThat(postgres.ask("select string_agg(distinct xid::text, ' ') from users.changes"))
                .isEqualTo("0");
        assertThat(postgres.ask("""
                select count(*) from users.forgotten_changes where xid >= pg_snapshot_xmin(pg_current_snapshot())""")).isEqualTo("0");
        try (var watcher = watcher()) {
            users.create(somebody());
            assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
        }
    }
}
