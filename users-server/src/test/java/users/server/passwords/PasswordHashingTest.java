package users.server.passwords;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.password4j.Argon2Function;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.api.Password;
import users.api.UserError;
import users.api.UserException;

class PasswordHashingTest {

    @Test
    void aHashIsArgon2idInPhcFormAndChecks() {
        try (var hashing = new PasswordHashing(new HashingSettings(19_456, 2, 1, 16, 32, OptionalInt.empty(), 1))) {
            var hash = hashing.hash(new Password("Grün-Zaun-9 🔑"));

            assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
            var argon2 = Argon2Function.getInstanceFromHash(hash);
            assertThat(argon2.check("Grün-Zaun-9 🔑", hash)).isTrue();
            assertThat(argon2.check("Grün-Zaun-9", hash)).isFalse();
        }
    }

    @Test
    void twoHashesOfAPasswordDiffer() {
        try (var hashing = new PasswordHashing(TestHashing.SETTINGS)) {
            assertThat(hashing.hash(new Password("a-test-pw"))).isNotEqualTo(hashing.hash(new Password("a-test-pw")));
        }
    }

    @Test
    void whatEachPasswordTakesIsTold() {
        var told = new CopyOnWriteArrayList<Duration>();
        try (var hashing = new PasswordHashing(TestHashing.SLOW)) {
            hashing.listener((waited, worked) -> told.addAll(List.of(waited, worked)));

            hashing.hash(new Password("a-test-pw"));
        }

        assertThat(told).hasSize(2);
        assertThat(told.getLast()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(60));
    }

    @Test
    void whenTooManyWaitTheNextIsRefusedAtOnce() throws Exception {
        try (var hashing = new PasswordHashing(TestHashing.SLOW);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> hashing.verify(new Password("first"), TestHashing.LASTING));
            var second = callers.submit(() -> hashing.hash(new Password("second")));
            while (hashing.waiting() == 0) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> hashing.hash(new Password("one too many")))
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error())
                                    .isEqualTo(new UserError.HashingBusy(Duration.ofSeconds(1))));
            assertThat(first).isNotDone();
            assertThat(first.get(60, SECONDS).right()).isFalse();
            assertThat(second.get(60, SECONDS)).startsWith("$argon2id$");
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        try (var hashing = new PasswordHashing(TestHashing.SLOW)) {
            var outcome = new CompletableFuture<String>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    outcome.complete(hashing.hash(new Password("a-test-pw")));
                } catch (CancellationException e) {
                    outcome.complete("interrupted: " + Thread.currentThread().isInterrupted());
                }
            });

            caller.interrupt();

            assertThat(outcome.get(5, SECONDS)).isEqualTo("interrupted: true");
        }
    }

    @Test
    void parametersThatArgon2RefusesAreNoSecret() {
        try (var hashing = new PasswordHashing(new HashingSettings(16, 1, 0, 16, 32, OptionalInt.of(1), 1))) {
            assertThatThrownBy(() -> hashing.hash(new Password("a-test-pw")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("a-test-pw");
        }
    }

    @Test
    void aClosedOneFinishesWhatItBegan() throws ExecutionException, InterruptedException {
        var hashing = new PasswordHashing(TestHashing.SETTINGS);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var hash = callers.submit(() -> hashing.hash(new Password("a-test-pw")));
            assertThat(hash.get()).startsWith("$argon2id$");
        }

        hashing.close();

        assertThatThrownBy(() -> hashing.hash(new Password("late"))).isInstanceOf(UserException.class);
    }

    @ParameterizedTest
    @CsvSource({"4096, 8, 8", "1024, 8, 8", "256, 8, 3", "100, 8, 1", "16, 8, 1", "256, 2, 2"})
    void noMoreThreadsThanAQuarterOfTheHeapHolds(long heapMebibytes, int processors, int threads) {
        var settings = new HashingSettings(19_456, 2, 1, 16, 32, OptionalInt.empty(), 1);

        assertThat(PasswordHashing.threads(settings, heapMebibytes << 20, processors))
                .isEqualTo(threads);
    }

    @Test
    void theNumberOfThreadsCanBeSet() {
        assertThat(PasswordHashing.threads(TestHashing.SETTINGS, 1L << 30, 8)).isEqualTo(2);
    }

    @Test
    void nothingIsPrinted() {
        var printed = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(printed, true));
        try (var hashing = new PasswordHashing(TestHashing.SETTINGS)) {
            hashing.hash(new Password("a-test-pw"));
        } finally {
            System.setOut(out);
        }

        assertThat(printed.size()).isZero();
    }
}
