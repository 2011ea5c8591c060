package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The {@link Soak}, short enough for every build. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SoakTest {

    @Test
    void clientsThatComeAndGoAsTheyLikeLeaveNothingBehind() throws Exception {
        assertThat(Soak.run(Kind.WIRE, Duration.ofSeconds(60))).isEmpty();
    }
}
