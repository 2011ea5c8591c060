package users.server;

import java.nio.file.Path;
import java.util.Map;
import users.api.tls.TestAuthority;
import users.api.tls.TestIdentity;

/** What a server needs for TLS, and where it has it from. */
public final class TlsFiles {

    private TlsFiles() {}

    /** A server of this identity, which believes this authority of its clients; the files are in {@code folder}. */
    public static Map<String, String> environment(Path folder, TestIdentity identity, TestAuthority clients) {
        return Map.of(
                "TLS_CERT_FILE", identity.writeChain(folder.resolve("tls.crt")).toString(),
                "TLS_KEY_FILE", identity.writeKey(folder.resolve("tls.key")).toString(),
                "TLS_CLIENT_CA_FILE",
                        clients.write(folder.resolve("clients.crt")).toString());
    }
}
