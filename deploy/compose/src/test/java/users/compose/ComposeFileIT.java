package users.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds of each service in {@code compose.yaml}, as Compose itself reads it. */
class ComposeFileIT {

    private static final Set<String> ONE_SHOTS = Set.of("seed", "register");
    private static final Set<String> LASTING = Set.of("postgres", "users-service", "kafka", "connect", "topic-browser");

    private static ComposeFile file;

    @BeforeAll
    static void read() {
        file = ComposeFile.read();
    }

    @Test
    void nothingElseRuns() {
        assertThat(file.services())
                .containsExactlyInAnyOrder(
                        "postgres", "users-service", "seed", "kafka", "connect", "register", "topic-browser", "events");
        assertThat(file.root().toString()).doesNotContainIgnoringCase("zookeeper");
    }

    @Test
    void imagesOfOthersArePinned() {
        assertThat(file.each("image"))
                .containsEntry("users-service", "\"users-service:latest\"")
                .allSatisfy(
                        (service, image) -> assertThat(image)
                                .matches(
                                        "\"(users-service:latest|[a-z./-]+:v?[0-9]+\\.[0-9]+[A-Za-z0-9.-]*(@sha256:[0-9a-f]{64})?)\""));
    }

    @Test
    void nobodyIsRootAndNoFilesystemCanBeWrittenTo() {
        assertThat(file.each("user"))
                .allSatisfy((service, user) -> assertThat(user)
                        .isNotEqualTo("null")
                        .doesNotStartWith("\"root")
                        .doesNotStartWith("\"0"));
        assertThat(Set.copyOf(file.each("read_only").values())).containsExactly("true");
        assertThat(Set.copyOf(file.each("cap_drop").values())).containsExactly("[\"ALL\"]");
        assertThat(Set.copyOf(file.each("security_opt").values())).containsExactly("[\"no-new-privileges:true\"]");
        assertThat(file.each("privileged").values()).containsOnly("null");
    }

    @Test
    void memoryIsLimited() {
        assertThat(file.each("mem_limit"))
                .allSatisfy((service, limit) ->
                        assertThat(Long.parseLong(limit.replace("\"", ""))).isBetween(64L << 20, 1L << 30));
    }

    @Test
    void whatLastsIsStartedAgainAndWatchedAndWhatEndsIsTriedAgain() {
        assertThat(file.each("restart"))
                .allSatisfy((service, restart) -> assertThat(restart)
                        .isEqualTo(
                                LASTING.contains(service)
                                        ? "\"unless-stopped\""
                                        : ONE_SHOTS.contains(service) ? "\"on-failure:3\"" : "\"no\""));
        assertThat(file.each("healthcheck"))
                .allSatisfy((service, check) -> assertThat(check.contains("\"test\":[\"CMD\""))
                        .as(service)
                        .isEqualTo(LASTING.contains(service)));
    }

    @Test
    void whateverIsWaitedForIsWaitedForUntilItIsWell() {
        assertThat(file.each("depends_on").values())
                .allSatisfy(dependencies -> assertThat(dependencies).doesNotContain("service_started"));
        assertThat(dependencies("topic-browser")).containsExactly("register");
        assertThat(dependencies("register")).containsExactlyInAnyOrder("connect", "seed");
        assertThat(dependencies("connect")).containsExactly("kafka");
        assertThat(dependencies("seed")).containsExactly("users-service");
        assertThat(dependencies("users-service")).containsExactly("postgres");
    }

    @Test
    void onlyWhatAPersonNeedsIsPublishedAndTheRestOnThisMachineAlone() {
        var published = file.services().stream()
                .filter(service -> !file.publishedPorts(service).isEmpty())
                .collect(Collectors.toMap(service -> service, file::publishedPorts));

        assertThat(new TreeMap<>(published).toString())
                .isEqualTo("{connect=[127.0.0.1:8083], kafka=[127.0.0.1:9092], postgres=[127.0.0.1:5432],"
                        + " topic-browser=[9000], users-service=[5355, 8080]}");
    }

    @Test
    void passwordsComeFromFilesThatAreNotInTheRepository() {
        assertThat(file.each("environment").values())
                .allSatisfy(environment -> assertThat(environment).doesNotContainPattern("PASSWORD\"|PGPASSWORD"));
        assertThat(file.root().getAsJsonObject("secrets").asMap().values())
                .hasSize(3)
                .allSatisfy(secret -> assertThat(
                                secret.getAsJsonObject().get("file").getAsString())
                        .startsWith(Command.ROOT + "/deploy/compose/secrets/"));
        assertThat(Command.of(Map.of(), "git", "check-ignore", "deploy/compose/secrets/users-password")
                        .output())
                .isNotEmpty();
    }

    @Test
    void theDatabaseKeepsItsLogForTheConnectorUpToALimit() {
        assertThat(file.each("command").get("postgres"))
                .contains("-cwal_level=logical", "-cmax_slot_wal_keep_size=1GB");
    }

    private static Set<String> dependencies(String service) {
        return file.service(service).getAsJsonObject("depends_on").keySet();
    }
}
