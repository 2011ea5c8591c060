package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireListenerTest {

    private static final GrpcWireConfig ONE_AT_A_TIME =
            GrpcWireConfig.builder().maxConcurrentStreams(1).build();
    private static final Request ECHO = Request.of(FrameProbe.ECHO);

    private final Heard heard = new Heard();
    private final Fixture fixture = new Fixture(
            Kind.WIRE, ONE_AT_A_TIME, new TestServer.Listening(Optional.empty(), Duration.ofMinutes(5), heard));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aConnectionIsHeardWhenItOpensAndWhenItEndsAndItsCallsAreNot() throws Exception {
        try (var peer = RawConnection.open(fixture)) {
            peer.echoes();
            assertThat(heard.events()).containsExactly("opened");
        }

        Await.until("the connection is closed", () -> heard.events().equals(List.of("opened", "closed")));
    }

    @Test
    void eachRefusalIsHeardWithItsReason() throws Exception {
        try (var peer = RawConnection.open(fixture)) {
            peer.call(Request.at("/frames.Frames/Nothing"), Bytes.NONE);
            peer.call(ECHO.with("content-type", "text/plain"), Bytes.NONE);
            peer.refused(ECHO.and("x-long", "v".repeat(20_000)).block());
            peer.call(ECHO.and("grpc-timeout", "soon"), Bytes.NONE);
            int upperCase = peer.start(ECHO.and("X-Upper", "v"));
            peer.await(frame -> frame.is(Frame.RST_STREAM) && frame.stream() == upperCase);
            peer.start(Request.of(FrameProbe.CHAT));
            int second = peer.start(Request.of(FrameProbe.CHAT));
            peer.await(frame -> frame.is(Frame.RST_STREAM) && frame.stream() == second);

            assertThat(heard.events())
                    .containsExactly(
                            "opened",
                            "refused UNKNOWN_METHOD",
                            "refused NOT_GRPC",
                            "refused METADATA_TOO_LONG",
                            "refused MALFORMED",
                            "refused MALFORMED",
                            "refused TOO_MANY_CALLS");
        }
    }

    @Test
    void aPeerThatBreaksARuleIsDismissed() throws Exception {
        try (var peer = RawConnection.open(fixture)) {
            peer.send(Frame.of(Frame.PUSH_PROMISE, 0, 1));
            peer.fails(Code.PROTOCOL_ERROR);
        }

        Await.until("the connection is closed", () -> heard.events().equals(List.of("opened", "dismissed", "closed")));
    }
}
