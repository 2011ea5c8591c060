package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.UserError;
import users.api.UserId;
import users.api.Users;

public interface GetContract {

    Users users();

    @Test
    default void aUserIsFoundByIdAndByEmail() {
        var user = users().create(somebody());

        assertThat(users().get(user.id())).isEqualTo(user);
        assertThat(users().get(user.profile().email())).isEqualTo(user);
    }

    @Test
    default void whoNeverWasIsNotFound() {
        var id = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"));
        var email = new Email("nobody@people.test");

        assertFails(() -> users().get(id), new UserError.NotFound(id));
        assertFails(() -> users().get(email), new UserError.NotFound(email));
    }

    @Test
    default void whoWasDeletedIsToldApartFromWhoNeverWas() {
        var user = users().create(somebody());

        users().delete(deletion(user.id()));

        assertFails(() -> users().get(user.id()), new UserError.Deleted(user.id()));
        assertFails(() -> users().get(user.profile().email()), new UserError.Deleted(user.id()));
    }

    @Test
    default void ofSeveralDeletedUsersWithAnEmailTheLastCounts() {
        var email = somebody().profile().email();
        for (int i = 0; i < 3; i++) {
            var user = users().create(somebody(email.value()));
            users().delete(deletion(user.id()));
            assertFails(() -> users().get(email), new UserError.Deleted(user.id()));
        }
    }
}
