package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.somebody;

import java.util.List;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.UserError;
import users.api.Users;

/** One rule for who is who: what uniqueness holds equal is what look-up finds, in every locale. */
public interface EmailContract {

    Users users();

    @Test
    default void spellingsThatCountAsTheSameAreOneUser() {
        for (var spellings : List.of(
                List.of("INFO@case.test", "info@case.test", "Info@CASE.test"),
                List.of("\u212Aelvin@kelvin.test", "kelvin@kelvin.test", "KELVIN@kelvin.test"),
                List.of("ren\u00E9@nfc.test", "rene\u0301@nfc.test", "REN\u00C9@nfc.test"),
                List.of("ann@b\u00FCcher.test", "ann@B\u00DCCHER.test", "ann@xn--bcher-kva.test"),
                List.of("\u0130nfo@dotted.test", "i\u0307nfo@dotted.test"))) {
            var user = users().create(somebody(spellings.getFirst()));
            for (var spelling : spellings) {
                var email = new Email(spelling);
                assertThat(users().get(email)).as(spelling).isEqualTo(user);
                assertFails(() -> users().create(somebody(spelling)), new UserError.EmailTaken(email, user.id()));
            }
        }
    }

    @Test
    default void spellingsThatOnlyLookAlikeAreDifferentUsers() {
        for (var spellings : List.of(
                List.of("INFO@i.test", "\u0130nfo@i.test", "\u0131nfo@i.test"),
                List.of("stra\u00DFe@sharp.test", "STRASSE@sharp.test"),
                List.of("o\u00F1o@tilde.test", "ono@tilde.test"),
                List.of("a_b@like.test", "axb@like.test"))) {
            for (var spelling : spellings) {
                var email = new Email(spelling);
                assertFails(() -> users().get(email), new UserError.NotFound(email));
                var user = users().create(somebody(spelling));
                assertThat(users().get(email)).as(spelling).isEqualTo(user);
            }
        }
    }

    @Test
    default void anEmailIsKeptAsTyped() {
        var user = users().create(somebody("Ann.Lee@B\u00DCCHER-2.test"));

        assertThat(users().get(user.id()).profile().email().value()).isEqualTo("Ann.Lee@B\u00DCCHER-2.test");
    }
}
