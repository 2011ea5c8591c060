package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Labels;
import users.api.NewUser;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserStatus;

/** Who the contract is about. */
public final class People {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private People() {}

    /** Somebody whom no other test knows. */
    public static NewUser somebody() {
        return somebody("somebody-%d@people.test".formatted(COUNT.incrementAndGet()));
    }

    public static NewUser somebody(String email) {
        return somebody(email, "GB");
    }

    public static NewUser somebody(String email, String country) {
        return with(new Profile(
                new PersonName("Ann"),
                new PersonName("Lee"),
                new Nickname("annlee"),
                new Email(email),
                new CountryCode(country)));
    }

    public static NewUser with(Profile profile) {
        return new NewUser(profile, new Password("a-test-pw"));
    }

    /** Somebody's, with labels and a status. */
    public static Profile labelled(Map<String, String> labels, UserStatus status) {
        return labelled(somebody().profile(), labels, status);
    }

    public static Profile labelled(Profile profile, Map<String, String> labels, UserStatus status) {
        return new Profile(
                profile.firstName(),
                profile.lastName(),
                profile.nickname(),
                profile.email(),
                profile.country(),
                new Labels(labels),
                status);
    }

    /** The id of nobody. */
    public static UserId nobody() {
        return new UserId(UUID.randomUUID());
    }

    /** A change of nothing yet. */
    public static Change change(UserId id) {
        return new Change(id);
    }

    public static UserDeletion deletion(UserId id) {
        return new UserDeletion(id, Optional.empty());
    }

    public static UserDeletion deletion(UserId id, Etag etag) {
        return new UserDeletion(id, Optional.of(etag));
    }

    public static void assertFails(ThrowingCallable call, UserError error) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isEqualTo(error));
    }
}
