package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.Nickname;
import users.api.PersonName;
import users.api.ProfileUpdate;
import users.api.UserId;
import users.api.UserStatus;
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
            .putLabels("team", "red")
            .putLabels("Team", "")
            .setDisabled(true)
            .setDisabledReason("on leave")
            .build();
    private static final UserUpdate NOTHING = update(ProfileUpdate.NOTHING);
    private static final UserUpdate EVERYTHING = update(new ProfileUpdate(
            Optional.of(new PersonName("Jack")),
            Optional.of(new PersonName("Hughes")),
            Optional.of(new Nickname("jack-hughes")),
            Optional.of(new Email("jack@test.com")),
            Optional.of(new CountryCode("GB")),
            Optional.of(new LabelsUpdate.Replace(new Labels(Map.of("team", "red", "Team", "")))),
            Optional.of(new UserStatus.Disabled("on leave"))));
    private static final String CHANGEABLE = "update_mask must name fields of a user that can be changed"
            + " (first_name, last_name, nickname, email, country, labels, disabled, disabled_reason, labels.KEY), not ";

    @Test
    void withoutAMaskThePopulatedFieldsAreChanged() {
        assertThat(decode(FULL)).isEqualTo(EVERYTHING);
        assertThat(decode(User.newBuilder().setId(ID).build())).isEqualTo(NOTHING);
        assertThat(decode(User.newBuilder().setId(ID).setNickname("jh").build())
                        .profile()
                        .nickname())
                .contains(new Nickname("jh"));
    }

    @Test
    void anEmptyMaskIsNone() {
        var request = UpdateUserRequest.newBuilder().setUser(FULL);
        request.getUpdateMaskBuilder();
        assertThat(request.build().hasUpdateMask()).isTrue();
        assertThat(Requests.decode(request.build()).subject()).isEqualTo(EVERYTHING);
    }

    @Test
    void aMaskNamesWhatIsChanged() {
        assertThat(decode(FULL, "nickname")).isEqualTo(nickname());
        assertThat(decode(FULL, "first_name", "last_name", "nickname", "email", "country", "labels", "disabled"))
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
        assertThat(decode(
                        FULL,
                        "id",
                        "create_time",
                        "update_time",
                        "etag",
                        "delete_time",
                        "purge_time",
                        "password_change_time"))
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
    void aPathOfALabelChangesThatLabelAlone() {
        assertThat(decode(FULL, "labels.team")).isEqualTo(labels(Map.of("team", Optional.of("red"))));
        assertThat(decode(FULL, "labels.x.y")).isEqualTo(labels(Map.of("x.y", Optional.empty())));
        assertThat(decode(FULL, "labels.team", "labels")).isEqualTo(decode(FULL, "labels"));
    }

    @Test
    void aLabelThatAMaskInJsonCannotCarryIsRefusedByName() {
        for (var key : List.of("Team", "team_1", "_team", "teamName")) {
            assertThat(Refused.violations(() -> decode(FULL, "labels." + key)))
                    .singleElement()
                    .asString()
                    .startsWith("update_mask must ")
                    .contains('"' + key + '"');
        }
        assertThat(Refused.violations(() -> decode(FULL, "labels.")))
                .containsExactly(
                        "update_mask must have keys of 1 to 63 ASCII letters, digits and . _ - /, with a letter"
                                + " or digit first and last, not \"\"");
    }

    @Test
    void whetherAUserIsDisabledAndWhyChangeTogether() {
        assertThat(decode(FULL, "disabled_reason")).isEqualTo(decode(FULL, "disabled"));
        assertThat(decode(User.newBuilder().setId(ID).build(), "disabled")
                        .profile()
                        .status())
                .contains(UserStatus.ENABLED);
        assertThat(Refused.violations(() -> decode(
                        User.newBuilder().setId(ID).setDisabledReason("gone").build())))
                .containsExactly("user.disabled_reason must be empty unless disabled is true");
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
        return update(new ProfileUpdate(
                Optional.empty(),
                Optional.empty(),
                EVERYTHING.profile().nickname(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static UserUpdate labels(Map<String, Optional<String>> values) {
        return update(ProfileUpdate.NOTHING.with(new LabelsUpdate.Merge(values)));
    }

    private static UserUpdate update(ProfileUpdate profile) {
        return new UserUpdate(UserId.parse(ID), Optional.empty(), profile);
    }

    private static UserUpdate decode(User user, String... paths) {
        var request = UpdateUserRequest.newBuilder().setUser(user);
        for (var path : paths) {
            request.getUpdateMaskBuilder().addPaths(path);
        }
        return Requests.decode(request.build()).subject();
    }
}
