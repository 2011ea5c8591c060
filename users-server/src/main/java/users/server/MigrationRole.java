package users.server;

import java.util.Optional;
import java.util.stream.Stream;
import users.server.postgres.database.MigrationSettings.Role;

/** The role that migrates, where that is not the server's own. */
final class MigrationRole {

    private static final String PREFIX = "users.database.migration.";
    private static final String USERNAME = PREFIX + "username";

    private MigrationRole() {}

    /** @throws StartException when something is set that nobody has without a user name */
    static Optional<Role> read(SettingsReader reader) {
        var username = reader.optionalText(USERNAME);
        if (username.isEmpty()) {
            Stream.of("password", "password-file", "ssl.certificate", "ssl.key")
                    .map(PREFIX::concat)
                    .filter(name -> reader.verbatim(name).isPresent())
                    .findFirst()
                    .ifPresent(name -> {
                        throw reader.without(USERNAME, name, "role that it belongs to");
                    });
        }
        return username.map(name -> new Role(
                name, DatabasePassword.read(reader, PREFIX + "password"), Settings.ssl(reader, PREFIX + "ssl.")));
    }
}
