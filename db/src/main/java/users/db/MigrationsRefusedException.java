package users.db;

import static java.util.Objects.requireNonNull;

import org.flywaydb.core.api.FlywayException;

/** The schema is not one that the migrations can go on from, and waiting does not change that; the message says why. */
public final class MigrationsRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationsRefusedException(FlywayException cause) {
        super("the migrations cannot be applied: " + cause.getMessage(), cause);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
