package users.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code make up}, {@code make events} and {@code make down} with the containers of this machine's Docker engine. */
class StackIT {

    private static final Set<String> ONE_SHOTS = Set.of("seed", "register");

    private static final List<String> DEVELOPMENT_USERS = List.of("jack@test.com", "jane@test.com", "john@test.com");

    private static TestStack stack;

    @BeforeAll
    static void up() throws IOException {
        stack = TestStack.up();
    }

    @AfterAll
    static void down() throws IOException {
        stack.close();
    }

    @Test
    void whateverCanBeStartedHereRunsAndIsWell() {
        var missing = new ArrayList<>(ComposeFile.read().services());
        missing.removeAll(stack.services());
        missing.remove("events");
        System.out.printf(
                "Started: %s. Not started, since their images cannot be had here: %s.%n", stack.services(), missing);

        assertThat(stack.containers().stream().map(TestStack::service))
                .containsExactlyInAnyOrderElementsOf(stack.services())
                .contains("postgres", "users-service", "kafka", "connect");
        assertThat(stack.containers()).allSatisfy(container -> {
            if (ONE_SHOTS.contains(TestStack.service(container))) {
                assertThat(TestStack.at(container, "State", "ExitCode")).isEqualTo("0");
            } else {
                assertThat(TestStack.at(container, "State", "Health", "Status")).isEqualTo("healthy");
            }
            assertThat(TestStack.at(container, "RestartCount")).isEqualTo("0");
        });
    }

    @Test
    void noProcessIsRootsAndNoFilesystemCanBeWrittenTo() {
        assertThat(stack.containers()).allSatisfy(container -> {
            assertThat(TestStack.at(container, "HostConfig", "ReadonlyRootfs")).isEqualTo("true");
            if (TestStack.at(container, "State", "Running").equals("true")) {
                var users = stack.command("docker top %s -eo pid,uid".formatted(TestStack.at(container, "Id")))
                        .output()
                        .lines()
                        .skip(1)
                        .map(line -> line.strip().split(" +", -1)[1])
                        .toList();
                assertThat(users).isNotEmpty().doesNotContain("0");
            }
        });
    }

    @Test
    void theServiceStartsWithItsAotCacheAndWarnsOnlyThatItIsOpen() {
        var log = stack.command("docker compose logs --no-log-prefix users-service")
                .output();

        assertThat(log).contains("ready: gRPC on 0.0.0.0:5355");
        assertThat(log.lines().filter(line -> line.contains("WARN")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("whoever can reach 0.0.0.0 may read and change all users"),
                        line -> assertThat(line).contains("gRPC on 0.0.0.0 is without TLS"));
    }

    @Test
    void theServicesImageIsSmallAndHasNoShell() {
        var image = stack.environment().get("IMAGE");

        assertThat(stack.command("docker image inspect --format {{.Size}} " + image)
                        .output())
                .satisfies(size -> assertThat(Long.parseLong(size)).isLessThan(170_000_000));
        assertThat(stack.command("docker run --rm --entrypoint /bin/sh " + image)
                        .run()
                        .errors())
                .contains("no such file or directory");
    }

    @Test
    void theRunbookFindsTheConnectorWell() {
        var environment = new HashMap<>(stack.environment());
        environment.put("CONNECT_URL", "http://localhost:" + environment.get("CONNECT_PORT"));
        environment.put("PSQL", "docker compose exec -T postgres psql -U postgres users");

        assertThat(Command.of(environment, "deploy/debezium/connector", "status")
                        .output())
                .startsWith("connector  RUNNING\ntask       RUNNING\nslot       active, WAL reserved, ")
                .doesNotContain("ALARM");
    }

    @Test
    void passwordsAreInNoConfigurationNoArgumentAndNoLog() throws IOException {
        var known = new StringBuilder();
        known.append(stack.containers());
        known.append(stack.command("docker compose logs --no-color").output());
        known.append(stack.command("docker compose top").output());
        try (var secrets = Files.list(Command.ROOT.resolve("deploy/compose/secrets"))) {
            for (var file : secrets.toList()) {
                var secret = Files.readString(file).strip().replace("password=", "");

                assertThat(secret).hasSize(32);
                assertThat(known).doesNotContain(secret);
            }
        }
    }

    @Test
    void whatUserctlDoesIsSeenByWhoeverAsksForEvents() throws IOException {
        try (var events = EventsProcess.start(stack)) {
            // Whoever is created meanwhile might be among those who were there, too.
            DEVELOPMENT_USERS.forEach(email -> events.await("was there  .*" + email));
            var create =
                    "create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country gb --password ann-test-pw";
            var id = userctl(create).replaceAll("(?s).*\"id\": \"([^\"]*)\".*", "$1");
            userctl("update ann@example.com --nickname annie --label team=a");
            userctl("delete ann@example.com");

            events.await("forgotten");

            assertThat(events.happeningsOf(id))
                    .containsExactly(
                            "created  first_name \"Ann\", last_name \"Lee\", nickname \"ann\", email \"ann@example.com\", country \"GB\", version 1",
                            "changed  nickname \"ann\" -> \"annie\", version 1 -> 2, labels \"{}\" -> \"{\\\"team\\\": \\\"a\\\"}\"",
                            "deleted  first_name \"Ann\", last_name \"Lee\", nickname \"annie\", email \"ann@example.com\", country \"GB\", version 2, labels \"{\\\"team\\\": \\\"a\\\"}\"",
                            "forgotten: Kafka may drop what it has of this user");
            assertThat(events.lines()).noneMatch(line -> line.contains("argon2"));
        }
        assertThat(stack.command("docker compose --profile events ps --all --quiet events")
                        .output())
                .isEmpty();
    }

    @Test
    void theThreeUsersOfDevelopmentAreThere() {
        assertThat(DEVELOPMENT_USERS)
                .allSatisfy(email -> assertThat(userctl("get " + email)).contains(email));
    }

    private static String userctl(String words) {
        return stack.command("bin/userctl -p %d %s".formatted(stack.port(), words))
                .output();
    }
}
