package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.User;
import users.api.UserChange;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.contract.People;
import users.server.contract.Rows;
import users.server.contract.Watcher;
import users.server.postgres.TestDatabase;

/** A server where the lower case of I is ı: what is one address does not depend on where the server stands. */
class TurkishTest {

    private static ServerProcess server;
    private static UsersClient client;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(
                        TestServer.environment(TestDatabase.create()), "-Duser.language=tr", "-Duser.country=TR")
                .awaitReady();
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anAddressIsTakenInEachOfItsSpellingsAndFoundByThem() {
        var user = create("INFO@x.test");

        assertTaken(() -> create("info@x.test"));
        assertTaken(() -> create("Info@X.TEST"));
        assertThat(get("iNfO@x.test")).isEqualTo(user);
    }

    @Test
    void lettersThatOnlyLookAlikeMakeOtherAddresses() {
        var plain = create("ilk@x.test");
        var dotted = create("İlk@x.test");
        var dotless = create("ılk@x.test");

        assertThat(List.of(get("ILK@x.test"), get("İLK@x.test"), get("ılk@x.test")))
                .containsExactly(plain, dotted, dotless);
    }

    @Test
    void compositionDoesNotMatterAndSharpSDoes() {
        var composed = create("r\u00e9ne@x.test");
        assertTaken(() -> create("re\u0301ne@x.test"));
        assertThat(get("RE\u0301NE@x.test")).isEqualTo(composed);

        var kelvin = create("\u212Aim@x.test");
        assertTaken(() -> create("kim@x.test"));
        assertThat(get("KIM@x.test")).isEqualTo(kelvin);

        var sharp = create("straße@x.test");
        var doubled = create("STRASSE@x.test");
        assertThat(List.of(get("STRAßE@x.test"), get("strasse@x.test"))).containsExactly(sharp, doubled);
    }

    @Test
    void invisibleCharactersAreRefusedByName() {
        assertThatThrownBy(() -> new Email("\u200Bhidden@x.test")).hasMessageContaining("U+200B");
    }

    @Test
    void countriesAreFilteredInAnyCase() {
        var user = client.create(People.somebody("filter@x.test", "ie"));

        assertThat(client.list(new UserQuery(Filter.country(new CountryCode("IE")), 10, Optional.empty()))
                        .users())
                .containsExactly(user);
    }

    @Test
    void everyFilterAndOrderIsReadAsElsewhere() {
        var user = client.create(People.somebody("ISIK@i.test", "it"));

        for (var filter : List.of(
                "email = isik@I.TEST",
                "email = ISI*",
                "email : SIK",
                "ISIK",
                "country = it",
                "country : I",
                "disabled = false",
                "id = " + user.id().toString().toUpperCase(Locale.ROOT),
                "create_time = " + user.createTime().toString().toLowerCase(Locale.ROOT),
                "update_time >= 2026-01-01",
                "first_name = Ann last_name : LEE nickname = annlee",
                "NOT labels : i")) {
            var both = Filter.parse("country = IT AND (" + filter + ")");
            for (var field : UserOrder.Field.values()) {
                var order = UserOrder.parse(field + " desc");
                assertThat(client.list(new UserQuery(both, order, true, 10, Optional.empty()))
                                .users())
                        .as(filter)
                        .containsExactly(user);
            }
        }
    }

    @Test
    void importsWatchesAndHistoriesAreReadAsElsewhere() {
        try (var watcher = Watcher.of(client, Filter.parse("email : IMPORT"))) {
            for (var conflict : ImportOptions.Conflict.values()) {
                var row = Rows.row(People.somebody("INDIA-%s@import.test".formatted(conflict), "in")
                        .profile());
                var id = Rows.created(client, row);
                assertThat(watcher.next()).isInstanceOf(UserEvent.Created.class);
                assertThat(Rows.imported(client, Rows.options(conflict), row))
                        .isEqualTo(new ImportResult.Unchanged(row.number(), id));

                client.delete(People.deletion(id));
                assertThat(watcher.next()).isInstanceOf(UserEvent.Deleted.class);
                client.undelete(id);
                assertThat(watcher.next()).isInstanceOf(UserEvent.Undeleted.class);
                assertThat(client.changes(new UserChangeQuery(id, 10, Optional.empty()))
                                .changes())
                        .extracting(UserChange::kind)
                        .containsExactly(UserChange.Kind.UNDELETED, UserChange.Kind.DELETED, UserChange.Kind.CREATED);
            }
        }
    }

    private static User create(String email) {
        return client.create(People.somebody(email));
    }

    private static User get(String email) {
        return client.get(new Email(email));
    }

    private static void assertTaken(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isInstanceOf(UserError.EmailTaken.class));
    }
}
