package users.api.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserId;
import users.api.UserStatus;

/** What holds for a user in memory; the server holds the same against SQL. */
final class MatchingTest {

    private static final User USER = new User(
            UserId.parse("f198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"),
            new Profile(
                    new PersonName("Ann"),
                    new PersonName("van Dyke"),
                    new Nickname("a_b 50%"),
                    new Email("Ann@B\u00FCcher.test"),
                    new CountryCode("GB"),
                    new Labels(Map.of("team", "Red", "x.y", "")),
                    new UserStatus.Disabled("on leave")),
            Instant.parse("2026-01-02T03:04:05.000006Z"),
            Instant.parse("2026-02-03T04:05:06.000007Z"),
            Optional.empty(),
            new Etag(3),
            Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "first_name = Ann",
                "first_name != ann",
                "last_name = \"van*\" AND last_name = *Dyke AND last_name = \"* Dy*\"",
                "last_name : DYKE",
                "nickname : \"A_B\" nickname : \"50%\"",
                "nickname > a nickname >= \"a_b 50%\" nickname <= \"a_b 50%\" nickname < b",
                "email = ann@xn--bcher-kva.test",
                "email : B\u00DCCHER",
                "email = *@b\u00FCcher.test",
                "country = gb country != US country : g",
                "country = US OR country = GB",
                "labels.team = Red labels.team : red labels.team < Ree",
                "labels : team labels.\"x.y\":* labels.x.y = \"\"",
                "labels.none != x",
                "disabled = true disabled != false",
                "NOT disabled = false",
                "id = f198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e id > 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e",
                "create_time > 2026-01-02 create_time < 2026-01-03",
                "create_time = \"2026-01-02T04:04:05.000006+01:00\"",
                "update_time >= 2026-02-03 -update_time > 2027-01-01",
                "ann DYKE b\u00FCcher",
            })
    void thisHolds(String filter) {
        assertThat(Filter.parse(filter).matches(USER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first_name = ann",
                "last_name : \"v_n\"",
                "nickname = \"a?b*\"",
                "nickname : \"axb\"",
                "email = bob@b\u00FCcher.test",
                "country = US",
                "labels.team = red",
                "labels : none",
                "labels.none = x",
                "labels.none < x",
                "disabled = false",
                "id < 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e",
                "create_time > 2026-01-03",
                "ann bob",
                "-ann",
            })
    void thisDoesNot(String filter) {
        assertThat(Filter.parse(filter).matches(USER)).isFalse();
    }
}
