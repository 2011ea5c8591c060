package users.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The container as clusters run it that give each namespace users of its own. */
class StrangerIT {

    private static final String LINE = "\\S+Z (INFO|WARNING) users\\.\\S+: .*";

    private final Stage stage = Stage.shared();

    @Test
    void aUserWhomNoPasswdKnowsRunsItAndNothingElseIsSaid() {
        var service = new Service(stage, stage.database())
                .withCreateContainerCmdModifier(command -> command.withUser("1000660000:0"));
        try (service) {
            service.start();
            assertThat(service.health()).isEmpty();
            service.terminate();

            assertThat(service.end().getExitCodeLong()).isZero();
            assertThat(service.getLogs().lines())
                    .allSatisfy(line -> assertThat(line).matches(LINE))
                    .noneMatch(line -> line.contains("AOT cache"));
        }
    }

    @Test
    void anAotCacheThatDoesNotFitIsNoticedAndCostsOnlyTime() {
        var service = new Service(stage, stage.database()).withEnv("JDK_JAVA_OPTIONS", "-XX:-UseSerialGC -XX:+UseZGC");
        try (service) {
            service.start();

            assertThat(service.getLogs()).contains("the AOT cache is missing or does not fit");
        }
    }
}
