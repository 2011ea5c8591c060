package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.change;
import static users.server.contract.People.somebody;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.Password;
import users.api.RequestId;
import users.api.User;
import users.api.UserError;
import users.api.UserQuery;
import users.api.Users;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.server.contract.Outcomes;
import users.server.postgres.TestDatabase;

/** Two servers on one database are one service. */
class ReplicasTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static List<TestServer> servers;

    @BeforeAll
    static void start() {
        servers = List.of(TestServer.start(POSTGRES), TestServer.start(POSTGRES));
    }

    @AfterAll
    static void stop() {
        servers.forEach(TestServer::close);
    }

    @Test
    void aRequestThatComesToBothAtOnceIsDoneOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            var once = once();
            var email = somebody().profile().email().value();

            var created = atBoth(users -> users.create(somebody(email), once));

            assertThat(created.errors()).isEmpty();
            assertThat(created.users()).hasSize(8).containsOnly(users(0).get(new Email(email)));

            var user = created.users().getFirst();
            var again = once();
            var update = change(user.id()).nickname("once").etag(user.etag()).update();
            var updated = atBoth(users -> users.update(update, again));
            assertThat(updated.errors()).isEmpty();
            assertThat(updated.users()).containsOnly(users(1).get(user.id()));
        }
    }

    @Test
    void wrongPasswordsCountAtBothTogether() throws Exception {
        var id = users(0).create(somebody()).id();

        var guesses = atBoth(users -> users.verifyPassword(id, new Password("a-wrong-pw")));

        assertThat(guesses.errors())
                .hasSize(8)
                .filteredOn(UserError.InvalidCredentials.class::isInstance)
                .hasSizeBetween(5, 6);
    }

    @Test
    void aPageOfOneIsFollowedByTheOther() {
        for (int i = 0; i < 3; i++) {
            users(0).create(somebody(somebody().profile().email().value(), "RP"));
        }
        var filter = Filter.parse("country = RP");
        var first = users(0).list(new UserQuery(filter, 2, Optional.empty()));
        var second = users(1).list(new UserQuery(filter, 2, first.next()));

        assertThat(second.users()).hasSize(1).doesNotContainAnyElementsOf(first.users());
    }

    @FunctionalInterface
    private interface Call {
        User of(Users users);
    }

    /** Four times at each, all at once. */
    private static Outcomes atBoth(Call call) throws Exception {
        return Outcomes.of(IntStream.range(0, 8)
                .<Callable<User>>mapToObj(i -> () -> call.of(users(i % 2)))
                .toList());
    }

    private static Users users(int server) {
        return servers.get(server).client();
    }

    private static WriteOptions once() {
        return new WriteOptions(Optional.of(new RequestId(UUID.randomUUID())), false);
    }
}
