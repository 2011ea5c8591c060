package users.shell.command;

import static users.shell.command.Specs.described;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import users.shell.connection.Endpoint;

/** The flags of {@link AccessOptions}, which may stand before or behind the command. */
final class AccessFlags {

    private AccessFlags() {}

    static List<OptionSpec> all() {
        return List.of(
                value("HOST", "The server's host. Default: " + Endpoint.DEFAULT_HOST, "-a", AccessOptions.HOST),
                value("PORT", "The server's port. Default: " + Endpoint.DEFAULT_PORT, "-p", AccessOptions.PORT),
                Specs.flag(AccessOptions.TLS, "Use TLS, as --ca, --cert and --server-name do too.").toBuilder()
                        .scopeType(ScopeType.INHERIT)
                        .build(),
                value("FILE", "Who may vouch for the server (PEM). Default: whom Java trusts.", AccessOptions.CA),
                value("FILE", "Your certificate (PEM), with --key.", AccessOptions.CERT),
                value("FILE", "The key of --cert (PEM, PKCS #8).", AccessOptions.KEY),
                value("NAME", "What the server's certificate is for, if not for HOST.", AccessOptions.SERVER_NAME),
                value("FILE", "Your token is in this file.", AccessOptions.TOKEN_FILE),
                value("COMMAND", "Your token is what sh -c COMMAND prints.", AccessOptions.TOKEN_COMMAND),
                value("TOKEN", "Your token; others can see it there.", AccessOptions.TOKEN));
    }

    private static OptionSpec value(String label, String description, String... names) {
        return described(description, names)
                .paramLabel(label)
                .type(String.class)
                .scopeType(ScopeType.INHERIT)
                .build();
    }
}
