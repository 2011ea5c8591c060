package users.api.grpc;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserId;

/** Users of all kinds. */
final class UserArbitraries {

    private UserArbitraries() {}

    static Arbitrary<User> users() {
        return Combinators.combine(ids(), profiles(), times(), times(), etags(), times().optional())
                .as(User::new);
    }

    static Arbitrary<Profile> profiles() {
        var names = text(100).map(PersonName::new);
        return Combinators.combine(names, names, text(32).map(Nickname::new), emails(), countries())
                .as(Profile::new);
    }

    static Arbitrary<UserId> ids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new UserId(new UUID(high, low)));
    }

    static Arbitrary<Etag> etags() {
        return Arbitraries.longs().between(1, 999_999_999_999_999_999L).map(Etag::new);
    }

    static Arbitrary<Email> emails() {
        var label = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
        return Combinators.combine(label, label).as((local, domain) -> new Email(local + "@" + domain + ".例"));
    }

    private static Arbitrary<CountryCode> countries() {
        return Arbitraries.strings().withCharRange('A', 'Z').ofLength(2).map(CountryCode::new);
    }

    private static Arbitrary<Instant> times() {
        return Combinators.combine(
                        Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as((seconds, nanos) -> Instant.ofEpochSecond(seconds, nanos));
    }

    private static Arbitrary<String> text(int maximumLength) {
        return Arbitraries.of("a", "Z", "é", "e\u0301", "日", "👩", "\u200D", "'", " ", "-", "\u0644")
                .list()
                .ofMaxSize(maximumLength / 2)
                .map(parts -> ("x" + String.join("", parts)).toLowerCase(Locale.ROOT));
    }
}
