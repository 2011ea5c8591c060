package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.CredentialFault;
import users.v1.UsersProto;

/** What docs/security.md says of roles and credentials is what the contract says. */
class SecurityPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(users\\.[a-z]+)` \\| ([A-Za-z, ]+?)[;|].*$");
    private static final Pattern FAULT = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (.+) \\|$");

    @Test
    void eachRpcStandsBesideItsRole() throws IOException {
        var rows = ROW.matcher(Files.readString(Path.of("../docs/security.md")))
                .results()
                .toList();
        var contract = UsersProto.getDescriptor().findServiceByName("UsersService").getMethods().stream()
                .collect(Collectors.groupingBy(
                        method -> method.getOptions().getExtension(UsersProto.role),
                        Collectors.mapping(MethodDescriptor::getName, Collectors.toSet())));

        var page = rows.stream()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> Set.of(row.group(2).strip().split(", "))));

        assertThat(page).isEqualTo(Map.copyOf(contract));
    }

    @Test
    void eachFaultOfACredentialIsSaidAsItIs() throws IOException {
        var page = FAULT.matcher(Files.readString(Path.of("../docs/security.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(page)
                .isEqualTo(Stream.of(CredentialFault.values())
                        .collect(Collectors.toMap(CredentialFault::name, CredentialFault::toString)));
    }
}
