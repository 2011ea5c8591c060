package users.db;

import java.nio.file.Path;

/**
 * A PostgreSQL that lives and dies with this process and needs nothing to be installed. Its provider is found with
 * {@link java.util.ServiceLoader}; what runs in production has none.
 */
public interface DevelopmentDatabase {

    /**
     * Starts it on a free port of this machine, its data kept in {@code folder}, which is made when it is not there.
     * What was committed before a process was killed is there again.
     *
     * @throws DevelopmentDatabaseException when the folder cannot be used, in one sentence that says why
     */
    Running start(Path folder);

    /** A database that takes connections without a password. */
    interface Running extends AutoCloseable {

        /** Where it listens. */
        String host();

        /** Where it listens. */
        int port();

        /** The database's name. */
        String name();

        /** Who may do everything in it. */
        String username();

        /**
         * Adds the users that development starts with, once the migrations were applied. Those that were there before,
         * changed and deleted ones too, stay as they are.
         */
        void seed();

        /** Ends the connections and stops the database; waits until its data is written. */
        @Override
        void close();
    }
}
