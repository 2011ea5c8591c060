package users.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import users.server.Await;

/** What an operator does about a slot that is no more, by the runbook. */
record Recovery(Stack stack, Follower follower) {

    /** Within a minute the runbook says so, and exits with 1. */
    void awaitAlarm(String alarm) {
        Await.until(() -> {
            try {
                var ended = stack.runbook().run("status");
                return ended.exitCode() == 1 && ended.out().contains("\nALARM      " + alarm + "\n");
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Afterwards a consumer's view is the table. */
    void run(int deletes) throws Exception {
        assertThat(stack.runbook().run("recover", "--yes")).isEqualTo(new Runbook.Ended(0, """
                        stopping the connector
                        throwing away its notes and its slot
                        letting it run
                        waiting for the image of all users
                        looking for users who are in the topic and not in the table
                        done: %d deletes were missing
                        """.formatted(deletes)));
        var marker = stack.marker();
        follower.await(one -> one.changes().contains(marker));
        follower.awaitView(stack.ledger().users());
        assertThat(stack.runbook().run("status").exitCode()).isZero();
    }
}
