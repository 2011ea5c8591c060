package users.shell.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import users.api.InvalidValueException;

/** Gets the token when it is first needed, keeps it, and gets another one when it has expired or was refused. */
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
        if (unexpired().isEmpty()) {
            kept = fetch();
        }
        return kept;
    }

    private Optional<BearerToken> unexpired() {
        var rest = Instant.now().plus(REST);
        return kept.filter(token -> token.expiry().filter(rest::isAfter).isEmpty());
    }

    /** The same without a command being run for it. */
    Optional<BearerToken> atHand() {
        return switch (source) {
            case TokenSource.Command any -> unexpired();
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

    /** Has the next call get another one than that, which is of no use. */
    synchronized void forget(BearerToken refused) {
        if (kept.equals(Optional.of(refused))) {
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
        try {
            return new BearerToken(file.text(2 * BearerToken.MAXIMUM_LENGTH).strip());
        } catch (InvalidValueException e) {
            throw file.unusable("holds no token: it " + e.getMessage());
        }
    }
}
