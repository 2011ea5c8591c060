package users.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ServiceLoader;
import users.api.grpc.UsersClient;
import users.db.DevelopmentDatabase;
import users.server.image.ServerProcess;

/** The shipped server on a PostgreSQL of its own, with a replication slot that nobody reads. */
record Service(DevelopmentDatabase.Running database, ServerProcess server, Path log) implements AutoCloseable {

    /** @param settings of the server, in YAML beneath {@code users} */
    static Service start(Path folder, String settings) throws IOException, SQLException {
        var database = ServiceLoader.load(DevelopmentDatabase.class)
                .findFirst()
                .orElseThrow()
                .start(folder.resolve("postgresql"));
        var configuration = Files.writeString(folder.resolve("users.yaml"), "users:\n" + settings.indent(2));
        var log = folder.resolve("server.log");
        var command = new ProcessBuilder(
                        Path.of("../../bin/users-server").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().put("CONFIG_FILE", configuration.toString());
        command.environment().put("LOG_FORMAT", "json");
        var service = new Service(database, ServerProcess.start(command, database.port(), database.name()), log);
        service.run("select pg_create_logical_replication_slot('users_events', 'pgoutput')");
        return service;
    }

    UsersClient users() {
        return new UsersClient(server.channel(), Duration.ofSeconds(10));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s?user=postgres"
                .formatted(database.host(), database.port(), database.name()));
    }

    void run(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String scrape() {
        try (var page = URI.create("http://127.0.0.1:%d/observe/metrics".formatted(server.adminPort()))
                .toURL()
                .openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
