package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUsersRequest;
import users.v1.UpdateUserRequest;
import users.v1.User;

/** Failures as any client gets them. */
class ErrorModelTest extends ServerTest {

    private static final String NOBODY = "0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e";

    @Test
    void allViolationsOfARequestAreReportedAtOnceByTheirPaths() {
        var user = User.newBuilder().setEmail("no-address").setCountry("GBR").setLastName("Lee");
        var status = fails(() -> server.stub()
                .createUser(CreateUserRequest.newBuilder()
                        .setUser(user)
                        .setPassword("short")
                        .build()));

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
        assertThat(info(status).getReason()).isEqualTo("INVALID_REQUEST");
        assertThat(detail(status, BadRequest.class).getFieldViolationsList())
                .extracting(FieldViolation::getField)
                .containsExactly("user.first_name", "user.nickname", "user.email", "user.country", "password");
        assertThat(status.toString()).doesNotContain("short\"");
    }

    @Test
    void everyErrorHasItsReasonAndDomain() {
        var created = create("known@errors.test");
        var deleted = create("deleted@errors.test");
        server.stub()
                .deleteUser(
                        DeleteUserRequest.newBuilder().setId(deleted.getId()).build());

        assertInfo(fails(() -> get(NOBODY)), Status.Code.NOT_FOUND, "USER_NOT_FOUND", Map.of("id", NOBODY));
        assertInfo(
                fails(() -> get(deleted.getId())),
                Status.Code.NOT_FOUND,
                "USER_DELETED",
                Map.of("id", deleted.getId()));
        assertInfo(
                fails(() -> create("KNOWN@errors.test")),
                Status.Code.ALREADY_EXISTS,
                "EMAIL_TAKEN",
                Map.of("email", "KNOWN@errors.test", "id", created.getId()));
        assertInfo(
                fails(() -> server.stub()
                        .deleteUser(DeleteUserRequest.newBuilder()
                                .setId(created.getId())
                                .setEtag("999")
                                .build())),
                Status.Code.ABORTED,
                "ETAG_MISMATCH",
                Map.of("etag", created.getEtag()));
    }

    @Test
    void aForgedPageTokenIsRefusedByItsField() {
        var status = fails(() -> server.stub()
                .listUsers(ListUsersRequest.newBuilder().setPageToken("forged").build()));

        assertThat(detail(status, BadRequest.class).getFieldViolationsList())
                .extracting(FieldViolation::getField)
                .containsExactly("page_token");
    }

    @Test
    void aPathOfTheMaskThatNobodyKnowsIsRefusedByName() {
        var id = create("masks@errors.test").getId();

        for (var path : List.of("firstName", "labels.Team", "labels.team_1", "password", "user.email")) {
            var status = fails(() -> update(id, path));

            assertThat(detail(status, BadRequest.class).getFieldViolationsList())
                    .singleElement()
                    .satisfies(violation -> {
                        assertThat(violation.getField()).isEqualTo("update_mask");
                        assertThat(violation.getDescription()).contains('"' + path.replace("labels.", "") + '"');
                    });
        }
        assertThat(get(id).getFirstName()).isEqualTo("Ann");
    }

    @Test
    void aPathMayStandInTheMaskTwice() {
        var id = create("twice@errors.test").getId();

        assertThat(update(id, "first_name", "first_name").getFirstName()).isEqualTo("Changed");
    }

    @Test
    void whatIsDeletedAlreadyMayBeMissing() {
        var request = DeleteUserRequest.newBuilder()
                .setId(NOBODY)
                .setAllowMissing(true)
                .build();

        assertThat(server.stub().deleteUser(request))
                .isEqualTo(User.newBuilder().setId(NOBODY).build());
    }

    @Test
    void aStaleEtagIsAnErrorWhetherTheUserMayBeMissingOrNot() {
        var request = DeleteUserRequest.newBuilder()
                .setId(create("stale@errors.test").getId())
                .setEtag("77")
                .setAllowMissing(true)
                .build();

        assertThat(info(fails(() -> server.stub().deleteUser(request))).getReason())
                .isEqualTo("ETAG_MISMATCH");
    }

    @Test
    void anErrorThatNamesAnAddressInAnyScriptArrives() {
        var status = fails(() -> server.stub()
                .getUser(GetUserRequest.newBuilder().setEmail("用户@例え.jp").build()));

        assertInfo(status, Status.Code.NOT_FOUND, "USER_NOT_FOUND", Map.of("email", "用户@例え.jp"));
    }

    @Test
    void fieldsThatNobodyKnowsAreIgnoredAndNotEchoed() {
        var id = create("unknown@errors.test").getId();
        var unknown = UnknownFieldSet.newBuilder()
                .addField(99, Field.newBuilder().addVarint(7).build())
                .build();

        var user = server.stub()
                .getUser(GetUserRequest.newBuilder()
                        .setId(id)
                        .setUnknownFields(unknown)
                        .build());

        assertThat(user.getUnknownFields().asMap()).isEmpty();
    }

    @Test
    void ofALabelThatIsSentTwiceTheLastValueCounts() {
        var user = User.newBuilder()
                .setFirstName("Ann")
                .setLastName("Lee")
                .setNickname("annlee")
                .setEmail("twice-labelled@errors.test")
                .setCountry("GB")
                .putLabels("team", "red")
                .build();
        var again = User.newBuilder().putLabels("team", "").build();
        // What is no field to this client is one to the server: the user, with an entry more behind it.
        var twice = UnknownFieldSet.newBuilder()
                .addField(
                        CreateUserRequest.USER_FIELD_NUMBER,
                        Field.newBuilder()
                                .addLengthDelimited(user.toByteString().concat(again.toByteString()))
                                .build())
                .build();

        var created = server.stub()
                .createUser(CreateUserRequest.newBuilder()
                        .setPassword("a-test-pw")
                        .setUnknownFields(twice)
                        .build());

        assertThat(created.getLabelsMap()).isEqualTo(Map.of("team", ""));
    }

    @Test
    void aFieldOfAnotherWireTypeIsNotThere() {
        var number = UnknownFieldSet.newBuilder()
                .addField(2, Field.newBuilder().addVarint(7).build())
                .build();

        var status = fails(() -> server.stub()
                .getUser(GetUserRequest.newBuilder().setUnknownFields(number).build()));

        assertThat(info(status).getReason()).isEqualTo("INVALID_REQUEST");
    }

    private static User create(String email) {
        return server.stub()
                .createUser(CreateUserRequest.newBuilder()
                        .setUser(User.newBuilder()
                                .setFirstName("Ann")
                                .setLastName("Lee")
                                .setNickname("annlee")
                                .setEmail(email)
                                .setCountry("GB"))
                        .setPassword("a-test-pw")
                        .build());
    }

    private static User get(String id) {
        return server.stub().getUser(GetUserRequest.newBuilder().setId(id).build());
    }

    private static User update(String id, String... paths) {
        var request = UpdateUserRequest.newBuilder();
        request.getUserBuilder().setId(id).setFirstName("Changed");
        request.getUpdateMaskBuilder().addAllPaths(List.of(paths));
        return server.stub().updateUser(request.build());
    }

    private static com.google.rpc.Status fails(ThrowingCallable call) {
        var thrown = catchThrowableOfType(StatusRuntimeException.class, call);
        var status = StatusProto.fromThrowable(thrown);
        assertThat(status).as("details of " + thrown.getStatus()).isNotNull();
        return status;
    }

    private static void assertInfo(
            com.google.rpc.Status status, Status.Code code, String reason, Map<String, String> metadata) {
        assertThat(status.getCode()).isEqualTo(code.value());
        assertThat(info(status))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setDomain("users.v1")
                        .setReason(reason)
                        .putAllMetadata(metadata)
                        .build());
    }

    private static ErrorInfo info(com.google.rpc.Status status) {
        return detail(status, ErrorInfo.class);
    }

    private static <T extends Message> T detail(com.google.rpc.Status status, Class<T> type) {
        return status.getDetailsList().stream()
                .filter(any -> any.is(type))
                .map(any -> unpack(any, type))
                .findFirst()
                .orElseThrow();
    }

    private static <T extends Message> T unpack(Any any, Class<T> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
