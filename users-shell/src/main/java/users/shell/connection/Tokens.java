package users.shell.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import users.api.InvalidValueException;

/** Gets the token when it is first needed, keeps it, and gets another one when it has expired. */
final class Tokens {

    /** A token that has no longer than this is not sent any more. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final TokenSource source;
    private volatile Optional<BearerToken> kept = Optional.empty();

    Tokens(TokenSource source) {
        this.source = source;
    }

    /**
     * The one to be sent now; empty when nobody says who calls.
     *
     * @throws AccessException when it cannot be had
     */
    synchronized Optional<BearerToken> current() {
        var rest = Instant.now().plus(REST);
        if (kept.flatMap(BearerToken::expiry).filter(rest::isAfter).isPresent()) {
            kept = Optional.empty();
        }
        if (kept.isEmpty()) {
            kept = fetch();
        }
        return kept;
    }

    /** The same without a command being run for it. */
    Optional<BearerToken> atHand() {
        return switch (source) {
            case TokenSource.Command any -> kept;
            case TokenSource.None any -> current();
            case TokenSource.Given any -> current();
            case TokenSource.File any -> current();
        };
    }

    /**
     * Another one than that, which has expired; empty when there is no other.
     *
     * @throws AccessException when it cannot be had
     */
    synchronized Optional<BearerToken> insteadOf(BearerToken expired) {
        forget(expired);
        return current().filter(token -> !token.equals(expired));
    }

    /** Has the next call get another one than that. */
    synchronized void forget(BearerToken expired) {
        if (kept.equals(Optional.of(expired))) {
            kept = Optional.empty();
        }
    }

    private Optional<BearerToken> fetch() {
        return switch (source) {
            case TokenSource.None() -> Optional.empty();
            case TokenSource.Given(var token, var visible) -> Optional.of(token);
            case TokenSource.File(var file) -> Optional.of(read(file));
            case TokenSource.Command(var option, var command) -> Optional.of(new TokenCommand(option, command).run());
        };
    }

    private static BearerToken read(NamedFile file) {
        try (var in = Files.newInputStream(Path.of(file.path()))) {
            var text = new String(in.readNBytes(2 * BearerToken.MAXIMUM_LENGTH), StandardCharsets.UTF_8);
            return new BearerToken(text.strip());
        } catch (InvalidValueException e) {
            throw file.unusable("holds no token: it " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw file.unusable("is not there");
        } catch (IOException e) {
            throw file.unusable("cannot be read");
        }
    }
}
