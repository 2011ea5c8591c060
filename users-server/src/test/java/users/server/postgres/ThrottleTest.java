package users.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import users.api.Password;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.server.Await;

/** Who waits for a check, and for how long. */
class ThrottleTest extends StorageTest {

    private static final int PLACES = 64;

    @Test
    void whoIsBlockedIsToldSoHoweverManyWait() {
        var busy = users.create(somebody()).id();
        var blocked = users.create(somebody()).id();
        fails(busy);
        postgres.run("update users.throttles set checks = 5");
        fails(blocked);
        postgres.run("update users.throttles set blocked_until = now() + interval '10 minutes' where checks = 0");

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<?>>();
            for (int i = 0; i <= PLACES; i++) {
                waiting.add(callers.submit(() -> verify(busy)));
            }
            Await.until(() -> waiting.stream().anyMatch(Future::isDone));
            assertThat(waiting.stream().filter(Future::isDone).map(Future::exceptionNow))
                    .map(thrown -> ((UserException) thrown).error())
                    .containsExactly(new UserError.HashingBusy(Duration.ofSeconds(1)));

            assertFails(() -> verify(blocked), new UserError.TooManyAttempts(Duration.ofMinutes(10)));

            waiting.forEach(call -> call.cancel(true));
        }
    }

    private static void fails(UserId id) {
        assertFails(() -> verify(id), new UserError.InvalidCredentials());
    }

    private static void verify(UserId id) {
        users.verifyPassword(id, new Password("a-wrong-pw"));
    }
}
