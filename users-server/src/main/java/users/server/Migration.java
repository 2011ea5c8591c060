package users.server;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;
import users.db.Migrations;
import users.db.MigrationsRefusedException;
import users.server.postgres.database.DatabaseSettings;
import users.server.postgres.database.MigrationSettings;
import users.server.postgres.database.Schema;
import users.server.takeover.TakeoverRefusedException;

/**
 * Brings the schema of a database to what this server needs.
 *
 * @param role as which, where that is not the server's own role
 */
record Migration(DatabaseSettings database, Optional<MigrationSettings.Role> role) {

    private static final Logger LOG = Logger.getLogger(Migration.class.getName());
    /** After how long somebody who looks at the log wants to know, and then once more. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration LATER = Duration.ofMinutes(1);

    /**
     * Applies what is missing. Empty when that is done, else what is in the way, in words for whoever runs it.
     *
     * @throws StartException when somebody has to mend the database first, for which nobody waits
     */
    Optional<String> obstacle() {
        return DatabaseObstacle.to(this::apply, role.isPresent() ? "MIGRATION_DB_" : "DB_");
    }

    private void apply() {
        requireNameForFlyway();
        var waiting = Thread.ofVirtual().name("migrating").start(Migration::tellOfTime);
        try {
            var applied = role.map(migrating -> Schema.migrate(database, migrating))
                    .orElseGet(() -> Schema.migrate(database));
            LOG.info(sentence(applied));
        } catch (MigrationsRefusedException | TakeoverRefusedException e) {
            throw new StartException(requireNonNull(e.getMessage()));
        } finally {
            waiting.interrupt();
        }
    }

    /** It puts the name between apostrophes as it is, and PostgreSQL refuses what comes of that. */
    private void requireNameForFlyway() {
        if (role.map(MigrationSettings.Role::username)
                .orElse(database.username())
                .contains("'")) {
            throw new StartException("a role whose name has an apostrophe cannot migrate: name another one as"
                    + " MIGRATION_DB_USERNAME");
        }
    }

    private static void tellOfTime() {
        try {
            for (var pause = SOON; ; pause = LATER) {
                Thread.sleep(pause);
                LOG.info("still migrating, or waiting for somebody else who migrates the same database");
            }
        } catch (InterruptedException e) {
            // It is done.
        }
    }

    private static String sentence(Migrations.Applied applied) {
        var from = applied.from().map("version "::concat).orElse("nothing");
        return applied.to()
                .map(to -> "the schema was migrated from %s to version %s".formatted(from, to))
                .orElseGet(() -> "the schema is at %s: nothing was missing".formatted(from));
    }
}
