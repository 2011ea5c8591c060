package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.UserError;
import users.api.UserId;
import users.api.UserStatus;
import users.api.Violation;
import users.v1.UpdateUserRequest;

/** Trailers stay below 4 KiB whatever was sent: a client that takes no more reads the error. */
final class TrailersTest {

    private static final UserId ID = UserId.parse("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");

    @Test
    void aMaskOfTenThousandLongUnknownPathsIsRefusedInShort() throws IOException {
        var request = UpdateUserRequest.newBuilder();
        request.getUserBuilder().setId(ID.toString());
        IntStream.range(0, 10_000)
                .forEach(number -> request.getUpdateMaskBuilder().addPaths("é".repeat(300) + number));
        var error = Refused.error(() -> Requests.decode(request.build()));
        assertThat(received(error)).isEqualTo(error);
    }

    @Test
    void manyViolationsAreCutAndCounted() throws IOException {
        var violations = Collections.nCopies(1000, new Violation("user.email", "must have exactly one @"));
        var kept = ViolationLimit.cut(violations);
        assertThat(kept).hasSize(26);
        assertThat(kept.getLast()).hasToString("user.email must have exactly one @ (and 974 more violations)");
        assertThat(received(new UserError.Invalid(violations))).isEqualTo(new UserError.Invalid(kept));
    }

    @Test
    void violationsBeyondAsciiAreCutSooner() throws IOException {
        var violations = Collections.nCopies(1000, new Violation("名前", "が長すぎます"));
        var kept = ViolationLimit.cut(violations);
        assertThat(kept).hasSize(12);
        assertThat(received(new UserError.Invalid(violations))).isEqualTo(new UserError.Invalid(kept));
    }

    @Test
    void theFirstViolationIsAlwaysTold() throws IOException {
        var violations = List.of(new Violation("a", "x".repeat(899)), new Violation("b", "y"), new Violation("c", "z"));
        assertThat(ViolationLimit.cut(violations))
                .containsExactly(new Violation("a", "x".repeat(899) + " (and 2 more violations)"));
        assertThat(received(new UserError.Invalid(violations)))
                .isEqualTo(new UserError.Invalid(ViolationLimit.cut(violations)));
    }

    @Test
    void fewViolationsAreToldAsTheyAre() {
        var violations = List.of(new Violation("a", "x"), new Violation("b", "y"));
        assertThat(ViolationLimit.cut(violations)).isEqualTo(violations);
    }

    @Test
    void theLongestAddressIsToldWhole() throws IOException {
        var label = "a".repeat(62);
        var email = new Email("é".repeat(32) + "@" + label + "." + label + "." + label);
        assertThat(received(new UserError.EmailTaken(email, ID))).isEqualTo(new UserError.EmailTaken(email, ID));
        assertThat(received(new UserError.NotFound(email))).isEqualTo(new UserError.NotFound(email));
    }

    @Test
    void theLongestReasonIsToldWhole() throws IOException {
        var disabled = new UserError.Disabled(ID, new UserStatus.Disabled("😀".repeat(120)).reason());
        assertThat(received(disabled)).isEqualTo(disabled);
    }

    private static UserError received(UserError sent) throws IOException {
        try (var server = new ScriptedServer(request -> {
            throw ErrorStatuses.encode(sent);
        })) {
            return Refused.error(() -> server.client().get(ID));
        }
    }
}
