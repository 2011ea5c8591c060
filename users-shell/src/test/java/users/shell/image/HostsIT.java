package users.shell.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.shell.TestServer;

/** Hosts that others' clients stumble over, with every proxy setting on a port where nobody listens. */
class HostsIT {

    private static final List<String> PROXY_VARIABLES =
            List.of("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "grpc_proxy");

    /** 192.0.2.1 is nobody's address (RFC 5737): a connection there is refused, or nothing comes back. */
    private static final String HOSTS = """
            127.0.0.1 users_service
            127.0.0.1 dns
            127.0.0.2 refusing_then_live
            127.0.0.1 refusing_then_live
            192.0.2.1 silent_then_live
            127.0.0.1 silent_then_live
            ::1       other_family_then_live
            127.0.0.1 other_family_then_live
            127.0.0.2 refusing
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, users_service",
        "127.0.0.1, dns",
        "127.0.0.1, refusing_then_live",
        "127.0.0.1, silent_then_live",
        "127.0.0.1, other_family_then_live",
        "127.0.0.1, localhost",
        "127.0.0.1, localhost.",
        "::1, localhost",
        "::1, [::1]"
    })
    void theServerIsFound(String listening, String host) throws IOException, InterruptedException {
        try (var server = new TestServer(listening)) {
            var health = userctl(host, server.port());

            assertThat(health.getInputStream().readAllBytes())
                    .asString(UTF_8)
                    .isEqualTo("{\n  \"status\": \"SERVING\"\n}\n");
            assertThat(health.getErrorStream().readAllBytes()).isEmpty();
            assertThat(health.waitFor()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refusing, no server listens at refusing:%d",
        "not_in_the_file, no server: the host not_in_the_file is not known"
    })
    void whereNoServerIsOneSentenceSaysSo(String host, String sentence) throws IOException, InterruptedException {
        try (var server = new TestServer("127.0.0.1")) {
            var health = userctl(host, server.port());

            assertThat(health.getErrorStream().readAllBytes())
                    .asString(UTF_8)
                    .isEqualTo(
                            "error: %s\n  start one with make run, or name another with -a HOST -p PORT\n",
                            sentence.formatted(server.port()));
            assertThat(health.getInputStream().readAllBytes()).isEmpty();
            assertThat(health.waitFor()).isEqualTo(3);
        }
    }

    private Process userctl(String host, int port) throws IOException {
        var hosts = Files.writeString(folder.resolve("hosts"), HOSTS);
        var command = new ArrayList<>(List.of("target/image/bin/java", "-Djdk.net.hosts.file=" + hosts));
        for (var proxy : List.of("http.proxy", "https.proxy", "socksProxy")) {
            command.addAll(List.of("-D" + proxy + "Host=127.0.0.1", "-D" + proxy + "Port=9"));
        }
        command.addAll(List.of("-m", "users.shell/users.shell.Main", "-a", host, "-p", "" + port, "health"));
        var builder = new ProcessBuilder(command);
        PROXY_VARIABLES.forEach(name -> builder.environment().put(name, "http://127.0.0.1:9"));
        builder.environment().put("no_proxy", "localhost");
        return builder.start();
    }
}
