package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.server.telemetry.LogFormat;
import users.server.telemetry.LogLevel;
import users.server.tracing.TracingSettings;

class SettingsTest {

    @TempDir
    private Path folder;

    @Test
    void withNothingSetTheDefaultsHold() {
        var settings = read(Map.of());

        assertThat(settings.grpc().port()).isEqualTo(5355);
        assertThat(settings.grpc().protocol()).isEqualTo(GrpcSettings.Protocol.WIRE);
        assertThat(settings.grpc().maxIdle()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.grpc().wire().permitKeepAliveTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.grpc().wire().maxConnectionAge()).isEmpty();
        assertThat(settings.adminPort()).isEqualTo(8080);
        assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.logging().format()).isEqualTo(LogFormat.TEXT);
        assertThat(settings.logging().level()).isEqualTo(LogLevel.INFO);
        assertThat(settings.tracing()).isEqualTo(new TracingSettings(Optional.empty(), 1, "users-server"));
        assertThat(settings.passwordPolicy().minimumLength()).isEqualTo(6);
        assertThat(settings.passwordPolicy().commonRefused()).isFalse();
        assertThat(settings.hashing().memory()).isEqualTo(19456);
        assertThat(settings.hashing().iterations()).isEqualTo(2);
        assertThat(settings.hashing().parallelism()).isOne();
        assertThat(settings.hashing().threads()).isEmpty();
        assertThat(settings.database().statementTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.events().slot()).isEqualTo("users_events");
        assertThat(settings.events().interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.dataFolder()).isEqualTo(Path.of(".data/postgresql"));
    }

    @Test
    void aHashThatTheHeapHasNotTheMemoryForStopsTheStart() {
        assertThatThrownBy(() -> Settings.read(Map.of(), properties("users.hashing.memory", "65536"), 64 << 20))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "the system property users.hashing.memory must be at most 32768, half of the heap in KiB, or"
                                + " the server needs a larger heap");
    }

    @Test
    void theDevelopmentDatabaseIsOpenToThisMachineAlone() {
        assertThat(read(Map.of()).host()).isEqualTo("127.0.0.1");
        assertThat(read(Map.of("DB_HOST", "")).development()).isTrue();
        assertThat(read(Map.of("DB_HOST", "db")).host()).isEqualTo("0.0.0.0");
        assertThat(read(Map.of("DB_HOST", "db", "BIND_ADDRESS", "10.0.0.7")).host())
                .isEqualTo("10.0.0.7");
    }

    @Test
    void theStrongerSourceWins() throws IOException {
        var file = write("users:\n  grpc:\n    port: 1111\n  admin:\n    port: 2222\n  log:\n    level: debug\n");
        var environment = Map.of("CONFIG_FILE", file.toString(), "ADMIN_PORT", "3333", "LOG_LEVEL", "error");
        var properties = properties("users.log.level", "warning");

        var settings = Settings.read(environment, properties);

        assertThat(settings.grpc().port()).isEqualTo(1111);
        assertThat(settings.adminPort()).isEqualTo(3333);
        assertThat(settings.logging().level()).isEqualTo(LogLevel.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "GRPC_PORT, 53x5, users.grpc.port",
        "GRPC_PORT, 65536, users.grpc.port",
        "ADMIN_PORT, -1, users.admin.port",
        "ADMIN_PORT, ' 8080', users.admin.port",
        "DB_PORT, 0, users.database.port",
        "DB_PORT, ٥٤٣٢, users.database.port",
        "DB_SSLMODE, VERIFY, users.database.ssl.mode",
        "OTEL_EXPORTER_OTLP_ENDPOINT, collector/otlp, users.tracing.endpoint",
        "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4318, users.tracing.endpoint",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://:4318, users.tracing.endpoint",
        "OTEL_EXPORTER_OTLP_ENDPOINT, grpc://collector:4317, users.tracing.endpoint",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://user:secret@collector, users.tracing.endpoint",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector?a=b, users.tracing.endpoint",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://a b, users.tracing.endpoint",
        "OTEL_TRACES_SAMPLER_ARG, 1.1, users.tracing.sample",
        "OTEL_TRACES_SAMPLER_ARG, -0, users.tracing.sample",
        "OTEL_TRACES_SAMPLER_ARG, NaN, users.tracing.sample",
        "OTEL_TRACES_SAMPLER_ARG, 1%, users.tracing.sample",
        "LOG_FORMAT, xml, users.log.format",
        "LOG_LEVEL, INFO, users.log.level"
    })
    void aMalformedVariableIsNamedWithItsKey(String variable, String value, String key) {
        assertThatThrownBy(() -> read(Map.of(variable, value)))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(variable + " (" + key + ") must be ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "users.shutdown.grace, 25 s",
        "users.shutdown.grace, PT0S",
        "users.database.statement-timeout, P1D",
        "users.password.min-length, 0",
        "users.password.refuse-common, yes",
        "users.grpc.protocol, netty",
        "users.grpc.receive-buffer, 1",
        "users.grpc.max-connection-age, 1h",
        "users.hashing.memory, 7",
        "users.hashing.threads, many",
        "users.events.slot, users-events",
        "users.events.interval, PT0S"
    })
    void aMalformedPropertyIsNamed(String key, String value) {
        assertThatThrownBy(() -> Settings.read(Map.of(), properties(key, value)))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("the system property " + key + " must be ");
    }

    @Test
    void commonPasswordsCanBeRefused() {
        var settings = Settings.read(Map.of(), properties("users.password.refuse-common", "true"));

        assertThat(settings.passwordPolicy().commonRefused()).isTrue();
    }

    @Test
    void tracesGoWhereOpenTelemetrysVariablesSay() {
        var settings = read(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.test/otlp/",
                "OTEL_TRACES_SAMPLER_ARG", "0.01",
                "OTEL_SERVICE_NAME", "users-eu"));

        assertThat(settings.tracing())
                .isEqualTo(
                        new TracingSettings(Optional.of(URI.create("https://collector.test/otlp/")), 0.01, "users-eu"));
    }

    @Test
    void theAgeOfConnectionsCanBeBounded() {
        var properties = properties("users.grpc.max-connection-age", "PT30M");
        properties.setProperty("users.grpc.max-connection-age-grace", "PT5M");

        var wire = Settings.read(Map.of(), properties).grpc().wire();

        assertThat(wire.maxConnectionAge()).contains(Duration.ofMinutes(30));
        assertThat(wire.maxConnectionAgeGrace()).contains(Duration.ofMinutes(5));
    }

    @Test
    void anUnknownKeyIsNamedWithWhereItStands() throws IOException {
        var file = write("users:\n  database:\n    hots: db\n").toString();

        assertThatThrownBy(() -> read(Map.of("CONFIG_FILE", file)))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("users.database.hots in " + file + " is no setting");
        assertThatThrownBy(() -> Settings.read(Map.of(), properties("users.grpc.prot", "1")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("the system property users.grpc.prot is no setting");
    }

    @Test
    void aConfigurationFileThatIsNoneIsNamed() throws IOException {
        var missing = folder.resolve("missing.yaml").toString();
        var broken = write("users: [").toString();

        assertThatThrownBy(() -> read(Map.of("CONFIG_FILE", missing))).hasMessageContaining(missing);
        assertThatThrownBy(() -> read(Map.of("CONFIG_FILE", broken)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(broken);
    }

    private static Settings read(Map<String, String> environment) {
        return Settings.read(new TreeMap<>(environment), new Properties());
    }

    private static Properties properties(String key, String value) {
        var properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ""), content);
    }
}
