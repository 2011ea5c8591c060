package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Nickname;
import users.api.PersonName;
import users.api.UserId;
import users.api.UserUpdate;
import users.v1.UpdateUserRequest;
import users.v1.User;

final class UpdateMaskTest {

    private static final String ID = "0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e";
    private static final User FULL = User.newBuilder()
            .setId(ID)
            .setFirstName("Jack")
            .setLastName("Hughes")
            .setNickname("jack-hughes")
            .setEmail("jack@test.com")
            .setCountry("GB")
            .build();
    private static final UserUpdate NOTHING = new UserUpdate(
            UserId.parse(ID),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final UserUpdate EVERYTHING = new UserUpdate(
            UserId.parse(ID),
            Optional.empty(),
            Optional.of(new PersonName("Jack")),
            Optional.of(new PersonName("Hughes")),
            Optional.of(new Nickname("jack-hughes")),
            Optional.of(new Email("jack@test.com")),
            Optional.of(new CountryCode("GB")));
    private static final String CHANGEABLE = "update_mask must name fields of a user that can be changed"
            + " (first_name, last_name, nickname, email, country), not ";

    @Test
    void withoutAMaskThePopulatedFieldsAreChanged() {
        assertThat(decode(FULL)).isEqualTo(EVERYTHING);
        assertThat(decode(User.newBuilder().setId(ID).build())).isEqualTo(NOTHING);
        assertThat(decode(User.newBuilder().setId(ID).setNickname("jh").build()).nickname())
                .contains(new Nickname("jh"));
    }

    @Test
    void anEmptyMaskIsNone() {
        var request = UpdateUserRequest.newBuilder().setUser(FULL);
        request.getUpdateMaskBuilder();
        assertThat(request.build().hasUpdateMask()).isTrue();
        assertThat(Requests.decode(request.build())).isEqualTo(EVERYTHING);
    }

    @Test
    void aMaskNamesWhatIsChanged() {
        assertThat(decode(FULL, "nickname")).isEqualTo(nickname());
        assertThat(decode(FULL, "first_name", "last_name", "nickname", "email", "country"))
                .isEqualTo(EVERYTHING);
    }

    @Test
    void aStarIsForAllFields() {
        assertThat(decode(FULL, "*")).isEqualTo(EVERYTHING);
        assertThat(Refused.violations(() -> decode(User.newBuilder().setId(ID).build(), "*")))
                .containsExactly(
                        "user.first_name must not be empty",
                        "user.last_name must not be empty",
                        "user.nickname must not be empty",
                        "user.email must have exactly one @, such as ann@example.com",
                        "user.country must be two letters, such as GB");
    }

    @Test
    void aPathNamedTwiceCountsOnce() {
        assertThat(decode(FULL, "nickname", "nickname")).isEqualTo(nickname());
    }

    @Test
    void outputOnlyFieldsInAMaskAreIgnored() {
        assertThat(decode(FULL, "id", "create_time", "update_time", "etag", "delete_time"))
                .isEqualTo(NOTHING);
        assertThat(decode(FULL, "create_time", "nickname")).isEqualTo(nickname());
    }

    @Test
    void aFieldThatTheMaskLeavesOutIsNotLookedAt() {
        var user = FULL.toBuilder().setEmail("no address").build();
        assertThat(decode(user, "nickname")).isEqualTo(nickname());
    }

    @Test
    void whatCannotBeChangedIsRefusedByName() {
        assertThat(Refused.violations(() -> decode(FULL, "firstName"))).containsExactly(CHANGEABLE + "\"firstName\"");
        assertThat(Refused.violations(() -> decode(FULL, "nickname", "password", "user.email", "")))
                .containsExactly(CHANGEABLE + "\"password\", \"user.email\", \"\"");
    }

    @Test
    void whatIsEchoedOfAMaskIsShortAndPrintable() {
        assertThat(Refused.violations(() -> decode(FULL, "x".repeat(41), "\u001B[2J é", "1", "2", "3", "4", "4", "5")))
                .containsExactly(
                        CHANGEABLE + "\"" + "x".repeat(40) + "...\", \"?[2J??\", \"1\", \"2\", \"3\" and 2 more");
    }

    @Test
    void everythingWrongWithAnUpdateIsReportedAtOnce() {
        var user = User.newBuilder().setId("1").setEtag("x").setEmail("jack").build();
        assertThat(Refused.violations(() -> decode(user, "email", "age")))
                .containsExactly(
                        "user.id must be a UUID such as " + ID,
                        "user.etag must be the etag of a user that was read before",
                        CHANGEABLE + "\"age\"",
                        "user.email must have exactly one @, such as ann@example.com");
    }

    @Test
    void anEtagIsTheUsers() {
        assertThat(decode(FULL.toBuilder().setEtag("7").build()).etag()).contains(new Etag(7));
    }

    private static UserUpdate nickname() {
        return new UserUpdate(
                NOTHING.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EVERYTHING.nickname(),
                Optional.empty(),
                Optional.empty());
    }

    private static UserUpdate decode(User user, String... paths) {
        var request = UpdateUserRequest.newBuilder().setUser(user);
        for (var path : paths) {
            request.getUpdateMaskBuilder().addPaths(path);
        }
        return Requests.decode(request.build());
    }
}
