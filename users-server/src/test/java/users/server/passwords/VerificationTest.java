package users.server.passwords;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.passwords.Verification.RIGHT;
import static users.server.passwords.Verification.RIGHT_BUT_OUTDATED;
import static users.server.passwords.Verification.WRONG;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import users.api.Password;
import users.api.UserError;
import users.api.UserException;
import users.api.password.PasswordHash;

class VerificationTest {

    private final PasswordHashing hashing = new PasswordHashing(TestHashing.SETTINGS);

    @AfterEach
    void close() {
        hashing.close();
    }

    @ParameterizedTest
    @MethodSource("users.server.passwords.ForeignHashes#composed")
    void aHashThatAnotherToolMadeIsCheckedByWhatStandsInIt(String hash) {
        for (int time = 0; time < 2; time++) {
            assertThat(verify(ForeignHashes.PASSWORD, hash)).isEqualTo(RIGHT_BUT_OUTDATED);
            assertThat(verify("Grun-Zaun-9", hash)).isEqualTo(WRONG);
        }
    }

    @ParameterizedTest
    @MethodSource({"users.server.passwords.ForeignHashes#composed", "users.server.passwords.ForeignHashes#decomposed"})
    void theSameTextIsTheSamePasswordHoweverItIsComposed(String hash) {
        assertThat(verify("Gru\u0308n-Zaun-9", hash)).isEqualTo(RIGHT_BUT_OUTDATED);
        assertThat(verify("Gr\u00FCn-Zaun-9", hash)).isEqualTo(RIGHT_BUT_OUTDATED);
        assertThat(verify("Gr\u00FCn-Zaun-\uFF19", hash)).isEqualTo(WRONG);
    }

    @Test
    void manyAtOnceAreAllAnswered() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var hashes = ForeignHashes.composed();
            var answers = IntStream.range(0, 64)
                    .mapToObj(number -> callers.submit(() -> verify(
                            number % 2 == 0 ? ForeignHashes.PASSWORD : "Grun-Zaun-9",
                            hashes.get(number / 2 % hashes.size()))))
                    .toList();

            for (int number = 0; number < answers.size(); number++) {
                assertThat(answers.get(number).get()).isEqualTo(number % 2 == 0 ? RIGHT_BUT_OUTDATED : WRONG);
            }
        }
    }

    @Test
    void ownHashesOfNowStay() {
        var hash = hashing.hash(new Password(ForeignHashes.PASSWORD));

        assertThat(verify("Gru\u0308n-Zaun-9", hash)).isEqualTo(RIGHT);
        assertThat(verify("Gr\u00FCn-Zaun-\uFF19", hash)).isEqualTo(WRONG);
        assertThat(verify("wrong", hash)).isEqualTo(WRONG);
    }

    @ParameterizedTest
    @CsvSource({"17, 1, 1, 16, 32", "16, 2, 1, 16, 32", "16, 1, 2, 16, 32", "16, 1, 1, 24, 32", "16, 1, 1, 16, 64"})
    void ownHashesOfOtherSettingsAreOutdated(int memory, int iterations, int parallelism, int salt, int output) {
        var settings = new HashingSettings(memory, iterations, parallelism, salt, output, OptionalInt.of(1), 1);
        try (var before = new PasswordHashing(settings)) {
            var hash = before.hash(new Password("a-test-pw"));

            assertThat(before.verify(new Password("a-test-pw"), PasswordHash.stored(hash)))
                    .isEqualTo(RIGHT);
            assertThat(verify("a-test-pw", hash)).isEqualTo(RIGHT_BUT_OUTDATED);
            assertThat(verify("another-pw", hash)).isEqualTo(WRONG);
        }
    }

    /** Made by python3-bcrypt: of 71 x, an ü and "tail"; and of 72 y. */
    @Test
    void aPasswordOfWhichBcryptSkippedAPartKeepsItsHash() {
        var longer = "$2b$04$MFpqO8kax53rjbc1XgMzfOsVPP1ZZK4wfe.itoEDtNmChlLQLQ1RK";
        var whole = "$2b$04$Ofhpn0N8hRzfi7CH5ppF8e9hLnTN5VS5IHFQoFeVLDOq4R8UTMlVi";

        assertThat(verify("x".repeat(71) + "\u00FCtail", longer)).isEqualTo(RIGHT);
        assertThat(verify("x".repeat(71) + "\u00FCanother tail", longer)).isEqualTo(RIGHT);
        assertThat(verify("x".repeat(71), longer)).isEqualTo(WRONG);
        assertThat(verify("y".repeat(72), whole)).isEqualTo(RIGHT_BUT_OUTDATED);
        assertThat(verify("y".repeat(73), whole)).isEqualTo(RIGHT);
        assertThat(verify("y".repeat(71), whole)).isEqualTo(WRONG);
    }

    @ParameterizedTest
    @MethodSource("users.server.passwords.ForeignHashes#composed")
    void thePasswordMayBeAsLongAsItLikes(String hash) {
        var characters = "\u00FC\uD83D\uDD11".repeat(512);

        assertThat(verify(characters, hash)).isEqualTo(WRONG);
    }

    @Test
    void nobodyTakesTheTimeOfSomebody() throws Exception {
        try (var slow = new PasswordHashing(TestHashing.SLOW)) {
            var hash = PasswordHash.stored(slow.hash(new Password("a-test-pw")));
            for (int warmUp = 0; warmUp < 5; warmUp++) {
                slow.verify(new Password("wrong-\u00FC"), hash);
            }

            long somebody = fastest(() -> slow.verify(new Password("wrong-\u00FC"), hash));
            long nobody = fastest(() -> {
                slow.verifyNobody(new Password("wrong-\u00FC"));
                return WRONG;
            });

            assertThat((double) nobody / somebody).isBetween(0.5, 2.0);
        }
    }

    @Test
    void whenTooManyWaitTheNextIsRefusedAtOnce() throws Exception {
        try (var slow = new PasswordHashing(TestHashing.SLOW);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> slow.verifyNobody(new Password("first")));
            var second = callers.submit(() -> slow.verifyNobody(new Password("second")));
            while (slow.waiting() == 0) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> slow.verifyNobody(new Password("one too many")))
                    .isInstanceOfSatisfying(
                            UserException.class,
                            thrown -> assertThat(thrown.error())
                                    .isEqualTo(new UserError.HashingBusy(Duration.ofSeconds(1))));
            first.get(60, SECONDS);
            second.get(60, SECONDS);
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        try (var slow = new PasswordHashing(TestHashing.SLOW)) {
            var outcome = new CompletableFuture<String>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    slow.verifyNobody(new Password("a-test-pw"));
                    outcome.complete("checked");
                } catch (CancellationException e) {
                    outcome.complete("interrupted: " + Thread.currentThread().isInterrupted());
                }
            });

            caller.interrupt();

            assertThat(outcome.get(5, SECONDS)).isEqualTo("interrupted: true");
        }
    }

    /** What a library keeps for each set of parameters it has met would grow with other people's hashes. */
    @Test
    void foreignParametersLeaveNothingBehind() {
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        for (int memory = 16_384; memory < 16_384 + 100; memory++) {
            var hash = "$argon2id$v=19$m=%d,t=1,p=2$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA".formatted(memory);
            assertThat(verify("a-test-pw", hash)).isEqualTo(WRONG);
        }

        System.gc();
        var runtime = Runtime.getRuntime();
        assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(256L << 20);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 10);
    }

    private static long fastest(Callable<Verification> check) throws Exception {
        long fastest = Long.MAX_VALUE;
        for (int time = 0; time < 5; time++) {
            long start = System.nanoTime();
            assertThat(check.call()).isEqualTo(WRONG);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    private Verification verify(String password, String hash) {
        return hashing.verify(new Password(password), PasswordHash.imported(hash));
    }
}
