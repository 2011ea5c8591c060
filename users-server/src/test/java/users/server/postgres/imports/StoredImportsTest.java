package users.server.postgres.imports;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.created;
import static users.server.contract.Rows.hashedRow;
import static users.server.contract.Rows.imported;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.overwriting;
import static users.server.contract.Rows.rehearsing;
import static users.server.contract.Rows.rejected;
import static users.server.contract.Rows.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Credential;
import users.api.ImportOptions.Conflict;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Profile;
import users.api.Role;
import users.api.UserId;
import users.api.password.PasswordHash;
import users.server.Await;
import users.server.caller.Caller;
import users.server.contract.People;
import users.server.contract.Rows;
import users.server.passwords.ForeignHashes;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.PgUsers;
import users.server.postgres.StorageTest;
import users.server.postgres.TestDatabase;

/** What the tables hold after an import. */
class StoredImportsTest extends StorageTest {

    @Test
    void aHashThatTheServerHasNotTheMemoryForIsRefused() {
        try (var small = new PasswordHashing(TestHashing.SETTINGS, 64 * 1024 * 1024)) {
            var server = new PgUsers(database, small, TestDatabase.RETENTION, TestDatabase.watches(database));
            var hash = ForeignHashes.composed().stream()
                    .filter(any -> any.startsWith("$argon2id$v=19$m=65536"))
                    .findFirst()
                    .orElseThrow();
            var row = hashedRow(somebody().profile(), hash);

            assertThat(imported(server, options(Conflict.REJECT), row))
                    .isEqualTo(rejected(
                            row,
                            "password_hash",
                            "must take at most 32 MiB to be checked, or this server needs a larger heap"));
            assertThat(imported(users, options(Conflict.REJECT), row)).isInstanceOf(ImportResult.Created.class);
        }
    }

    @Test
    void rowsThatChangeNothingWriteNothing() {
        var profiles = profiles(20);
        users.importUsers(options(Conflict.REJECT), rows(profiles));
        var places = "select string_agg(ctid || ' ' || xmin, ',' order by id) from users.users";
        var before = postgres.ask(places);
        var changes = postgres.ask("select count(*) from users.changes");

        for (var conflict : Conflict.values()) {
            users.importUsers(options(conflict), rows(profiles));
        }
        users.importUsers(overwriting(), rows(profiles));

        assertThat(postgres.ask(places)).isEqualTo(before);
        assertThat(postgres.ask("select count(*) from users.changes")).isEqualTo(changes);
    }

    @Test
    void eachRowThatIsWrittenIsOneChangeInItsCallersName() {
        var other = somebody().profile();
        var old = created(users, row(other));
        var position = postgres.ask("select max(position) from users.changes");

        var results = new Caller("importer", Optional.of(Role.ADMIN))
                .call(() -> users.importUsers(
                        options(Conflict.UPDATE),
                        List.of(
                                row(somebody().profile()),
                                row(from(other, "FR")),
                                row(somebody().profile()))));

        assertThat(postgres.ask("""
                select string_agg(concat_ws(' ', kind, version, before ->> 'country', after ->> 'country', actor), ', '
                                  order by kind, position)
                from users.changes where position > %s""".formatted(position)))
                .isEqualTo("CREATED 1 GB importer, CREATED 1 GB importer, UPDATED 2 GB FR importer");
        assertThat(postgres.ask("select user_id from users.changes where kind = 'UPDATED' and position > " + position))
                .isEqualTo(old.toString());
        assertThat(results.get(1)).isInstanceOf(ImportResult.Updated.class);
    }

    @Test
    void ofAPasswordOnlyItsHashIsKeptAndAHashAsItCame() {
        var hash = ForeignHashes.composed().getFirst();
        var plain = created(users, row(somebody().profile(), "plain-test-pw"));
        var hashed = created(users, hashedRow(somebody().profile(), hash));

        assertThat(hash(plain)).startsWith("$argon2id$").doesNotContain("plain-test-pw");
        assertThat(hash(hashed)).isEqualTo(hash);
        assertThat(postgres.ask("select string_agg(c::text, '') from users.changes as c"))
                .doesNotContain("plain-test-pw", hash);
    }

    @Test
    void theHashOfARowThatIsRejectedGoesToNobody() {
        var id = Optional.of(new UserId(UUID.randomUUID()));
        var hash = new Credential.Hashed(
                PasswordHash.imported("$2b$04$daJditeQkTHWNhHD1hzN8u33/OHXY.G2JQ8eQnpzNWCq9o8vdt2eW"));

        var results = users.importUsers(
                options(Conflict.REJECT),
                List.of(
                        new ImportRow(1, id, somebody().profile(), Optional.empty(), new Credential.None()),
                        new ImportRow(2, id, somebody().profile(), Optional.empty(), hash),
                        new ImportRow(3, id, somebody().profile(), Optional.empty(), hash)));

        assertThat(results.get(0)).isInstanceOf(ImportResult.Created.class);
        assertThat(results.subList(1, 3)).hasOnlyElementsOfType(ImportResult.Rejected.class);
        assertThat(postgres.ask("select count(*) from users.passwords where user_id = '%s'".formatted(id.get())))
                .isEqualTo("0");
    }

    @Test
    void aRehearsalLeavesNoTrace() {
        var counts = "select (select count(*) from users.users) || ' ' || (select count(*) from users.changes) || ' '"
                + " || (select count(*) from users.passwords)";
        var before = postgres.ask(counts);

        users.importUsers(rehearsing(Conflict.UPDATE), List.of(row(somebody().profile(), "never-stored-pw")));

        assertThat(postgres.ask(counts)).isEqualTo(before);
    }

    @Test
    void importsOfTheSameUsersInOppositeOrdersBothEnd() throws Exception {
        var profiles = profiles(200);
        users.importUsers(options(Conflict.REJECT), rows(profiles));
        var british = rows(profiles.stream().map(profile -> from(profile, "US")).toList());
        var french = rows(
                profiles.reversed().stream().map(profile -> from(profile, "FR")).toList());

        var results = atOnce(List.of(
                () -> users.importUsers(options(Conflict.UPDATE), british),
                () -> users.importUsers(options(Conflict.UPDATE), french)));

        assertThat(results).hasOnlyElementsOfType(ImportResult.Updated.class);
    }

    @Test
    void whoIsImportedByManyAtOnceIsCreatedOnce() throws Exception {
        var profiles = profiles(100);
        Stream<Callable<List<ImportResult>>> imports = IntStream.range(0, 6)
                .mapToObj(i -> () ->
                        users.importUsers(options(Conflict.UPDATE), rows(i % 2 == 0 ? profiles : profiles.reversed())));

        var results = atOnce(imports.toList());

        assertThat(results.stream().filter(ImportResult.Created.class::isInstance))
                .hasSize(100);
        assertThat(results.stream().filter(ImportResult.Unchanged.class::isInstance))
                .hasSize(500);
    }

    @Test
    void idsThatAreImportedWithOtherEmailsAtOnceGoToOneOfThem() throws Exception {
        var ids = IntStream.range(0, 50).mapToObj(i -> nobody()).toList();
        Stream<Callable<List<ImportResult>>> imports = IntStream.range(0, 4)
                .mapToObj(i -> () -> users.importUsers(
                        options(Conflict.REJECT),
                        ids.stream().map(id -> row(id, somebody().profile())).toList()));

        var results = atOnce(imports.toList());

        assertThat(results.stream().filter(ImportResult.Created.class::isInstance))
                .hasSize(50);
        assertThat(results.stream().filter(ImportResult.Rejected.class::isInstance))
                .hasSize(150);
    }

    @Test
    void passwordsWaitForTheirTurnAndLeaveOneToThoseWhoSignIn() throws Exception {
        try (var slow = new PasswordHashing(TestHashing.SLOW);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var importing = new PgUsers(database, slow, TestDatabase.RETENTION, TestDatabase.watches(database));
            var rows = IntStream.range(0, 8)
                    .mapToObj(i -> row(somebody().profile(), "one-of-many-pw"))
                    .toList();
            var result = threads.submit(() -> importing.importUsers(options(Conflict.REJECT), rows));

            // It waits for the one that is being hashed, and for none of those behind.
            importing.create(somebody());

            assertThat(result).isNotDone();
            assertThat(result.get(60, SECONDS)).hasOnlyElementsOfType(ImportResult.Created.class);
        }
    }

    @Test
    void anUpdateThatTakesAnEmailJustTakenIsRefused() throws Exception {
        var first = users.create(somebody());
        var second = users.create(somebody());
        var wanted = somebody().profile();

        var results = atOnce(List.of(
                () -> users.importUsers(options(Conflict.UPDATE), List.of(row(first.id(), wanted))),
                () -> users.importUsers(options(Conflict.UPDATE), List.of(row(second.id(), wanted)))));

        assertThat(Rows.kinds(results)).containsExactlyInAnyOrder("Updated", "Rejected");
    }

    @Test
    void theConnectionOfAnImportIsGivenBack() {
        for (int i = 0; i < 30; i++) {
            imported(users, options(Conflict.REJECT), row(somebody().profile()));
            imported(users, rehearsing(Conflict.REJECT), row(somebody().profile()));
        }

        // Other servers are still being told.
        Await.until(() -> database.activeConnections() == 0);
    }

    private static List<ImportResult> atOnce(List<Callable<List<ImportResult>>> imports) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<ImportResult>();
            for (var result : threads.invokeAll(imports)) {
                results.addAll(result.get(60, SECONDS));
            }
            return results;
        }
    }

    private static String hash(UserId id) {
        return postgres.ask("select hash from users.passwords where user_id = '%s'".formatted(id));
    }

    private static List<Profile> profiles(int count) {
        return IntStream.range(0, count).mapToObj(i -> somebody().profile()).toList();
    }

    private static List<ImportRow> rows(List<Profile> profiles) {
        return profiles.stream().map(Rows::row).toList();
    }

    private static Profile from(Profile profile, String country) {
        return People.somebody(profile.email().value(), new CountryCode(country).value())
                .profile();
    }
}
