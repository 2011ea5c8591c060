package users.server.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.Role;
import users.api.UserError;
import users.api.grpc.UsersClient;
import users.api.tls.TestAuthority;
import users.linking.AotCache;
import users.server.Bearer;
import users.server.TestIssuer;
import users.server.TlsClient;
import users.server.TlsFiles;
import users.server.contract.People;
import users.server.postgres.TestDatabase;
import users.server.tracing.Collector;
import users.server.tracing.SentSpan;

class ServerImageIT {

    private static final Path IMAGE = Path.of("target/image").toAbsolutePath();
    private static final Path LAUNCHER = Path.of("../bin/users-server").toAbsolutePath();
    private static final Path CACHE = IMAGE.resolve("lib/server/classes.jsa");

    @Test
    void itIsSmallerThan90MegabytesWithoutItsAotCache() throws IOException {
        long size = 0;
        try (var files = Files.walk(IMAGE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                size += file.equals(CACHE) ? 0 : Files.size(file);
            }
        }

        assertThat(new AotCache(IMAGE).exists()).isTrue();
        assertThat(size).isLessThan(90_000_000);
    }

    @Test
    void linkedOnceMoreElsewhereItIsTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        var again = folder.resolve("image");
        var linking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        "../linking/target/classes",
                        "users.linking.Main",
                        again.toString(),
                        System.getProperty("image.modules"),
                        System.getProperty("image.options"),
                        "target/image-modules")
                .inheritIO();
        assertThat(linking.start().waitFor()).isZero();

        assertThat(output(new ProcessBuilder("diff", "--recursive", "--brief", IMAGE.toString(), again.toString())))
                .isEqualTo("Only in %s: %s%n".formatted(CACHE.getParent(), CACHE.getFileName()));
    }

    @Test
    void itHasNoDevelopmentDatabaseAndNoDesktop() throws IOException {
        var modules = output(new ProcessBuilder(IMAGE.resolve("bin/java").toString(), "--list-modules"));

        assertThat(modules)
                .contains("users.server", "users.db")
                .doesNotContain("development", "embedded", "java.desktop");
    }

    @Test
    void withoutDbHostItSaysInOneSentenceWhatToSet() throws IOException, InterruptedException {
        var command = new ProcessBuilder(LAUNCHER.toString());
        command.environment().remove("DB_HOST");
        command.environment().put("GRPC_PORT", "0");
        command.environment().put("ADMIN_PORT", "0");
        var process = command.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .startsWith("users-server: DB_HOST is not set")
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void itMigratesAndEnds() throws IOException {
        var database = TestDatabase.createEmpty();
        var command = new ProcessBuilder(LAUNCHER.toString(), "migrate");
        command.environment()
                .putAll(Map.of(
                        "DB_HOST", database.settings().host(),
                        "DB_PORT", Integer.toString(database.settings().port()),
                        "DB_NAME", database.settings().name(),
                        "DB_USERNAME", database.settings().username()));

        assertThat(output(command))
                .endsWith("the schema was migrated from nothing to version 4\n")
                .hasLineCount(1);
        assertThat(database.ask("select count(*) from users.users")).isEqualTo("0");
    }

    @Test
    void itServesIdlesInLessThan150MegabytesAndEndsWithZeroWhenToldTo() throws IOException {
        var log = Path.of("target/server-image.log").toFile();
        var command = new ProcessBuilder(LAUNCHER.toString())
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        command.environment().remove("HOME");
        command.environment().put("LANG", "C");
        var database = TestDatabase.createEmpty().settings();
        try (var server = ServerProcess.start(command, database.port(), database.name())) {
            assertThat(residentKilobytes(server.process().pid())).isLessThan(150_000);

            var users = new UsersClient(server.channel(), Duration.ofSeconds(10));
            var user = users.create(People.somebody());
            assertThat(users.get(user.profile().email())).isEqualTo(user);

            assertThat(health(server.adminPort())).isEqualTo("");
            assertThat(server.stop()).isZero();
            assertThat(health(server.adminPort())).startsWith("users-server: no server answers on port ");
        }
        assertThat(log).content().doesNotContain("WARN");
    }

    @Test
    void itSendsTracesToACollector() throws IOException {
        var log = Path.of("target/server-image-traces.log").toFile();
        var command = new ProcessBuilder(LAUNCHER.toString())
                .redirectErrorStream(true)
                .redirectOutput(log);
        var database = TestDatabase.create().settings();
        try (var collector = Collector.start()) {
            command.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
            try (var server = ServerProcess.start(command, database.port(), database.name())) {
                new UsersClient(server.channel(), Duration.ofSeconds(10)).create(People.somebody());
                assertThat(server.stop()).isZero();
            }
            assertThat(collector.spans())
                    .extracting(SentSpan::name)
                    .contains("create-user", "users.v1.UsersService/CreateUser");
        }
        assertThat(log).content().doesNotContain("WARN");
    }

    @Test
    void itKnowsCallersByTheirTokensAndCertificates(@TempDir Path folder) throws IOException {
        var authority = TestAuthority.named("Test");
        var issuer = TestIssuer.edDsa("key");
        var log = Path.of("target/server-image-callers.log").toFile();
        var command = new ProcessBuilder(LAUNCHER.toString())
                .redirectErrorStream(true)
                .redirectOutput(log);
        command.environment().put("CALLERS_REQUIRED", "true");
        command.environment().putAll(TlsFiles.environment(folder, authority.server("127.0.0.1"), authority));
        command.environment().putAll(TestIssuer.environment(folder.resolve("jwks.json"), issuer));
        var database = TestDatabase.create().settings();
        var client = Optional.of(authority.client("CN=billing,OU=users.reader"));
        try (var server = ServerProcess.start(
                command, database.port(), database.name(), port -> TlsClient.channel(port, authority, client))) {
            var billing = new UsersClient(server.channel(), Duration.ofSeconds(10));
            var ops = new UsersClient(
                    Bearer.on(server.channel(), issuer.token("ops", "users.admin")), Duration.ofSeconds(10));
            var user = ops.create(People.somebody());

            assertThat(billing.get(user.id())).isEqualTo(user);
            People.assertFails(() -> billing.create(People.somebody()), new UserError.RoleMissing(Role.WRITER));
            assertThat(log).content().doesNotContain("WARN");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000_000})
    void withoutItsAotCacheOrWithAPieceOfItItServesAndWarnsOnce(
            int bytesLeft, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        var copy = folder.resolve("image");
        copyWithoutCache(copy);
        if (bytesLeft > 0) {
            try (var cache = Files.newInputStream(CACHE)) {
                Files.write(copy.resolve(IMAGE.relativize(CACHE)), cache.readNBytes(bytesLeft));
            }
        }
        var log = folder.resolve("server.log").toFile();
        var command = new ProcessBuilder(copy.resolve("bin/java").toString(), "-m", "users.server/users.server.Main")
                .redirectErrorStream(true)
                .redirectOutput(log);
        var database = TestDatabase.create().settings();
        try (var server = ServerProcess.start(command, database.port(), database.name())) {
            var users = new UsersClient(server.channel(), Duration.ofSeconds(10));
            assertThat(users.create(People.somebody()).profile().country().value())
                    .hasSize(2);
        }

        assertThat(Files.readAllLines(log.toPath()))
                .filteredOn(line -> line.contains("WARN"))
                .singleElement()
                .asString()
                .contains("the AOT cache is missing or does not fit");
    }

    private static void copyWithoutCache(Path target) throws IOException {
        try (var files = Files.walk(IMAGE)) {
            for (var file : files.filter(each -> !each.equals(CACHE)).toList()) {
                Files.copy(file, target.resolve(IMAGE.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static String output(ProcessBuilder command) throws IOException {
        return new String(
                command.redirectErrorStream(true).start().getInputStream().readAllBytes(), UTF_8);
    }

    private static String health(int adminPort) throws IOException {
        var command = new ProcessBuilder(LAUNCHER.toString(), "health");
        command.environment().put("ADMIN_PORT", Integer.toString(adminPort));
        return output(command);
    }

    private static long residentKilobytes(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(process))).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
