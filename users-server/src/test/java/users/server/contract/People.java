package users.server.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.NewUser;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserUpdate;

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

    /** A change of nothing yet. */
    public static Change change(UserId id) {
        return new Change(new UserUpdate(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    public static UserDeletion deletion(UserId id) {
        return new UserDeletion(id, Optional.empty());
    }

    public static UserDeletion deletion(UserId id, Etag etag) {
        return new UserDeletion(id, Optional.of(etag));
    }

    static void assertFails(ThrowingCallable call, UserError error) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> org.assertj.core.api.Assertions.assertThat(thrown.error())
                                .isEqualTo(error));
    }

    /** A change that tests put together. */
    public record Change(UserUpdate update) {

        Change etag(Etag etag) {
            return new Change(new UserUpdate(
                    update.id(),
                    Optional.of(etag),
                    update.firstName(),
                    update.lastName(),
                    update.nickname(),
                    update.email(),
                    update.country()));
        }

        Change firstName(String name) {
            return new Change(new UserUpdate(
                    update.id(),
                    update.etag(),
                    Optional.of(new PersonName(name)),
                    update.lastName(),
                    update.nickname(),
                    update.email(),
                    update.country()));
        }

        Change lastName(String name) {
            return new Change(new UserUpdate(
                    update.id(),
                    update.etag(),
                    update.firstName(),
                    Optional.of(new PersonName(name)),
                    update.nickname(),
                    update.email(),
                    update.country()));
        }

        Change nickname(String nickname) {
            return new Change(new UserUpdate(
                    update.id(),
                    update.etag(),
                    update.firstName(),
                    update.lastName(),
                    Optional.of(new Nickname(nickname)),
                    update.email(),
                    update.country()));
        }

        Change email(String email) {
            return new Change(new UserUpdate(
                    update.id(),
                    update.etag(),
                    update.firstName(),
                    update.lastName(),
                    update.nickname(),
                    Optional.of(new Email(email)),
                    update.country()));
        }

        Change country(String country) {
            return new Change(new UserUpdate(
                    update.id(),
                    update.etag(),
                    update.firstName(),
                    update.lastName(),
                    update.nickname(),
                    update.email(),
                    Optional.of(new CountryCode(country))));
        }
    }
}
