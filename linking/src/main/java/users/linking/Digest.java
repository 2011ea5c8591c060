package users.linking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** One value for all that goes into an image: the JDK, the arguments, every byte on the module path and of this program. */
final class Digest {

    private Digest() {}

    static String of(List<String> arguments, List<Path> modulePath) throws IOException {
        MessageDigest digest = sha256();
        digest.update("%s %s".formatted(Runtime.version(), arguments).getBytes(UTF_8));
        List<Path> roots = new ArrayList<>(modulePath);
        roots.add(Path.of(System.getProperty("java.class.path")));
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
