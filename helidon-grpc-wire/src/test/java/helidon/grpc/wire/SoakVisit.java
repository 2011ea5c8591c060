package helidon.grpc.wire;

import static io.grpc.Status.Code.CANCELLED;
import static io.grpc.Status.Code.DEADLINE_EXCEEDED;
import static io.grpc.Status.Code.OK;
import static io.grpc.Status.Code.UNAVAILABLE;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client that comes, makes some calls of every kind, and goes in one way or the other. */
record SoakVisit(ManagedChannel channel, SoakTally tally) {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int MESSAGE = 16 * 1024;

    /** Something a visitor does. */
    private interface Act {
        void run() throws Exception;
    }

    void run() throws Exception {
        tally.connections.incrementAndGet();
        List<Act> acts = List.of(
                this::unary, this::sum, this::talk, this::pausedReader, this::held, this::hurried, this::cancelled);
        try {
            for (var left = random(10); left > 0; left--) {
                acts.get(random(acts.size())).run();
            }
            if (ThreadLocalRandom.current().nextBoolean()) {
                leaveInTheMiddle();
            } else {
                channel.shutdown().awaitTermination(10, TimeUnit.SECONDS);
            }
        } finally {
            channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private void unary() throws Exception {
        var message = new byte[random(64 * 1024)];
        var call = start(SoakProbe.ECHO).send(message).end().request(2);
        call.expect(message);
        call.ends(OK);
    }

    private void sum() throws Exception {
        var call = start(SoakProbe.SUM).request(2);
        var messages = random(20);
        for (var sent = 0; sent < messages; sent++) {
            call.send(new byte[MESSAGE]);
        }
        call.end().expect(SoakProbe.sum((long) messages * MESSAGE));
        call.ends(OK);
    }

    private void talk() throws Exception {
        var call = start(SoakProbe.TALK);
        for (var left = random(20); left > 0; left--) {
            var message = new byte[random(MESSAGE)];
            call.send(message).request(1).expect(message);
        }
        call.end().ends(OK);
    }

    private void pausedReader() throws Exception {
        var messages = 1 + random(40);
        var call = start(SoakProbe.COUNT)
                .send(SoakProbe.count(messages, MESSAGE))
                .end()
                .request(1);
        call.expect(new byte[MESSAGE]);
        tally.overWithin(PAUSE);
        call.request(messages);
        for (var left = messages - 1; left > 0; left--) {
            call.expect(new byte[MESSAGE]);
        }
        call.ends(OK);
    }

    private void held() throws Exception {
        start(SoakProbe.HOLD, hurry()).send(new byte[1]).end().request(1).ends(DEADLINE_EXCEEDED);
        tally.deadlines.incrementAndGet();
    }

    private void hurried() throws Exception {
        var end = start(SoakProbe.ECHO, hurry())
                .send(new byte[MESSAGE])
                .end()
                .request(2)
                .ends(OK, DEADLINE_EXCEEDED);
        if (end.getCode() == DEADLINE_EXCEEDED) {
            tally.deadlines.incrementAndGet();
        }
    }

    private void cancelled() throws Exception {
        var calls = unfinished().toList();
        tally.overWithin(SOON);
        calls.forEach(Exchange::cancel);
        for (var call : calls) {
            call.ends(CANCELLED);
            tally.cancelled.incrementAndGet();
        }
    }

    private void leaveInTheMiddle() throws Exception {
        var calls = unfinished().toList();
        tally.overWithin(SOON);
        channel.shutdownNow();
        for (var call : calls) {
            call.ends(UNAVAILABLE, CANCELLED);
            tally.cancelled.incrementAndGet();
        }
    }

    /** One that waits, one whose answers are not read, one that might say more. */
    private Stream<Exchange> unfinished() {
        return Stream.of(
                start(SoakProbe.HOLD).send(new byte[1]).end().request(1),
                start(SoakProbe.COUNT).send(SoakProbe.count(1000, MESSAGE)).end(),
                start(SoakProbe.TALK).send(new byte[random(MESSAGE)]).request(1));
    }

    private Exchange start(MethodDescriptor<byte[], byte[]> method) {
        return start(method, CallOptions.DEFAULT);
    }

    private Exchange start(MethodDescriptor<byte[], byte[]> method, CallOptions options) {
        tally.calls.incrementAndGet();
        return Exchange.stalled(channel, method, options);
    }

    private static CallOptions hurry() {
        return CallOptions.DEFAULT.withDeadlineAfter(random((int) SOON.toMillis() + 1), TimeUnit.MILLISECONDS);
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
