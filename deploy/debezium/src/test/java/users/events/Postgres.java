package users.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import users.db.DevelopmentDatabase;
import users.server.Await;
import users.server.image.ServerProcess;

/** A PostgreSQL that can be killed and started again, with the connector's role as it is shipped. */
record Postgres(Child child, Path data, int port) implements AutoCloseable {

    private static final String PASSWORD = "connector-test-pw";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /**
     * Makes a data folder and starts a server on it.
     *
     * @param settings such as max_slot_wal_keep_size=1MB
     */
    static Postgres start(Path folder, String... settings) throws IOException, SQLException {
        var data = folder.resolve("postgresql");
        ServiceLoader.load(DevelopmentDatabase.class)
                .findFirst()
                .orElseThrow()
                .start(data)
                .close();
        demandPassword(data.resolve("pg_hba.conf"));
        var postgres = start(data, ServerProcess.freePort(), settings);
        postgres.run(Files.readString(Path.of("role.sql")).replace(":'password'", "'" + PASSWORD + "'"));
        Files.writeString(folder.resolve("users-connector.properties"), "password=" + PASSWORD + "\n");
        return postgres;
    }

    /** On a data folder that is there. */
    static Postgres start(Path data, int port, String... settings) throws IOException {
        // As the library has started it, but for the port.
        var opts = Files.readString(data.resolve("postmaster.opts"));
        var program = WORD.matcher(opts).results().findFirst().orElseThrow().group();
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("unshare", "--user"));
        }
        command.addAll(
                List.of(program, "-D", data.toString(), "-p", Integer.toString(port), "-c", "wal_level=logical"));
        for (var setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        var postgres = new Postgres(new Child(command, data.resolveSibling("postgresql.log")), data, port);
        postgres.awaitReady();
        return postgres;
    }

    /**
     * A standby of this one, from a copy that is made while it runs.
     *
     * @param settings of the standby, such as sync_replication_slots=on
     */
    Postgres standby(Path copy, String... settings) throws IOException, SQLException {
        run("select pg_create_physical_replication_slot('standby', true)");
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copyData(copy);
            try (var label = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                label.next();
                Files.writeString(copy.resolve("backup_label"), label.getString(1));
            }
        }
        Files.writeString(copy.resolve("standby.signal"), "");
        var all = new ArrayList<>(List.of(
                "primary_conninfo=host=localhost port=%d user=postgres dbname=%s".formatted(port, name()),
                "primary_slot_name=standby",
                "hot_standby_feedback=on"));
        all.addAll(List.of(settings));
        return start(copy, ServerProcess.freePort(), all.toArray(String[]::new));
    }

    /** Slots are none of a copy's business, nor is who runs on it. */
    private void copyData(Path copy) throws IOException {
        try (var files = Files.walk(data)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var relative = data.relativize(file);
                if (!relative.startsWith("postmaster.pid")
                        && !(relative.startsWith("pg_replslot") && relative.getNameCount() > 1)) {
                    Files.copy(file, copy.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    String name() {
        return "postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(port, name()));
    }

    void run(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text. */
    String ask(String sql) throws SQLException {
        return column(sql).getFirst();
    }

    /** The first column of all rows, as text. */
    List<String> column(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
            return found;
        }
    }

    void startAgain() {
        child.startAgain();
        awaitReady();
    }

    private void awaitReady() {
        Await.until(() -> {
            // What a killed one leaves behind takes a moment to end, and nobody else may start until then.
            if (!child.process().isAlive()) {
                child.startAgain();
            }
            try {
                return ask("select 1").equals("1");
            } catch (SQLException e) {
                return false;
            }
        });
    }

    /** The library lets everybody in; the connector shall need its password. */
    private static void demandPassword(Path file) throws IOException {
        Files.writeString(file, """
                host all users_connector localhost scram-sha-256
                """ + Files.readString(file));
    }

    @Override
    public void close() {
        child.close();
    }
}
