package users.server.postgres.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.dbclient.DbClientException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;

class SqlFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53300", "53100", "25P03", "25P04", "25006"})
    void aDatabaseThatIsNotThereMayBeLater(String state) {
        assertThatThrownBy(() -> SqlFailures.translate(() -> {
                    throw failure(state);
                }))
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error())
                                .isEqualTo(new UserError.DatabaseUnavailable(Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void whoseTransactionWasInTheWayTriesAgain(String state) {
        var attempts = new AtomicInteger();

        int answer = SqlFailures.translate(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw failure(state);
            }
            return 42;
        });

        assertThat(answer).isEqualTo(42);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void atSomePointItGivesUp() {
        var attempts = new AtomicInteger();

        assertThatThrownBy(() -> SqlFailures.translate(() -> {
                    attempts.incrementAndGet();
                    throw failure("40P01");
                }))
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error())
                                .isEqualTo(new UserError.DatabaseUnavailable(Duration.ofSeconds(1))));
        assertThat(attempts).hasValue(4);
    }

    @Test
    void aUniqueViolationIsAConflictWithWhoeverHasIt() {
        var taken = new UserError.EmailTaken(new Email("ann@test.com"), new UserId(UUID.randomUUID()));

        assertThatThrownBy(() -> SqlFailures.translate(
                        () -> {
                            throw failure("23505");
                        },
                        () -> Optional.of(taken)))
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isEqualTo(taken));
    }

    @Test
    void aConflictWithSomebodyWhoIsGoneIsOver() {
        var attempts = new AtomicInteger();

        assertThat(SqlFailures.translate(
                        () -> {
                            if (attempts.incrementAndGet() == 1) {
                                throw failure("23505");
                            }
                            return "stored";
                        },
                        Optional::empty))
                .isEqualTo("stored");
    }

    @Test
    void whatIsNoSqlPassesThrough() {
        assertThatThrownBy(() -> SqlFailures.translate(() -> {
                    throw new IllegalStateException("other");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static DbClientException failure(String state) {
        return new DbClientException("failed", new SQLException("in the database", state));
    }
}
