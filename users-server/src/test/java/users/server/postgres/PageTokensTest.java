package users.server.postgres;

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

class PageTokensTest {

    private static final UserId ID = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e"));
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

        assertThat(other.decode(one.encode(ID, ""), "")).isEqualTo(ID);
        assertThat(one.decode(other.encode(ID, ""), "")).isEqualTo(ID);
        assertThat(postgres.ask("select count(*) from users.keys")).isEqualTo("1");
    }

    @Test
    void serversThatMakeTheirFirstTokenAtOnceReadEachOthers() throws Exception {
        var servers = IntStream.range(0, 8).mapToObj(i -> server()).toList();
        var tokens = new ArrayList<PageToken>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var token : threads.invokeAll(servers.stream()
                    .map(server -> (Callable<PageToken>) () -> server.encode(ID, ""))
                    .toList())) {
                tokens.add(token.get());
            }
        }

        for (var server : servers) {
            assertThat(tokens)
                    .allSatisfy(token -> assertThat(server.decode(token, "")).isEqualTo(ID));
        }
    }

    @Test
    void aNewKeyReplacesTheOldOneWhoseTokensStayGood() {
        var before = server();
        var old = before.encode(ID, "");

        postgres.run(NEW_KEY);
        var after = server();
        var young = after.encode(ID, "");
        assertThat(after.decode(old, "")).isEqualTo(ID);
        assertThat(before.decode(young, "")).isEqualTo(ID);

        postgres.run("delete from users.keys where id = (select min(id) from users.keys)");
        assertThat(server().decode(young, "")).isEqualTo(ID);
        assertThatThrownBy(() -> server().decode(old, "")).isInstanceOf(UserException.class);
    }

    @Test
    void aKeyServesOnePurpose() {
        var token = new PageTokens(new Keys(database.client(), "something-else")).encode(ID, "");

        assertThatThrownBy(() -> server().decode(token, "")).isInstanceOf(UserException.class);
    }

    private PageTokens server() {
        return new PageTokens(new Keys(database.client(), "page-tokens"));
    }
}
