package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.change;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.row;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.ImportOptions.Conflict;
import users.api.NewUser;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserException;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.server.postgres.TestDatabase;
import users.server.tracing.Collector;

/** What a collector is not sent. */
class TracePrivacyTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();

    @Test
    void nothingOfAUserIsInAnyByteOfATrace() {
        try (var collector = Collector.start()) {
            TracedCalls.run(POSTGRES, collector, TracePrivacyTest::callAll);

            assertThat(collector.spans()).hasSizeGreaterThan(20);
            assertThat(collector.bytes().toLowerCase(Locale.ROOT))
                    .contains("users.v1.usersservice/createuser", "23505")
                    .doesNotContain("zacharias", "quimby", "zquimby", "hidden", "private.test", "secret-pw", "select ");
        }
    }

    private static void callAll(TestServer server) {
        var users = server.client();
        var profile = new Profile(
                new PersonName("Zacharias"),
                new PersonName("Quimby"),
                new Nickname("zquimby"),
                new Email("hidden@private.test"),
                new CountryCode("GB"));
        var user = users.create(new NewUser(profile, new Password("secret-pw-1")));
        var email = user.profile().email();
        users.get(email);
        users.list(new UserQuery(
                Filter.parse("email = \"hidden@private.test\" AND first_name : \"Zacharias\""),
                UserOrder.DEFAULT,
                false,
                50,
                Optional.empty()));
        users.verifyPassword(email, new Password("secret-pw-1"));
        assertThatThrownBy(() -> users.verifyPassword(email, new Password("secret-pw-2")))
                .isInstanceOf(UserException.class);
        users.update(change(user.id()).nickname("zquimby2").update());
        // The database's word on this one holds the e-mail.
        var other = users.create(somebody());
        assertThatThrownBy(() -> users.update(
                        change(other.id()).email("hidden@private.test").update()))
                .isInstanceOf(UserException.class);
        users.importUsers(options(Conflict.UPDATE), List.of(row(profile, "secret-pw-3")));
        try (var exported = users.export(Filter.parse("last_name = \"Quimby\""))) {
            assertThat(exported.count()).isOne();
        }
    }
}
