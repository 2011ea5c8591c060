package users.server.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import users.server.Await;
import users.server.TestServer;
import users.server.postgres.TestDatabase;

/** A server, who calls it, who comes to its socket, and who is beside them. */
final class Run implements AutoCloseable {

    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final TestServer server;
    private final Bystander bystander;
    private final Calls calls;
    private final Driver driver;
    private final RawVisits visits;

    private Run(TestServer server, long seed) {
        this.server = server;
        bystander = new Bystander(TestServer.channel(server.grpcPort()));
        var memory = new Memory();
        memory.spare(bystander.id());
        memory.spare(Bystander.EMAIL);
        calls = new Calls(server.channel(), memory);
        driver = new Driver(seed, memory, calls);
        visits = new RawVisits(server.grpcPort(), seed);
    }

    static Run start(long seed) {
        return new Run(TestServer.start(TestDatabase.create()), seed);
    }

    int requests() {
        return calls.count();
    }

    /** All of them at once, until that holds; then nobody. */
    void until(BooleanSupplier enough) throws IOException {
        try (var looking = new Background("bystander", bystander::look);
                var visiting = new Background("raw visits", visits::make)) {
            while (!enough.getAsBoolean()) {
                driver.step();
                looking.check();
                visiting.check();
            }
        } finally {
            visits.leave();
        }
        bystander.assertUndisturbed();
    }

    Footprint footprint() {
        Await.within(
                SETTLING, () -> metrics().contains("users_database_connections_active{scope=\"application\",} 0.0"));
        return Footprint.now();
    }

    void assertNoMoreThan(Footprint before) {
        try {
            Await.within(SETTLING, () -> !footprint().exceeds(before));
        } catch (AssertionError e) {
            throw new AssertionError(Footprint.now().since(before), e);
        }
    }

    private String metrics() {
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
        bystander.close();
        server.close();
    }

    @Override
    public String toString() {
        return "%,d requests %s, %,d raw visits; the bystander waited %d ms at most"
                .formatted(
                        calls.count(),
                        calls.tally(),
                        visits.count(),
                        bystander.longest().toMillis());
    }
}
