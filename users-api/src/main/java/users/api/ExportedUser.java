package users.api;

import java.util.Optional;
import users.api.password.PasswordHash;

/**
 * A user as an export has it.
 *
 * @param passwordHash where it was asked for, of a user who has a password
 */
public record ExportedUser(User user, Optional<PasswordHash> passwordHash) {}
