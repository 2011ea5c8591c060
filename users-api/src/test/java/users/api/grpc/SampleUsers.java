package users.api.grpc;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import users.api.CountryCode;
import users.api.Deletion;
import users.api.Email;
import users.api.Etag;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.Samples;
import users.api.User;
import users.api.UserId;
import users.api.UserStatus;

/** Users of all kinds. */
final class SampleUsers {

    private static final Samples.Source<String> TEXTS = Samples.joined(
            Samples.oneOf("a", "Z", "é", "e\u0301", "日", "👩", "\u200D", "'", " ", "-", "\u0644"), "", 0, 30);
    private static final Samples.Source<String> LABELS = Samples.joined(Samples.letter('a', 'z'), "", 1, 20);
    private static final Samples.Source<String> COUNTRIES = Samples.joined(Samples.letter('A', 'Z'), "", 2, 2);

    private static final Samples.Source<String> KEYS =
            Samples.joined(Samples.oneOf("a", "Z", "7"), "._-/".substring(1, 2), 1, 5);

    private SampleUsers() {}

    static User user(Random random) {
        return new User(
                id(random),
                profile(random),
                time(random),
                time(random),
                random.nextBoolean() ? Optional.of(time(random)) : Optional.empty(),
                etag(random),
                random.nextBoolean() ? Optional.of(new Deletion(time(random), time(random))) : Optional.empty());
    }

    static Profile profile(Random random) {
        return new Profile(
                new PersonName(text(random)),
                new PersonName(text(random)),
                new Nickname(text(random)),
                email(random),
                new CountryCode(COUNTRIES.apply(random)),
                labels(random),
                random.nextBoolean() ? UserStatus.ENABLED : new UserStatus.Disabled(TEXTS.apply(random)));
    }

    private static Labels labels(Random random) {
        return new Labels(IntStream.range(0, random.nextInt(4))
                .boxed()
                .collect(Collectors.toMap(i -> KEYS.apply(random) + i, i -> TEXTS.apply(random))));
    }

    static UserId id(Random random) {
        return new UserId(new UUID(random.nextLong(), random.nextLong()));
    }

    static Etag etag(Random random) {
        return new Etag(random.nextLong(1, 1_000_000_000_000_000_000L));
    }

    static Email email(Random random) {
        return new Email(LABELS.apply(random) + "@" + LABELS.apply(random) + ".例");
    }

    private static Instant time(Random random) {
        return Instant.ofEpochSecond(
                random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000_000));
    }

    private static String text(Random random) {
        return ("x" + TEXTS.apply(random)).toLowerCase(Locale.ROOT);
    }
}
