package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How servers and migrations come to the database: as which role, with which credential, and where that is mounted. */
class DatabaseTest {

    private static final Rendered CERTIFICATES = Chart.USERS.with(Map.of());
    private static final Rendered PASSWORDS = Chart.USERS.with(
            Map.of("database.existingSecret", "users-database", "migrations.existingSecret", "users-migrations"));

    @Test
    void migrationsRunBeforeTheReleaseWithNothingOfIt() {
        var job = CERTIFICATES.one("Job");
        var annotations = Yaml.read("""
                helm.sh/hook: pre-install,pre-upgrade
                helm.sh/hook-weight: "0"
                helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
                """);

        assertThat(job.at("/metadata/annotations")).isEqualTo(annotations);
        assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(3);
        assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(270);
        assertThat(CERTIFICATES.container("Job").path("args")).isEqualTo(Yaml.read("[migrate]"));
        assertThat(CERTIFICATES.pod("Job").has("serviceAccountName")).isFalse();
        assertThat(CERTIFICATES.pod("Job").at("/volumes/0/configMap/name").asString())
                .isEqualTo("users-migrations");
        assertThat(CERTIFICATES
                        .one("ConfigMap", "users-migrations")
                        .at("/metadata/annotations/helm.sh~1hook-weight")
                        .asString())
                .isEqualTo("-1");
        assertThat(CERTIFICATES.environment("Deployment")).containsEntry("MIGRATE_AT_START", "false");
    }

    /** It would never end, and neither would the Job. */
    @Test
    void aMeshCanBeToldToLeaveMigrationsAlone() {
        var everything = Chart.USERS.rendered(List.of(Values.EVERYTHING), Map.of());
        var migrations = everything.one("Job").at("/spec/template/metadata");
        var servers = everything.one("Deployment").at("/spec/template/metadata");

        assertThat(migrations.at("/labels/sidecar.istio.io~1inject").asString()).isEqualTo("false");
        assertThat(migrations.path("annotations")).isEqualTo(Yaml.read("{linkerd.io/inject: disabled}"));
        assertThat(servers.path("labels").has("sidecar.istio.io/inject")).isFalse();
        assertThat(servers.path("annotations").has("linkerd.io/inject")).isFalse();
        assertThat(CERTIFICATES.one("Job").at("/spec/template/metadata").has("annotations"))
                .isFalse();
    }

    @Test
    void howLongTheJobTriesIsInItsFile() {
        assertThat(Chart.USERS
                        .with(Map.of("config.users.database.migration.patience", "PT3M"))
                        .configuration("users-migrations")
                        .at("/users/database/migration"))
                .isEqualTo(Yaml.read("{patience: PT3M}"));
    }

    @Test
    void withoutTheJobEachServerMigrates() {
        var rendered = Chart.USERS.with(Map.of("migrations.enabled", false));

        assertThat(rendered.kinds()).doesNotContain("Job");
        assertThat(rendered.environment("Deployment")).containsEntry("MIGRATE_AT_START", "true");
    }

    @Test
    void certificatesAreThoseOfTheOtherChart() {
        assertThat(CERTIFICATES.environment("Deployment"))
                .containsEntry("DB_HOST", "users-postgres-rw")
                .containsEntry("DB_USERNAME", "users")
                .containsEntry("DB_SSLMODE", "verify-full")
                .containsEntry("DB_SSLROOTCERT", "/etc/users/database/ca.crt")
                .containsEntry("DB_SSLCERT", "/etc/users/database/tls.crt")
                .containsEntry("DB_SSLKEY", "/etc/users/database/tls.key")
                .doesNotContainKey("DB_PASSWORD_FILE");
        assertThat(CERTIFICATES.secrets("Deployment")).isEqualTo(Map.of("database", "users-postgres-users"));
        assertThat(CERTIFICATES.environment("Job"))
                .containsEntry("DB_USERNAME", "users")
                .containsEntry("DB_SSLROOTCERT", "/etc/users/migrations/ca.crt")
                .containsEntry("MIGRATION_DB_USERNAME", "users_migrations")
                .containsEntry("MIGRATION_DB_SSLCERT", "/etc/users/migrations/tls.crt")
                .containsEntry("MIGRATION_DB_SSLKEY", "/etc/users/migrations/tls.key");
        assertThat(CERTIFICATES.secrets("Job")).isEqualTo(Map.of("migrations", "users-postgres-migrations"));
    }

    @Test
    void passwordsAreFilesAndStandNowhere() {
        assertThat(PASSWORDS.environment("Deployment"))
                .containsEntry("DB_PASSWORD_FILE", "/etc/users/database/password")
                .containsEntry("DB_SSLMODE", "prefer")
                .doesNotContainKeys("DB_PASSWORD", "DB_SSLCERT", "DB_SSLROOTCERT");
        assertThat(PASSWORDS.secrets("Deployment")).isEqualTo(Map.of("database", "users-database"));
        assertThat(PASSWORDS.environment("Job"))
                .containsEntry("MIGRATION_DB_USERNAME", "users_migrations")
                .containsEntry("MIGRATION_DB_PASSWORD_FILE", "/etc/users/migrations/password")
                .doesNotContainKeys("MIGRATION_DB_PASSWORD", "DB_PASSWORD_FILE");
        assertThat(PASSWORDS.secrets("Job")).isEqualTo(Map.of("migrations", "users-migrations"));
        assertThat(PASSWORDS.kinds()).doesNotContain("Secret");
    }

    @Test
    void onePasswordIsOneRole() {
        var rendered = Chart.USERS.with(Map.of("database.existingSecret", "users-database"));

        assertThat(rendered.environment("Job"))
                .containsEntry("DB_PASSWORD_FILE", "/etc/users/database/password")
                .doesNotContainKey("MIGRATION_DB_USERNAME");
        assertThat(rendered.secrets("Job")).isEqualTo(Map.of("database", "users-database"));
    }

    @Test
    void anAuthorityMeansVerifyFull() {
        var rendered = Chart.USERS.with(
                Map.of("database.existingSecret", "users-database", "database.authoritySecret", "authority"));

        for (var kind : List.of("Deployment", "Job")) {
            assertThat(rendered.environment(kind))
                    .containsEntry("DB_SSLMODE", "verify-full")
                    .containsEntry("DB_SSLROOTCERT", "/etc/users/database-authority/ca.crt");
            assertThat(rendered.secrets(kind)).containsEntry("database-authority", "authority");
        }
    }

    @Test
    void aPasswordOfMigrationsAloneIsSentToTheDatabaseThatTheServersAuthorityVouchesFor() {
        var rendered =
                Chart.USERS.with("values-production.yaml", Map.of("migrations.existingSecret", "users-migrations"));

        assertThat(rendered.environment("Job"))
                .containsEntry("MIGRATION_DB_PASSWORD_FILE", "/etc/users/migrations/password")
                .containsEntry("DB_SSLMODE", "verify-full")
                .containsEntry("DB_SSLROOTCERT", "/etc/users/database-authority/ca.crt")
                .doesNotContainKeys("DB_SSLCERT", "DB_SSLKEY", "MIGRATION_DB_SSLCERT", "MIGRATION_DB_SSLKEY");
        assertThat(rendered.secrets("Job"))
                .isEqualTo(Map.of("migrations", "users-migrations", "database-authority", "users-postgres-users"));
        assertThat(rendered.secrets("Deployment")).doesNotContainKey("database-authority");
        assertThat(Chart.USERS
                        .with(Map.of("migrations.existingSecret", "users-migrations"))
                        .environment("Job"))
                .containsEntry("DB_SSLMODE", "verify-full");
    }

    @Test
    void ofTheAuthoritysSecretNothingElseIsMounted() {
        var rendered = Chart.USERS.with(Map.of("migrations.existingSecret", "users-migrations"));

        assertThat(Rendered.elements(rendered.pod("Job").path("volumes"))
                        .filter(volume -> volume.path("name").asString().equals("database-authority"))
                        .map(volume -> volume.at("/secret/items")))
                .containsExactly(Yaml.read("[{key: ca.crt, path: ca.crt}]"));
    }
}
