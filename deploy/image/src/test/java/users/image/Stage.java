package users.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** The image of this build and a PostgreSQL beside it, once for all tests; Testcontainers ends it with the JVM. */
final class Stage {

    static final String IMAGE = "users-service:image-test";
    static final String PASSWORD = "a-password-of-tests";

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Stage STAGE = new Stage();

    private final AtomicInteger databases = new AtomicInteger();
    private final Network network = Network.newNetwork();
    private final GenericContainer<?> postgres;

    private Stage() {
        script("build/docker");
        script("build/stand-ins");
        postgres = new GenericContainer<>("postgres:18.6-trixie")
                .withNetwork(network)
                .withNetworkAliases("postgres")
                .withCreateContainerCmdModifier(command -> command.withUser("postgres"))
                .withEnv("POSTGRES_DB", "tests")
                .withEnv("POSTGRES_PASSWORD_FILE", "/password")
                .withCopyToContainer(Transferable.of("a-password-of-postgres"), "/password")
                .withCopyToContainer(
                        Transferable.of("create role users login password '%s'".formatted(PASSWORD)),
                        "/docker-entrypoint-initdb.d/role.sql")
                .withCommand("postgres", "-cwal_level=logical")
                .waitingFor(Wait.forSuccessfulCommand("pg_isready --host localhost"));
        postgres.start();
    }

    static Stage shared() {
        return STAGE;
    }

    Network network() {
        return network;
    }

    /** A new database, which the role of the service owns. */
    String database() {
        var name = "users_" + databases.incrementAndGet();
        ask("postgres", "create database %s owner users".formatted(name));
        return name;
    }

    /** What one statement finds in a database. */
    String ask(String database, String sql) {
        try {
            var ended = postgres.execInContainer(
                    "psql",
                    "--username=postgres",
                    "--dbname=" + database,
                    "--tuples-only",
                    "--no-align",
                    "--command",
                    sql);
            assertThat(ended.getExitCode()).as(ended.getStderr()).isZero();
            return ended.getStdout().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What a program prints that is run from the root of the project, together with what it says of failures. */
    static String run(String... words) {
        return run(Map.of("IMAGE", IMAGE), words);
    }

    static String run(Map<String, String> environment, String... words) {
        var ended = end(environment, words);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    /** How a program ended, and all that it said. */
    record Ended(int exitCode, String output) {}

    static Ended end(Map<String, String> environment, String... words) {
        var command = new ProcessBuilder(words).directory(ROOT.toFile()).redirectErrorStream(true);
        command.environment().putAll(environment);
        try {
            var process = command.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void script(String name) {
        System.out.print(run(name));
    }
}
