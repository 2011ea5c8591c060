package users.shell.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.tls.TestAuthority;
import users.linking.AotCache;
import users.shell.TestServer;
import users.shell.TestTls;

class UserctlImageIT {

    private static final Path IMAGE = Path.of("target/image").toAbsolutePath();
    private static final Path LAUNCHER = Path.of("../bin/userctl").toAbsolutePath();

    @Test
    void itHasAnAotCacheAndNoDesktop() throws IOException {
        var modules = new ProcessBuilder(IMAGE.resolve("bin/java").toString(), "--list-modules").start();

        assertThat(new AotCache(IMAGE).exists()).isTrue();
        assertThat(modules.getInputStream().readAllBytes())
                .asString(UTF_8)
                .contains("users.shell")
                .doesNotContain("java.desktop", "users.server");
    }

    @Test
    void itIsSmallerThan70MegabytesWithoutItsAotCache() throws IOException {
        long size = 0;
        try (var files = Files.walk(IMAGE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                size += file.endsWith("classes.jsa") ? 0 : Files.size(file);
            }
        }

        assertThat(size).isLessThan(70_000_000);
    }

    @Test
    void itSpeaksTlsAndShowsItsCertificate(@TempDir Path folder) throws IOException, InterruptedException {
        var authority = TestAuthority.named("Authority");
        var client = authority.client("CN=me");
        try (var server = TestTls.server(authority.server("localhost"), authority, "TLSv1.3")) {
            var trusting =
                    List.of("--ca", authority.write(folder.resolve("ca.pem")).toString());
            var known = List.of(
                    "--cert", client.writeChain(folder.resolve("me.pem")).toString(),
                    "--key", client.writeKey(folder.resolve("me.key")).toString());

            assertThat(health(server, List.of("--tls")))
                    .isEqualTo(
                            "error: the certificate of the server at localhost:%d is of an authority that Java does not"
                                    + " know: name it with --ca FILE\n",
                            server.port());
            assertThat(health(server, trusting))
                    .isEqualTo(
                            "error: the server at localhost:%d wants a client certificate: run userctl with --cert FILE and"
                                    + " --key FILE\n",
                            server.port());
            assertThat(health(
                            server,
                            Stream.concat(trusting.stream(), known.stream()).toList()))
                    .isEqualTo("{\n  \"status\": \"SERVING\"\n}\n");
        }
    }

    private static String health(TestServer server, List<String> flags) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(LAUNCHER.toString(), "-p", Integer.toString(server.port()), "health"));
        words.addAll(flags);
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void aCommandPrintsItsAnswerAloneWhateverTheLocaleTheFolderAndTheHome(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (var server = new TestServer()) {
            server.add("Zoë", "Müller", "zoe", "zoë@test.com", "DE");
            var link = Files.createSymbolicLink(folder.resolve("userctl"), LAUNCHER);
            var words = new ArrayList<>(List.of(link.toString(), "-p", Integer.toString(server.port())));
            words.addAll(List.of("get", "zoë@test.com"));
            var command = new ProcessBuilder("sh", "-c", String.join(" ", words))
                    .directory(Path.of("/").toFile());
            command.environment().keySet().removeIf(name -> name.equals("HOME") || name.startsWith("LC_"));
            command.environment().put("LANG", "C");
            command.environment().put("JAVA_TOOL_OPTIONS", "-Dannounced=true");
            var process = command.start();

            assertThat(process.getInputStream().readAllBytes())
                    .asString(UTF_8)
                    .startsWith("{")
                    .contains("\"first_name\": \"Zoë\"");
            assertThat(process.getErrorStream().readAllBytes()).isEmpty();
            assertThat(process.waitFor()).isZero();
        }
    }
}
