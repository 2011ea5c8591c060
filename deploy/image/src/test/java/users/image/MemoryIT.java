package users.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import users.server.Await;
import users.v1.ExportUsersRequest;
import users.v1.UsersServiceGrpc;

/** What 256 MB are enough for. */
class MemoryIT {

    private static final int CALLS = 1_000;

    @Test
    void itIdlesFarBelowItsLimitAndLivesThroughALoad() {
        var stage = Stage.shared();
        try (var service = Service.on(stage, stage.database())) {
            double idle = service.megabytes();
            // Whoever is the first to read the image's files is charged for some 40 MB of them in the page cache:
            // make bench-image measures without.
            assertThat(idle).isLessThan(200);

            var channel = service.channel();
            try (var load = Load.on(channel)) {
                Await.until(() -> load.calls() >= CALLS);
                var streams = UsersServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
                assertThat(streams.exportUsers(ExportUsersRequest.getDefaultInstance()))
                        .toIterable()
                        .isNotEmpty();
                assertThat(load.finished().failures()).isEmpty();
            }
            channel.shutdownNow();
            System.out.printf("idle %.0f MB, after %d calls and more %.0f MB%n", idle, CALLS, service.megabytes());
            assertThat(service.health()).isEmpty();
            service.terminate();
            assertThat(service.end().getOOMKilled()).isFalse();
            assertThat(service.end().getExitCodeLong()).isZero();
        }
    }
}
