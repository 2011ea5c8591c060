package users.server.postgres.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.api.PageToken;
import users.api.UserException;
import users.api.UserId;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;
import users.server.postgres.keys.Keys;

class PageTokensTest {

    private static final UserId ID = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"));
    private static final PageTokens.Place PLACE = new PageTokens.Place("Ann", ID);
    private static final String NEW_KEY =
            "insert into users.keys (purpose, secret) values ('page-tokens', decode(repeat('ab', 32), 'hex'))";

    private final TestDatabase postgres = TestDatabase.create();
    private Database database;

    @BeforeEach
    void open() {
        database = new Database(postgres.settings());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void serversReadEachOthersTokens() {
        var one = server();
        var other = server();

        assertThat(other.decode(one.encode(PLACE, ""), "")).isEqualTo(PLACE);
        assertThat(one.decode(other.encode(PLACE, ""), "")).isEqualTo(PLACE);
        assertThat(postgres.ask("select count(*) from users.keys")).isEqualTo("1");
    }

    @Test
    void serversThatMakeTheirFirstTokenAtOnceReadEachOthers() throws Exception {
        var servers = IntStream.range(0, 8).mapToObj(i -> server()).toList();
        var tokens = new ArrayList<PageToken>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var token : threads.invokeAll(servers.stream()
                    .map(server -> (Callable<PageToken>) () -> server.encode(PLACE, ""))
                    .toList())) {
                tokens.add(token.get());
            }
        }

        for (var server : servers) {
            assertThat(tokens)
                    .allSatisfy(token -> assertThat(server.decode(token, "")).isEqualTo(PLACE));
        }
    }

    @Test
    void aNewKeyReplacesTheOldOneWhoseTokensStayGood() {
        var before = server();
        var old = before.encode(PLACE, "");

        postgres.run(NEW_KEY);
        var after = server();
        var young = after.encode(PLACE, "");
        assertThat(after.decode(old, "")).isEqualTo(PLACE);
        assertThat(before.decode(young, "")).isEqualTo(PLACE);

        postgres.run("delete from users.keys where id = (select min(id) from users.keys)");
        assertThat(server().decode(young, "")).isEqualTo(PLACE);
        assertThatThrownBy(() -> server().decode(old, "")).isInstanceOf(UserException.class);
    }

    @Test
    void aKeyServesOnePurpose() {
        var token = new PageTokens(new Keys(database.client(), "something-else")).encode(PLACE, "");

        assertThatThrownBy(() -> server().decode(token, "")).isInstanceOf(UserException.class);
    }

    private PageTokens server() {
        return new PageTokens(new Keys(database.client(), "page-tokens"));
    }
}
