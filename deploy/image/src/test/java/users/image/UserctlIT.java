package users.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code bin/userctl} beside the container. */
class UserctlIT {

    @Test
    void everyCommandDoesWhatItSaysAndTheServerEndsWithoutAWarningOfItsOwn() {
        var stage = Stage.shared();
        try (var service = Service.on(stage, stage.database())) {
            var userctl = new Userctl(service.port());

            assertThat(userctl.run("health")).contains("SERVING");
            var created = userctl.run(
                    "create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country gb"
                            + " --password ann-test-pw --label team=a");
            assertThat(userctl.run("get ann@example.com")).isEqualTo(created);
            assertThat(userctl.run("list --country GB -o csv")).contains("ann@example.com");
            assertThat(userctl.run("update ann@example.com --nickname annie")).contains("\"annie\"");
            assertThat(userctl.run("disable ann@example.com --reason moved")).contains("moved");
            assertThat(userctl.run("changes ann@example.com -o csv"))
                    .contains("disabled_reason,,moved", "nickname,ann,annie");
            assertThat(userctl.run("export -o csv")).contains("annie");
            userctl.run("delete ann@example.com");
            assertThat(userctl.run("list -o ndjson")).isEmpty();

            service.terminate();
            assertThat(service.end().getExitCodeLong()).isZero();
            assertThat(service.getLogs().lines().filter(line -> line.contains("WARN")))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("whoever can reach 0.0.0.0 may read and change all users"),
                            line -> assertThat(line).contains("gRPC on 0.0.0.0 is without TLS"));
        }
    }
}
