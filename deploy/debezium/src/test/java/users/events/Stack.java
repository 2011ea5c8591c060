package users.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import users.api.Users;
import users.api.WriteOptions;
import users.api.grpc.UsersClient;
import users.server.Await;
import users.server.contract.People;
import users.server.image.ServerProcess;

/** All that an event goes through, each part a process of its own: server, PostgreSQL, connector, broker. */
final class Stack implements AutoCloseable {

    private final Path folder;
    private volatile Postgres postgres;
    private final Broker broker;
    private final Worker worker;
    private volatile ServerProcess server;

    /** Its files are kept in target/, for who wants to know why. */
    static Stack start(String name, String... settings) throws IOException, SQLException {
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "events").toAbsolutePath()), name);
        return new Stack(folder, settings);
    }

    private Stack(Path folder, String... settings) throws IOException, SQLException {
        this.folder = folder;
        postgres = Postgres.start(folder, settings);
        server = startServer();
        broker = Broker.start(folder);
        worker = Worker.start(folder, broker);
    }

    Path folder() {
        return folder;
    }

    Postgres postgres() {
        return postgres;
    }

    Broker broker() {
        return broker;
    }

    Worker worker() {
        return worker;
    }

    ServerProcess server() {
        return server;
    }

    Users users() {
        return new UsersClient(server.channel(), Duration.ofSeconds(10));
    }

    /** The runbook's. */
    void register() throws IOException, InterruptedException {
        var ended = runbook().run("register");
        assertThat(ended).isEqualTo(new Runbook.Ended(0, "users-connector is running\n"));
    }

    /** Before, nothing may have been noted of the connector's way that could be lost. */
    void awaitHeartbeat() {
        Await.until(() -> {
            try {
                return postgres.ask("select time is not null from users.event_heartbeats")
                        .equals("t");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    Runbook runbook() throws IOException {
        return Runbook.of(folder, postgres, broker, worker);
    }

    /** From the topic's first record on. */
    Follower follower() {
        return new Follower(broker);
    }

    Ledger ledger() {
        return new Ledger(postgres);
    }

    /** SIGKILL, and another one. */
    void killServer() throws IOException {
        server.process().destroyForcibly();
        server.process().onExit().join();
        server = startServer();
    }

    /** A change that is made now: once it is told, so is all that was before it. */
    Event.Change marker() {
        var user = users().create(People.somebody(), WriteOptions.NONE);
        return new Event.Change(user.id().toString(), 1, "c");
    }

    /** The primary is killed; the standby takes its place, its address too, as a service's name would. */
    void failOver(Postgres standby) throws IOException, SQLException {
        postgres.child().kill();
        standby.ask("select pg_promote()");
        standby.child().kill();
        postgres = Postgres.start(standby.data(), postgres.port());
    }

    private ServerProcess startServer() throws IOException {
        var command = new ProcessBuilder(
                        Path.of("../../bin/users-server").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()));
        return ServerProcess.start(command, postgres.port(), postgres.name());
    }

    @Override
    public void close() {
        worker.close();
        broker.close();
        server.close();
        postgres.close();
    }
}
