package users.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import users.api.InvalidValueException;
import users.api.Violations;
import users.shell.command.Settings.Setting;
import users.shell.connection.Access;
import users.shell.connection.BearerToken;
import users.shell.connection.Endpoint;
import users.shell.connection.NamedFile;
import users.shell.connection.TokenSource;
import users.shell.connection.Transport;
import users.shell.output.ShellWord;

/** How the server is reached, and as whom. */
record AccessOptions(Settings settings, Violations violations) {

    static final String HOST = "--host";
    static final String PORT = "--port";
    static final String TLS = "--tls";
    static final String CA = "--ca";
    static final String CERT = "--cert";
    static final String KEY = "--key";
    static final String SERVER_NAME = "--server-name";
    static final String TOKEN = "--token";
    static final String TOKEN_FILE = "--token-file";
    static final String TOKEN_COMMAND = "--token-command";

    private static final List<String> OF_TLS = List.of(CA, CERT, KEY, SERVER_NAME);
    private static final List<String> OF_TOKENS = List.of(TOKEN, TOKEN_FILE, TOKEN_COMMAND);
    /** What a command that is shown has of those that were given: a command that prints a token may hold a secret, too. */
    private static final List<String> SHOWN = List.of(CA, CERT, KEY, SERVER_NAME, TOKEN_FILE);

    /** Empty when something is wrong with it, which the violations then say. */
    Optional<Access> read() {
        var host = value(HOST, Endpoint.DEFAULT_HOST, Endpoint::parseHost);
        var port = value(PORT, Endpoint.DEFAULT_PORT, Endpoint::parsePort);
        var transport = usesTls() ? tls() : Optional.<Transport>of(new Transport.Plaintext());
        var tokens = tokens();
        if (host.isEmpty() || port.isEmpty() || transport.isEmpty() || tokens.isEmpty()) {
            return Optional.empty();
        }
        var endpoint = new Endpoint(host.get(), port.get());
        if (transport.get() instanceof Transport.Plaintext && !endpoint.isLoopback()) {
            settings.among(OF_TOKENS)
                    .forEach(token -> violations.add(
                            token.name(), "could be read by others on its way to %s: use --tls".formatted(endpoint)));
        }
        return Optional.of(new Access(endpoint, transport.get(), tokens.get(), flags()));
    }

    private <T> Optional<T> value(String flag, String usual, Function<String, T> type) {
        var said = settings.of(flag).orElseGet(() -> new Setting(flag, flag, usual));
        return violations.read(said.name(), said.value(), type);
    }

    /** By the variable USERCTL_TLS it can also be denied, whatever files other variables name. */
    private boolean usesTls() {
        if (settings.options().flag(TLS)
                || OF_TLS.stream().anyMatch(flag -> settings.flag(flag).isPresent())) {
            return true;
        }
        return settings.variable(TLS)
                .map(said -> violations
                        .read(said.name(), said.value(), AccessOptions::truth)
                        .orElse(false))
                .orElseGet(() -> !settings.among(OF_TLS).isEmpty());
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new InvalidValueException("must be true or false");
        };
    }

    private Optional<Transport> tls() {
        var certificate = file(CERT);
        var key = file(KEY);
        if (certificate.isPresent() != key.isPresent()) {
            violations.add(certificate.isPresent() ? KEY : CERT, "is missing: a certificate and its key go together");
            return Optional.empty();
        }
        var said = settings.of(SERVER_NAME);
        var name = said.flatMap(setting -> violations.read(setting.name(), setting.value(), Endpoint::parseHost));
        if (said.isPresent() != name.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Transport.Tls(
                file(CA), certificate.map(file -> new Transport.ClientIdentity(file, key.orElseThrow())), name));
    }

    private Optional<NamedFile> file(String flag) {
        return settings.of(flag).map(said -> new NamedFile(said.name(), said.value()));
    }

    private Optional<TokenSource> tokens() {
        var said = settings.among(OF_TOKENS);
        if (said.size() > 1) {
            violations.add(
                    said.getLast().name(),
                    "cannot stand beside " + said.getFirst().name());
            return Optional.empty();
        }
        return said.isEmpty() ? Optional.of(new TokenSource.None()) : source(said.getFirst());
    }

    private Optional<TokenSource> source(Setting said) {
        return switch (said.flag()) {
            case TOKEN_FILE -> Optional.of(new TokenSource.File(new NamedFile(said.name(), said.value())));
            case TOKEN_COMMAND -> Optional.of(new TokenSource.Command(said.name(), said.value()));
            case String token ->
                violations
                        .read(said.name(), said.value(), BearerToken::new)
                        .map(text -> new TokenSource.Given(text, said.isFlag()));
        };
    }

    private String flags() {
        return flag(HOST, "-a")
                + flag(PORT, "-p")
                + (settings.options().flag(TLS) ? TLS + " " : "")
                + SHOWN.stream().map(flag -> flag(flag, flag)).collect(Collectors.joining());
    }

    private String flag(String flag, String shown) {
        return settings.flag(flag)
                .map(said -> shown + " " + ShellWord.quoted(said.value()) + " ")
                .orElse("");
    }
}
