package users.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The rules, as promtool sees them. */
class RulesTest {

    @Test
    void prometheusTakesTheRulesAsTheyAre() throws IOException, InterruptedException {
        var checked = Program.PROMTOOL.run("check", "rules", "--lint-fatal", "users.rules.yml");

        assertThat(checked.exitCode()).as(checked.output()).isZero();
    }

    @Test
    void eachAlertFiresWhenItShouldAndNotOtherwise() throws IOException, InterruptedException {
        var tested = Program.PROMTOOL.run("test", "rules", "users.rules.test.yml");

        assertThat(tested.exitCode()).as(tested.output()).isZero();
    }
}
