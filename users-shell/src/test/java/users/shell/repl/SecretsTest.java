package users.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create --email a@b.com --password p-1",
                "create --password=p-1",
                "create --email a@b.com --pass p-1",
                "create --p p-1",
                "create --pa=p-1",
                "create -password p-1",
                "create --email a@b.com -ph4nter2",
                "create --email a@b.com '-ph4nter2 x'",
                "create --email a@b.com --p4ss=h4nter2",
                "health;-ph4nter2",
                "create --email a@b.com –ph4nter2",
                "create —password p-1",
                "craete --pasword p-1",
                "craete --pawssord p-1",
                "create --passwrod 'p-1'",
                "create --PASSWORD p-1",
                "create --email a@b.com\n--password\np-1",
                "passwd p-1",
                "verify jack@test.com p-1",
                "call SetPassword '{\"password\":\"p-1\"}'",
                "set pw = p-1",
                "create --passwort p-1",
                "passwd jack@test.com --old",
                "verify jack@test.com --password-stdin",
                "passwd --id 0198c5f4-7b3a-7cc1-8000-000000000001 --old-pasword p-1",
                "changepassword jack@test.com p-1 p-2",
                "import users.csv --overwrite-passwords",
                "login --secret x",
                "login --api-token x",
                "list --token x",
                "list --tokne x",
                "list --tokn x",
                "get eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
                "authorization: Bearer x"
            })
    void aLineThatMayHoldASecretIsKnown(String line) {
        assertThat(Secrets.mayBeIn(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list --country GB",
                "get jack@test.com",
                "create --first-name Paul --last-name Price --nickname pp --email p@test.com --country PL",
                "update 0198c5f4-7b3a-7cc1-8000-000000000001 --nickname peter",
                "list --filter 'country = \"GB\"'",
                "update jack@test.com --label team=a --remove-label note",
                "disable jack@test.com --reason 'left the company'",
                "purge jack@test.com --yes",
                "import users.csv --on-conflict update",
                "export -o csv --filter 'country = \"GB\"'",
                "watch --resume t4",
                "changes jack@test.com",
                "create --first-name Jean-Paul --last-name Lee --nickname j-p --email j-p@test.com --country FR",
                "health; help",
                "!!"
            })
    void otherLinesAreNot(String line) {
        assertThat(Secrets.mayBeIn(line)).isFalse();
    }
}
