package users.server.postgres.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is found of a PostgreSQL before it is asked for anything; {@code PoolerTest} has what is none. */
class DatabaseCheckTest {

    @Test
    void anOldPostgresqlIsRefusedByItsName() {
        assertThatThrownBy(() -> DatabaseCheck.requireVersion(16, "16.10 (Debian 16.10-1)"))
                .isInstanceOf(UnsuitableDatabaseException.class)
                .hasMessage(
                        "PostgreSQL must be 17 or newer, not 16.10 (Debian 16.10-1): move the database to a newer one");
        assertThatCode(() -> DatabaseCheck.requireVersion(17, "17.0")).doesNotThrowAnyException();
    }
}
