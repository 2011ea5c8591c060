package users.server.limits;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CallLimitsTest {

    /** It takes a fraction of a second, and about a minute where each call looks at all callers. */
    @Test
    @Timeout(15)
    void callsOfManyCallersWhoAllDoSomethingDoNotWaitForEachOther() {
        var limits = new CallLimits(new LimitSettings(Optional.empty(), Optional.empty(), Optional.of(1)));
        for (int i = 0; i < 50_000; i++) {
            limits.enter("caller " + i);
        }
    }
}
