package users.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.CredentialFault;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;
import users.api.tls.Validity;
import users.server.TestIssuer;
import users.server.TlsClient;
import users.server.TlsFiles;

/** userctl at a server that wants to know who calls: each refusal is a sentence with what to do. */
class CallersIT {

    private static final TestAuthority SERVERS = TestAuthority.named("Servers");
    private static final TestAuthority CLIENTS = TestAuthority.named("Clients");
    private static final TestIssuer ISSUER = TestIssuer.es256("key");

    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        var identity = SERVERS.server("localhost", "127.0.0.1");
        SERVERS.write(folder.resolve("ca.pem"));
        var command = new ProcessBuilder(
                Path.of("../bin/users-server").toAbsolutePath().toString());
        command.environment().put("CALLERS_REQUIRED", "true");
        command.environment().putAll(TlsFiles.environment(folder, identity, CLIENTS));
        command.environment().putAll(TestIssuer.environment(folder.resolve("jwks.json"), ISSUER));
        var limits = Files.writeString(folder.resolve("limits.yaml"), """
                users:
                  limits:
                    caller:
                      calls-per-second: 1
                      burst: 10
                """);
        command.environment().put("CONFIG_FILE", limits.toString());
        server = RunningServer.start(folder, command, port -> TlsClient.channel(port, SERVERS, Optional.empty()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoeverShowsAGoodCertificateOrTokenIsServed() throws IOException, InterruptedException {
        var created = run(
                token(ISSUER.token("ops", "users.admin")),
                "-c",
                "create --first-name A --last-name B --nickname c --country GB --email a@b.test --password a-test-pw -o ndjson");
        assertThat(created.err()).isEmpty();
        assertThat(created.exitCode()).isZero();

        var reader = certificate("reader", CLIENTS.client("CN=reports,OU=users.reader"));
        assertThat(run(reader, "get", "a@b.test", "-o", "ndjson")).isEqualTo(Userctl.Ended.printing(created.out()));
        assertThat(run(reader, "changes", "a@b.test", "-o", "ndjson").out()).contains("\"actor\":\"ops\"");
        assertThat(run(List.of(), "health")).isEqualTo(Userctl.Ended.printing("{\n  \"status\": \"SERVING\"\n}\n"));
    }

    @Test
    void aCommandThatPrintsATokenIsAskedForIt() throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("printed"), ISSUER.token("ops", "users.reader"));

        assertThat(run(List.of("--token-command", "cat " + file), "list", "--country", "ZZ", "-o", "csv")
                        .err())
                .isEmpty();
        assertRefused(run(List.of("--token-command", "exit 3"), "list"), 2, """
                error: --token-command ended with exit code 3
                  try: userctl help
                """);
    }

    @Test
    void withoutACredentialItSaysHowToGiveOne() throws IOException, InterruptedException {
        assertRefused(run(List.of(), "list"), 1, """
                error: nobody is known to call: a bearer token or a client certificate is needed
                  run userctl with --token-file FILE or --token-command COMMAND, or with --cert FILE and --key FILE
                """);
    }

    @Test
    void aBadCertificateIsToldWhatIsWrongWithIt() throws IOException, InterruptedException {
        var expired = CLIENTS.client(Validity.EXPIRED, "OU=users.admin");
        assertRefused(run(certificate("expired", expired), "list"), 1, """
                error: the client certificate has expired: get a new one
                  see --cert FILE and --key FILE: whoever runs the server knows whose certificates it takes
                """);
        var other = TestAuthority.named("Others").client("OU=users.admin");
        assertRefused(run(certificate("other", other), "list"), 1, """
                error: the client certificate is of no authority that the server trusts, or not meant for clients
                  see --cert FILE and --key FILE: whoever runs the server knows whose certificates it takes
                """);
    }

    @Test
    void aBadTokenIsToldWhatIsWrongWithIt() throws IOException, InterruptedException {
        var expired = ISSUER.token("ops", claims -> claims.setExpirationTimeMinutesInTheFuture(-5));
        assertRefused(run(token(expired), "list"), 1, """
                error: the token has expired: get a new one
                  --token-command COMMAND gets a new one whenever one has expired; --token-file FILE is then read anew
                """);
        var early = ISSUER.token("ops", claims -> claims.setNotBeforeMinutesInThePast(-5));
        assertRefused(run(token(early), "list"), 1, """
                error: %s
                  see that the clocks of this machine, the token's issuer and the server agree
                """.formatted(CredentialFault.TOKEN_NOT_YET_VALID));
        assertOfNoUse(CredentialFault.TOKEN_AUDIENCE, ISSUER.token("ops", claims -> claims.setAudience("orders")));
        assertOfNoUse(
                CredentialFault.TOKEN_ISSUER, ISSUER.token("ops", claims -> claims.setIssuer("https://other.test")));
        var madeUp = TestIssuer.es256("made up").token("ops", "users.admin");
        assertOfNoUse(CredentialFault.TOKEN_KEY_UNKNOWN, madeUp);
        // A key of its own under a name that is known.
        var forged = TestIssuer.es256("key").token("ops", "users.admin");
        assertOfNoUse(CredentialFault.TOKEN_SIGNATURE, forged);
        assertOfNoUse(CredentialFault.TOKEN_ALGORITHM, ISSUER.unsignedToken("ops"));
        assertOfNoUse(CredentialFault.TOKEN_ALGORITHM, ISSUER.tokenByPublicKey("ops"));
    }

    private static void assertOfNoUse(CredentialFault fault, String token) throws IOException, InterruptedException {
        assertRefused(run(token(token), "list"), 1, """
                error: %s
                  get one that is made for this server: whoever runs it knows from where
                """.formatted(fault));
    }

    @Test
    void aRoleThatIsMissingIsNamed() throws IOException, InterruptedException {
        var reader = token(ISSUER.token("reports", "users.reader"));
        assertRefused(run(reader, "delete", "0198c5f4-0000-7000-8000-000000000001"), 1, """
                error: this needs the role users.writer, which the caller does not have
                  whoever runs the server gives roles: ask there
                """);
        assertRefused(run(reader, "export", "--include-password-hashes"), 1, """
                error: this needs the role users.admin, which the caller does not have
                  whoever runs the server gives roles: ask there
                """);
    }

    @Test
    void aServerThatCannotBeBelievedOrUnderstoodIsSaidToBeSo() throws IOException, InterruptedException {
        var port = Integer.toString(server.port());
        var plain = List.of(Userctl.LAUNCHER, "-p", port);
        assertRefused(Userctl.run(folder, plain, "", "list"), 3, """
                error: the server at localhost:%s wants TLS: run userctl with --tls, or with --ca FILE
                """.formatted(port));
        var authority = TestAuthority.named("Others")
                .write(folder.resolve("others.pem"))
                .toString();
        assertRefused(
                Userctl.run(folder, List.of(Userctl.LAUNCHER, "-p", port, "--ca", authority), "", "list"),
                3,
                """
                error: the certificate of the server at localhost:%s is of another authority than those in %s: name its own with --ca FILE
                """.formatted(port, authority));
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgain() throws IOException, InterruptedException {
        var ended = run(token(ISSUER.token("busy", "users.reader")), "--keep-going", "-c", "list; ".repeat(20));

        assertThat(ended.err()).contains("error: too many calls: try again in 1 s\n");
    }

    private static void assertRefused(Userctl.Ended ended, int exitCode, String err) {
        assertThat(ended).isEqualTo(new Userctl.Ended(exitCode, "", err));
    }

    private static List<String> certificate(String name, TestIdentity identity) {
        return List.of(
                "--cert", identity.writeChain(folder.resolve(name + ".pem")).toString(),
                "--key", identity.writeKey(folder.resolve(name + ".key")).toString());
    }

    private static List<String> token(String token) throws IOException {
        return List.of(
                "--token-file",
                Files.writeString(folder.resolve("token"), token).toString());
    }

    private static Userctl.Ended run(List<String> credential, String... arguments)
            throws IOException, InterruptedException {
        var program = new ArrayList<>(List.of(
                Userctl.LAUNCHER,
                "-p",
                Integer.toString(server.port()),
                "--ca",
                folder.resolve("ca.pem").toString()));
        program.addAll(credential);
        return Userctl.run(folder, program, "", arguments);
    }
}
