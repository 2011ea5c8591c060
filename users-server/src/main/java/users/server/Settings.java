package users.server;

import helidon.grpc.wire.GrpcWireConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Pattern;
import users.api.PasswordPolicy;
import users.server.files.UnusableFileException;
import users.server.passwords.HashingSettings;
import users.server.passwords.PasswordHashing;
import users.server.postgres.Retention;
import users.server.postgres.changes.WatchSettings;
import users.server.postgres.database.DatabaseSettings;
import users.server.postgres.database.ExportSettings;
import users.server.postgres.database.MigrationSettings;
import users.server.postgres.events.EventSettings;
import users.server.telemetry.LogFormat;
import users.server.telemetry.LogLevel;
import users.server.telemetry.Logging;
import users.server.tracing.TracingSettings;

/**
 * What the server runs by; {@code application.yaml} describes each key.
 *
 * @param bindAddress empty: all addresses, or 127.0.0.1 with the development database
 * @param grpc its port 0 for a free one
 * @param adminPort 0 for a free one
 * @param grace how long running calls may take once the server stops
 * @param retentionInterval how often what is not kept any more is looked for
 * @param database its host empty for the development database
 * @param migration who brings the schema of that to what the server needs; the development database's always the server
 * @param dataFolder where the development database keeps its data
 */
record Settings(
        Optional<String> bindAddress,
        GrpcSettings grpc,
        AccessSettings access,
        int adminPort,
        Duration grace,
        Logging logging,
        TracingSettings tracing,
        PasswordPolicy passwordPolicy,
        HashingSettings hashing,
        Retention retention,
        Duration retentionInterval,
        WatchSettings watch,
        EventSettings events,
        DatabaseSettings database,
        MigrationSettings migration,
        Path dataFolder) {

    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

    /** Whether the development database stands in for one of somebody's. */
    boolean development() {
        return database.host().isEmpty();
    }

    /** Where to listen. In development nobody else has any business here; in a container everybody is somebody else. */
    String host() {
        return bindAddress.orElse(development() ? "127.0.0.1" : "0.0.0.0");
    }

    /**
     * Reads them.
     *
     * @throws StartException when one is unknown or malformed
     */
    static Settings read(Map<String, String> environment, Properties properties) {
        return read(environment, properties, Runtime.getRuntime().maxMemory());
    }

    /** The same on a heap of so many bytes. */
    static Settings read(Map<String, String> environment, Properties properties, long heap) {
        return read(SettingsReader.of(environment, properties), heap);
    }

    private static Settings read(SettingsReader reader, long heap) {
        var settings = new Settings(
                reader.optionalText("users.bind-address"),
                grpc(reader),
                AccessSettings.read(reader),
                reader.number("users.admin.port", 0, 65535),
                reader.duration("users.shutdown.grace"),
                logging(reader),
                new TracingSettings(
                        reader.baseUrl("users.tracing.endpoint"),
                        reader.share("users.tracing.sample"),
                        reader.text("users.tracing.service-name")),
                new PasswordPolicy(
                        reader.number("users.password.min-length", 1, 1024),
                        reader.flag("users.password.refuse-common")),
                hashing(reader, heap),
                new Retention(
                        reader.retention("users.retention.recycle-bin"), reader.retention("users.retention.changes")),
                reader.duration("users.retention.interval"),
                new WatchSettings(
                        reader.duration("users.watch.heartbeat"),
                        reader.number("users.watch.buffer", 1024, 999_999_999)),
                new EventSettings(
                        reader.matching(
                                "users.events.slot",
                                SLOT,
                                "the name of a replication slot: 1 to 63 lower-case letters, digits and underscores"),
                        reader.duration("users.events.interval")),
                database(reader),
                migration(reader),
                reader.path("users.development.data-folder").orElseThrow());
        reader.refuseUnknown();
        return settings;
    }

    static Logging logging(SettingsReader reader) {
        return new Logging(
                reader.oneOf("users.log.format", LogFormat.class), reader.oneOf("users.log.level", LogLevel.class));
    }

    private static GrpcSettings grpc(SettingsReader reader) {
        var wire = GrpcWireConfig.builder()
                .maxMessageBytes(reader.number("users.grpc.max-message", 4096, 64 * 1024 * 1024))
                .maxMetadataBytes(reader.number("users.grpc.max-metadata", 1024, 1024 * 1024))
                .sendBufferBytes(reader.number("users.grpc.send-buffer", 1024, 16 * 1024 * 1024))
                .receiveBufferBytes(reader.number("users.grpc.receive-buffer", 16 * 1024, 16 * 1024 * 1024))
                .maxConcurrentStreams(reader.number("users.grpc.max-concurrent-calls", 1, 100_000))
                .permitKeepAliveTime(reader.duration("users.grpc.permit-keep-alive"))
                .keepAliveTime(reader.duration("users.grpc.keep-alive"));
        reader.optionalDuration("users.grpc.max-connection-age").ifPresent(wire::maxConnectionAge);
        reader.optionalDuration("users.grpc.max-connection-age-grace").ifPresent(wire::maxConnectionAgeGrace);
        return new GrpcSettings(
                reader.number("users.grpc.port", 0, 65535),
                reader.oneOf("users.grpc.protocol", GrpcSettings.Protocol.class),
                reader.flag("users.grpc.reflection"),
                reader.duration("users.grpc.max-connection-idle"),
                wire.build());
    }

    private static HashingSettings hashing(SettingsReader reader, long heap) {
        int parallelism = reader.number("users.hashing.parallelism", 1, 64);
        var threads = reader.optionalNumber("users.hashing.threads", 1, 1024);
        var settings = new HashingSettings(
                // RFC 9106: eight blocks of a KiB for each lane at least.
                reader.number("users.hashing.memory", 8 * parallelism, 1024 * 1024),
                reader.number("users.hashing.iterations", 1, 100),
                parallelism,
                reader.number("users.hashing.salt-length", 8, 64),
                reader.number("users.hashing.output-length", 16, 64),
                threads.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                reader.number("users.hashing.queue", 1, 100_000));
        long fitting = PasswordHashing.largest(heap) / 1024;
        if (settings.memory() > fitting) {
            throw new StartException("%s must be at most %d, half of the heap in KiB, or the server needs a larger heap"
                    .formatted(reader.naming("users.hashing.memory"), fitting));
        }
        return settings;
    }

    static DatabaseSettings database(SettingsReader reader) {
        return new DatabaseSettings(
                reader.optionalText("users.database.host", DatabaseSettings::isHost, DatabaseSettings.HOST_RULE)
                        .orElse(""),
                reader.number("users.database.port", 1, 65535),
                reader.text("users.database.name"),
                reader.text("users.database.username"),
                DatabasePassword.read(reader, "users.database.password"),
                ssl(reader, "users.database.ssl."),
                reader.number("users.database.pool-size", 1, 1000),
                reader.duration("users.database.connection-timeout"),
                reader.duration("users.database.statement-timeout"),
                exports(reader));
    }

    /** @param client how the keys of the client's certificate and key begin */
    static DatabaseSettings.Ssl ssl(SettingsReader reader, String client) {
        var ssl = new DatabaseSettings.Ssl(
                reader.oneOf("users.database.ssl.mode", SslMode.class).inLibpq(),
                reader.file("users.database.ssl.root-certificate"),
                reader.file(client + "certificate"),
                reader.file(client + "key"));
        if (ssl.certificate().isPresent() && ssl.key().isEmpty()) {
            throw reader.without(client + "key", client + "certificate", "key that belongs to the certificate");
        }
        try {
            ssl.check();
        } catch (UnusableFileException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
        return ssl;
    }

    static MigrationSettings migration(SettingsReader reader) {
        return new MigrationSettings(
                reader.flag("users.database.migration.at-start"),
                MigrationRole.read(reader),
                reader.duration("users.database.migration.patience"));
    }

    private static ExportSettings exports(SettingsReader reader) {
        return new ExportSettings(
                reader.number("users.export.connections", 1, 100),
                reader.duration("users.export.patience"),
                reader.retention("users.export.duration"));
    }

    private enum SslMode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        String inLibpq() {
            return SettingsReader.spelling(this);
        }
    }
}
