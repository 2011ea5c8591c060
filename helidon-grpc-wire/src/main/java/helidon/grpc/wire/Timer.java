package helidon.grpc.wire;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Starts what is due, each on a thread of its own: whatever a handler's listeners do there holds nobody up. */
final class Timer extends ScheduledThreadPoolExecutor {

    static final Timer SHARED = new Timer();

    private Timer() {
        super(1, Thread.ofPlatform().daemon().name("grpc-timer").factory());
        // Most calls end long before their deadline.
        setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(() -> Thread.startVirtualThread(task), delay, unit);
    }
}
