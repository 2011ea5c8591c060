package users.server.postgres.keys;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.server.postgres.StorageTest;

class FirstKeyTest extends StorageTest {

    @Test
    void whoComesAtOnceGetsTheSame() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                var purpose = "round " + round;
                var servers = IntStream.range(0, 8)
                        .<Callable<Long>>mapToObj(any -> () ->
                                new Keys(database.client(), purpose).newest().getKey())
                        .toList();

                var keys = threads.invokeAll(servers).stream()
                        .map(key -> key.resultNow())
                        .collect(toSet());

                assertThat(keys).hasSize(1);
            }
        }
    }
}
