package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.api.Samples.forAll;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.overwriting;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Credential;
import users.api.Email;
import users.api.ImportOptions.Conflict;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Labels;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.Samples;
import users.api.Samples.Source;
import users.api.UserStatus;
import users.api.Users;
import users.api.password.PasswordHash;
import users.server.passwords.ForeignHashes;

public interface RandomImportContract {

    Source<String> TEXT = Samples.joined(
            Samples.oneOf(
                    "a", "Z", "é", "日", "👩", "'", "\"", "\\", "\\N", ";", "--", "$$", "%", "{", ",", "ß", "NULL"),
            "",
            1,
            12);
    Source<String> VALUE =
            Samples.joined(Samples.anyOf(List.of(TEXT, Samples.oneOf("\t", "\n", "\r\n", " "))), "", 0, 6);

    Users users();

    @Test
    default void randomRowsThatAreImportedTwiceAreUnchangedTheSecondTime() {
        forAll(5, RandomImportContract::people, this::assertUnchangedTheSecondTime);
    }

    private void assertUnchangedTheSecondTime(List<Person> people) {
        var first = users().importUsers(options(Conflict.REJECT), rows(people));
        assertThat(first).hasOnlyElementsOfType(ImportResult.Created.class);
        for (int i = 0; i < people.size(); i++) {
            var user = users().get(((ImportResult.Created) first.get(i)).id());
            assertThat(user.profile()).isEqualTo(people.get(i).profile());
            people.get(i)
                    .createTime()
                    .ifPresent(time -> assertThat(user.createTime()).isEqualTo(time));
        }

        for (var options : List.of(options(Conflict.SKIP), options(Conflict.UPDATE), overwriting())) {
            assertThat(users().importUsers(options, rows(people))).hasOnlyElementsOfType(ImportResult.Unchanged.class);
        }
    }

    /** A row can be imported once, since that wipes its password. */
    record Person(Profile profile, Optional<Instant> createTime, int secret) {

        ImportRow row() {
            var credential = switch (secret) {
                case 0 -> new Credential.None();
                case 1 ->
                    new Credential.Hashed(
                            PasswordHash.imported(ForeignHashes.composed().getFirst()));
                default -> new Credential.Plain(new Password("random-pw-" + secret));
            };
            return new ImportRow(0, Optional.empty(), profile, createTime, credential);
        }
    }

    private static List<ImportRow> rows(List<Person> people) {
        return people.stream().map(Person::row).toList();
    }

    private static List<Person> people(Random random) {
        return IntStream.range(0, 40).mapToObj(i -> person(random)).toList();
    }

    private static Person person(Random random) {
        var profile = new Profile(
                new PersonName(TEXT.apply(random)),
                new PersonName(TEXT.apply(random)),
                new Nickname(TEXT.apply(random)),
                new Email(Long.toString(random.nextLong() >>> 1, 36) + "O'Neil+é@Random.test"),
                new CountryCode("GB"),
                labels(random),
                random.nextBoolean() ? UserStatus.ENABLED : new UserStatus.Disabled(TEXT.apply(random)));
        Optional<Instant> time = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(
                        random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000) * 1_000L));
        return new Person(profile, time, random.nextInt(5));
    }

    private static Labels labels(Random random) {
        Map<String, String> labels = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.put("k." + i, VALUE.apply(random));
        }
        return new Labels(labels);
    }
}
