package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.api.tls.TestAuthority;
import users.server.files.NamedFile;
import users.server.postgres.database.MigrationSettings;

class MigrationSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void withNothingSetTheServerMigratesWhenItStartsAndAsItself() {
        assertThat(read(Map.of()).migration())
                .isEqualTo(new MigrationSettings(true, Optional.empty(), Duration.ofMinutes(1)));
    }

    @Test
    void aRoleOfItsOwnHasItsOwnPasswordCertificateAndKey() throws IOException {
        var identity = TestAuthority.named("Roles").client("CN=migrator");
        var certificate = identity.writeChain(folder.resolve("tls.crt"));
        var key = identity.writeKey(folder.resolve("tls.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        var settings = read(Map.of(
                "DB_SSLMODE",
                "verify-full",
                "MIGRATE_AT_START",
                "false",
                "MIGRATION_DB_USERNAME",
                "migrator",
                "MIGRATION_DB_PASSWORD_FILE",
                Files.writeString(folder.resolve("password"), "topsecret\n").toString(),
                "MIGRATION_DB_SSLCERT",
                certificate.toString(),
                "MIGRATION_DB_SSLKEY",
                key.toString()));

        assertThat(settings.migration().atStart()).isFalse();
        assertThat(settings.migration().role()).hasValueSatisfying(role -> {
            assertThat(role.username()).isEqualTo("migrator");
            assertThat(role.password()).isEqualTo("topsecret");
            assertThat(role.ssl().mode()).isEqualTo("verify-full");
            assertThat(role.ssl().certificate().map(NamedFile::path)).contains(certificate);
            assertThat(role.ssl().key().map(NamedFile::path)).contains(key);
            assertThat(settings.database().ssl().certificate()).isEmpty();
        });
        assertThat(settings.toString()).contains("migrator").doesNotContain("topsecret");
    }

    @ParameterizedTest
    @CsvSource({
        "MIGRATION_DB_PASSWORD, password",
        "MIGRATION_DB_SSLCERT, ssl.certificate",
        "MIGRATION_DB_SSLKEY, ssl.key"
    })
    void whatBelongsToARoleThatIsNotNamedIsRefused(String variable, String key) {
        assertThatThrownBy(() -> read(Map.of(variable, "private")))
                .isInstanceOf(StartException.class)
                .hasMessage(variable + " (users.database.migration." + key + ") is set without MIGRATION_DB_USERNAME"
                        + " (users.database.migration.username): set the role that it belongs to, or leave it out");
    }

    @Test
    void aCertificateNeedsItsKey() throws IOException {
        var certificate = TestAuthority.named("Roles").client("CN=users").writeChain(folder.resolve("tls.crt"));

        assertThatThrownBy(() -> read(Map.of("DB_SSLCERT", certificate.toString())))
                .isInstanceOf(StartException.class)
                .hasMessage("DB_SSLCERT (users.database.ssl.certificate) is set without DB_SSLKEY"
                        + " (users.database.ssl.key): set the key that belongs to the certificate, or leave it out");
    }

    @Test
    void whatIsMalformedIsNamed() {
        assertThatThrownBy(() -> read(Map.of("MIGRATE_AT_START", "no")))
                .isInstanceOf(StartException.class)
                .hasMessage("MIGRATE_AT_START (users.database.migration.at-start) must be true or false");
        assertThatThrownBy(() ->
                        Settings.read(Map.of(), TestServer.properties("users.database.migration.patience", "P1D")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("the system property users.database.migration.patience must be ");
    }

    private static Settings read(Map<String, String> environment) {
        return Settings.read(environment, new Properties());
    }
}
