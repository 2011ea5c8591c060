package users.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {

    @Test
    void aSwapIsOneMistake() {
        assertThat(Spelling.distance("craete", "create")).isEqualTo(1);
        assertThat(Spelling.distance("pasword", "password")).isEqualTo(1);
        assertThat(Spelling.distance("", "list")).isEqualTo(4);
    }

    @Test
    void onlyNearCandidatesAreMeant() {
        var commands = List.of("create", "get", "list", "delete");
        assertThat(Spelling.nearest("lst", commands)).contains("list");
        assertThat(Spelling.nearest("remove", commands)).isEmpty();
    }

    @Test
    void aWordOfMegabytesIsNearNothing() {
        assertThat(Spelling.nearest("l".repeat(4_000_000), List.of("list"))).isEmpty();
    }
}
