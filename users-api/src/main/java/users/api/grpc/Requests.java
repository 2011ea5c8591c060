package users.api.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import users.api.Email;
import users.api.Etag;
import users.api.NewUser;
import users.api.PageToken;
import users.api.PasswordPolicy;
import users.api.RequestId;
import users.api.ResumeToken;
import users.api.UserChangeQuery;
import users.api.UserDeletion;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Violations;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.v1.BatchGetUsersRequest;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.ExportUsersRequest;
import users.v1.GetUserRequest;
import users.v1.ListUserChangesRequest;
import users.v1.ListUsersRequest;
import users.v1.PurgeUserRequest;
import users.v1.UndeleteUserRequest;
import users.v1.UpdateUserRequest;
import users.v1.WatchUsersRequest;

/**
 * Requests as they came, read into what can be asked of {@link users.api.Users}. Each method throws a
 * {@link users.api.UserException} that lists all violations with their field paths.
 */
public final class Requests {

    private static final int MAXIMUM_BATCH = 1000;

    private Requests() {}

    /** A user to be created, its password under the server's policy. */
    public static WriteRequest<NewUser> decode(CreateUserRequest request, PasswordPolicy policy) {
        var violations = new Violations();
        var options = options(request.getRequestId(), request.getValidateOnly(), violations);
        var profile = UserMessages.profile("user.", request.getUser(), violations);
        var password = violations.read("password", request.getPassword(), policy::password);
        return violations.orElse(
                () -> new WriteRequest<>(new NewUser(profile.get(), password.orElseThrow()), options.get()));
    }

    /** The id or the e-mail that was asked for. */
    public static UserKey decode(GetUserRequest request) {
        var violations = new Violations();
        Optional<UserKey> key = switch (request.getKeyCase()) {
            case ID -> violations.read("id", request.getId(), UserId::parse);
            case EMAIL -> violations.read("email", request.getEmail(), Email::new);
            case KEY_NOT_SET -> noKey(violations);
        };
        return violations.orElse(key::orElseThrow);
    }

    static Optional<UserKey> noKey(Violations violations) {
        violations.add("id", "or email must be set");
        return Optional.empty();
    }

    /** A page to be listed. */
    public static UserQuery decode(ListUsersRequest request) {
        var violations = new Violations();
        var filter = violations.read("filter", request.getFilter(), Filter::parse);
        var order = violations.read("order_by", request.getOrderBy(), UserOrder::parse);
        var pageSize = violations.read("page_size", request.getPageSize(), UserQuery::pageSize);
        var token = request.getPageToken();
        return violations.orElse(() -> new UserQuery(
                filter.orElseThrow(),
                order.orElseThrow(),
                request.getShowDeleted(),
                pageSize.orElseThrow(),
                token.isEmpty() ? Optional.empty() : Optional.of(new PageToken(token))));
    }

    /** The ids that were asked for. */
    public static List<UserId> decode(BatchGetUsersRequest request) {
        var violations = new Violations();
        if (request.getIdsCount() > MAXIMUM_BATCH) {
            violations.add("ids", "must be at most 1,000; ask for the rest in another call");
            return violations.orElse(List::of);
        }
        var ids = new ArrayList<UserId>();
        for (int i = 0; i < request.getIdsCount(); i++) {
            violations
                    .read("ids[%d]".formatted(i), request.getIds(i), UserId::parse)
                    .ifPresent(ids::add);
        }
        return violations.orElse(() -> ids);
    }

    /** A change of the fields that the mask names. */
    public static WriteRequest<UserUpdate> decode(UpdateUserRequest request) {
        var violations = new Violations();
        var options = options(request.getRequestId(), request.getValidateOnly(), violations);
        var user = request.getUser();
        var id = violations.read("user.id", user.getId(), UserId::parse);
        var etag = optional("user.etag", user.getEtag(), Etag::parse, violations);
        var profile = UpdateMask.read(request, violations);
        return violations.orElse(
                () -> new WriteRequest<>(new UserUpdate(id.orElseThrow(), etag, profile), options.get()));
    }

    /** A user to be deleted. */
    public static WriteRequest<UserDeletion> decode(DeleteUserRequest request) {
        var violations = new Violations();
        var options = options(request.getRequestId(), request.getValidateOnly(), violations);
        var id = violations.read("id", request.getId(), UserId::parse);
        var etag = optional("etag", request.getEtag(), Etag::parse, violations);
        return violations.orElse(() -> new WriteRequest<>(new UserDeletion(id.orElseThrow(), etag), options.get()));
    }

    /** A user to be taken out of the recycle bin. */
    public static WriteRequest<UserId> decode(UndeleteUserRequest request) {
        var violations = new Violations();
        var options = options(request.getRequestId(), request.getValidateOnly(), violations);
        var id = violations.read("id", request.getId(), UserId::parse);
        return violations.orElse(() -> new WriteRequest<>(id.orElseThrow(), options.get()));
    }

    /** Which users are to be exported. */
    public static Filter decode(ExportUsersRequest request) {
        var violations = new Violations();
        var filter = violations.read("filter", request.getFilter(), Filter::parse);
        return violations.orElse(filter::orElseThrow);
    }

    /** A user to be purged. */
    public static UserId decode(PurgeUserRequest request) {
        var violations = new Violations();
        var id = violations.read("id", request.getId(), UserId::parse);
        return violations.orElse(id::orElseThrow);
    }

    /** A watch, from now or from where one has ended. */
    public static WatchRequest decode(WatchUsersRequest request) {
        var violations = new Violations();
        var filter = violations.read("filter", request.getFilter(), Filter::parse);
        var token = request.getResumeToken();
        return violations.orElse(() -> new WatchRequest(
                filter.orElseThrow(), token.isEmpty() ? Optional.empty() : Optional.of(new ResumeToken(token))));
    }

    /** A page of a history to be listed. */
    public static UserChangeQuery decode(ListUserChangesRequest request) {
        var violations = new Violations();
        var id = violations.read("id", request.getId(), UserId::parse);
        var pageSize = violations.read("page_size", request.getPageSize(), UserQuery::pageSize);
        var token = request.getPageToken();
        return violations.orElse(() -> new UserChangeQuery(
                id.orElseThrow(),
                pageSize.orElseThrow(),
                token.isEmpty() ? Optional.empty() : Optional.of(new PageToken(token))));
    }

    private static Supplier<WriteOptions> options(String requestId, boolean validateOnly, Violations violations) {
        var id = optional("request_id", requestId, RequestId::parse, violations);
        return () -> new WriteOptions(id, validateOnly);
    }

    /** A text that may be left out. */
    static <T> Optional<T> optional(String field, String text, Function<String, T> type, Violations violations) {
        return text.isEmpty() ? Optional.empty() : violations.read(field, text, type);
    }
}
