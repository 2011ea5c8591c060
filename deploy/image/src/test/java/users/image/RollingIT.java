package users.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import users.server.Await;

/** Two replicas that are replaced under load, as a rolling update does it. */
class RollingIT {

    private static final int CALLS_BETWEEN = 100;

    @Test
    void noCallFailsAndNothingThatWasAcknowledgedIsLost() {
        var stage = Stage.shared();
        var database = stage.database();
        try (var first = Service.on(stage, database);
                var second = Service.on(stage, database);
                var replicas = new Replicas(first, second)) {
            var channel = replicas.channel();
            try (var load = Load.on(channel);
                    var third = replace(first, load, replicas, new Service(stage, database));
                    var fourth = replace(second, load, replicas, new Service(stage, database))) {
                await(load);
                load.finished();
                System.out.printf("%d calls while two replicas were replaced%n", load.calls());

                assertThat(load.failures()).isEmpty();
                assertThat(third.port()).isNotEqualTo(fourth.port());
                var users = Service.users(channel);
                load.acknowledged()
                        .forEach((id, user) -> assertThat(users.get(id)).isEqualTo(user));
            }
            channel.shutdownNow();
        }
    }

    /** The new one is ready before the old one is told to end; clients learn of that from the old one itself. */
    private static Service replace(Service old, Load load, Replicas replicas, Service next) {
        await(load);
        next.start();
        replicas.add(next);
        await(load);
        int port = old.port();
        old.terminate();
        assertThat(old.end().getExitCodeLong()).isZero();
        replicas.remove(port);
        return next;
    }

    private static void await(Load load) {
        int enough = load.calls() + CALLS_BETWEEN;
        Await.until(() -> load.calls() >= enough);
    }
}
