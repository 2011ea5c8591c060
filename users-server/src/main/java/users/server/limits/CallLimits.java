package users.server.limits;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import users.api.UserError;
import users.api.UserException;

/** Keeps connections and callers from taking what others need. */
public final class CallLimits {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MANY = 10_000;

    private final LimitSettings settings;
    private final Map<Object, TokenBucket> connections = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<String, Use> callers = new ConcurrentHashMap<>();
    /** Callers after which those are forgotten who do nothing; more where many do something, or each call looked at all. */
    private volatile int many = MANY;

    public CallLimits(LimitSettings settings) {
        this.settings = settings;
    }

    /**
     * A call has come on a connection.
     *
     * @param connection whatever is the same for all its calls, and for no others
     * @throws UserException with {@link UserError.RateExceeded} when it is one too many
     */
    public void count(Object connection) {
        settings.connection()
                .ifPresent(rate -> connections
                        .computeIfAbsent(connection, any -> new TokenBucket(rate))
                        .take()
                        .ifPresent(CallLimits::refuse));
    }

    /**
     * A caller begins a call.
     *
     * @return what ends it, once
     * @throws UserException with {@link UserError.RateExceeded} or {@link UserError.TooManyCalls} when it is one too many
     */
    public Runnable enter(String caller) {
        if (settings.caller().isEmpty() && settings.concurrentCalls().isEmpty()) {
            return () -> {};
        }
        if (callers.size() >= many) {
            callers.keySet().forEach(name -> callers.computeIfPresent(name, (key, use) -> use.idle() ? null : use));
            many = Math.max(MANY, 2 * callers.size());
        }
        var running = new int[1];
        var use = callers.compute(caller, (name, known) -> {
            var entered = known == null ? new Use(settings.caller()) : known;
            running[0] = entered.enter();
            return entered;
        });
        try {
            if (settings.concurrentCalls().filter(most -> running[0] > most).isPresent()) {
                throw new UserException(new UserError.TooManyCalls(RETRY_AFTER));
            }
            use.take().ifPresent(CallLimits::refuse);
        } catch (UserException e) {
            use.leave();
            throw e;
        }
        var over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                use.leave();
            }
        };
    }

    private static void refuse(Duration wait) {
        throw new UserException(new UserError.RateExceeded(wait));
    }
}
