package users.observability;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import users.api.grpc.UsersClient;
import users.api.tls.TestAuthority;
import users.db.DevelopmentDatabase;
import users.server.Bearer;
import users.server.TestIssuer;
import users.server.TlsClient;
import users.server.TlsFiles;
import users.server.image.ServerProcess;

/** The shipped server on a PostgreSQL of its own, with a replication slot that nobody reads, callers that it must know and TLS. */
record Service(DevelopmentDatabase.Running database, ServerProcess server, Channel channel, HttpServer issuer, Path log)
        implements AutoCloseable {

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
        var key = TestIssuer.es256("key");
        var issuer = issuer(TestIssuer.keys(key));
        var authority = TestAuthority.named("Test");
        command.environment().putAll(TlsFiles.environment(folder, authority.server("127.0.0.1"), authority));
        command.environment()
                .putAll(Map.of(
                        "JWKS_URL",
                                "http://127.0.0.1:%d/"
                                        .formatted(issuer.getAddress().getPort()),
                        "JWT_ISSUER", TestIssuer.NAME,
                        "JWT_AUDIENCE", TestIssuer.AUDIENCE));
        var server = ServerProcess.start(
                command,
                database.port(),
                database.name(),
                port -> TlsClient.channel(port, authority, Optional.empty()));
        var channel = Bearer.on(server.channel(), key.token("traffic", "users.admin"));
        var service = new Service(database, server, channel, issuer, log);
        service.run("select pg_create_logical_replication_slot('users_events', 'pgoutput')");
        return service;
    }

    private static HttpServer issuer(String keys) throws IOException {
        var issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/", exchange -> {
            var body = keys.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        return issuer;
    }

    UsersClient users() {
        return new UsersClient(channel, Duration.ofSeconds(10));
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
        issuer.stop(0);
        database.close();
    }
}
