package users.server;

import java.util.Map;

/** The settings that have an environment variable. Others depend on these names: they do not change. */
final class EnvironmentNames {

    static final Map<String, String> BY_KEY = Map.ofEntries(
            Map.entry("users.bind-address", "BIND_ADDRESS"),
            Map.entry("users.grpc.port", "GRPC_PORT"),
            Map.entry("users.admin.port", "ADMIN_PORT"),
            Map.entry("users.tls.certificate", "TLS_CERT_FILE"),
            Map.entry("users.tls.key", "TLS_KEY_FILE"),
            Map.entry("users.tls.client-authorities", "TLS_CLIENT_CA_FILE"),
            Map.entry("users.tls.client-certificates", "TLS_CLIENT_CERTIFICATES"),
            Map.entry("users.callers.required", "CALLERS_REQUIRED"),
            Map.entry("users.callers.certificate-roles", "TLS_CLIENT_ROLES"),
            Map.entry("users.callers.jwks-file", "JWKS_FILE"),
            Map.entry("users.callers.jwks-url", "JWKS_URL"),
            Map.entry("users.callers.jwks-authorities", "JWKS_CA_FILE"),
            Map.entry("users.callers.issuer", "JWT_ISSUER"),
            Map.entry("users.callers.audience", "JWT_AUDIENCE"),
            Map.entry("users.callers.roles-claim", "JWT_ROLES_CLAIM"),
            Map.entry("users.log.format", "LOG_FORMAT"),
            Map.entry("users.log.level", "LOG_LEVEL"),
            Map.entry("users.tracing.endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT"),
            Map.entry("users.tracing.sample", "OTEL_TRACES_SAMPLER_ARG"),
            Map.entry("users.tracing.service-name", "OTEL_SERVICE_NAME"),
            Map.entry("users.database.host", "DB_HOST"),
            Map.entry("users.database.port", "DB_PORT"),
            Map.entry("users.database.name", "DB_NAME"),
            Map.entry("users.database.username", "DB_USERNAME"),
            Map.entry("users.database.password", "DB_PASSWORD"),
            Map.entry("users.database.password-file", "DB_PASSWORD_FILE"),
            Map.entry("users.database.ssl.mode", "DB_SSLMODE"),
            Map.entry("users.database.ssl.root-certificate", "DB_SSLROOTCERT"),
            Map.entry("users.database.ssl.certificate", "DB_SSLCERT"),
            Map.entry("users.database.ssl.key", "DB_SSLKEY"),
            Map.entry("users.database.migration.at-start", "MIGRATE_AT_START"),
            Map.entry("users.database.migration.username", "MIGRATION_DB_USERNAME"),
            Map.entry("users.database.migration.password", "MIGRATION_DB_PASSWORD"),
            Map.entry("users.database.migration.password-file", "MIGRATION_DB_PASSWORD_FILE"),
            Map.entry("users.database.migration.ssl.certificate", "MIGRATION_DB_SSLCERT"),
            Map.entry("users.database.migration.ssl.key", "MIGRATION_DB_SSLKEY"));

    private EnvironmentNames() {}

    /** What to call a key to somebody who may set its variable; the key itself where there is none. */
    static String naming(String key) {
        return BY_KEY.containsKey(key) ? BY_KEY.get(key) + " (" + key + ")" : key;
    }
}
