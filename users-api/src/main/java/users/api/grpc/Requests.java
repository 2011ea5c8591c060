package users.api.grpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.InvalidValueException;
import users.api.NewUser;
import users.api.Nickname;
import users.api.PageToken;
import users.api.PasswordPolicy;
import users.api.PersonName;
import users.api.UserDeletion;
import users.api.UserFilter;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Violations;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUsersRequest;
import users.v1.UpdateUserRequest;

/**
 * Requests as they came, read into what can be asked of {@link users.api.Users}. Each method throws a
 * {@link users.api.UserException} that lists all violations with their field paths.
 */
public final class Requests {

    private static final List<String> WRITABLE = List.of("first_name", "last_name", "nickname", "email", "country");
    private static final Set<String> OUTPUT_ONLY = Set.of("id", "create_time", "update_time", "etag", "delete_time");

    private static final int MAXIMUM_QUOTED = 5;
    private static final int MAXIMUM_QUOTED_LENGTH = 40;

    private Requests() {}

    /** A user to be created, its password under the server's policy. */
    public static NewUser decode(CreateUserRequest request, PasswordPolicy policy) {
        var violations = new Violations();
        var profile = UserMessages.profile("user.", request.getUser(), violations);
        var password = violations.read("password", request.getPassword(), policy::password);
        return violations.orElse(() -> new NewUser(profile.get(), password.orElseThrow()));
    }

    /** The id or the e-mail that was asked for. */
    public static UserKey decode(GetUserRequest request) {
        var violations = new Violations();
        Optional<UserKey> key = switch (request.getKeyCase()) {
            case ID -> violations.read("id", request.getId(), UserId::parse);
            case EMAIL -> violations.read("email", request.getEmail(), Email::new);
            case KEY_NOT_SET ->
                violations.read("id", "", none -> {
                    throw new InvalidValueException("or email must be set");
                });
        };
        return violations.orElse(key::orElseThrow);
    }

    /** A page to be listed. */
    public static UserQuery decode(ListUsersRequest request) {
        var violations = new Violations();
        var filter = violations.read("filter", request.getFilter(), UserFilter::parse);
        var pageSize = violations.read("page_size", request.getPageSize(), UserQuery::pageSize);
        var token = request.getPageToken();
        return violations.orElse(() -> new UserQuery(
                filter.orElseThrow(),
                pageSize.orElseThrow(),
                token.isEmpty() ? Optional.empty() : Optional.of(new PageToken(token))));
    }

    /** A change of the fields that the mask names. */
    public static UserUpdate decode(UpdateUserRequest request) {
        var violations = new Violations();
        var user = request.getUser();
        var id = violations.read("user.id", user.getId(), UserId::parse);
        var etag = optional("user.etag", user.getEtag(), Etag::parse, violations);
        var fields = new MaskedFields(paths(request, violations), violations);
        var firstName = fields.read("first_name", user.getFirstName(), PersonName::new);
        var lastName = fields.read("last_name", user.getLastName(), PersonName::new);
        var nickname = fields.read("nickname", user.getNickname(), Nickname::new);
        var email = fields.read("email", user.getEmail(), Email::new);
        var country = fields.read("country", user.getCountry(), CountryCode::new);
        return violations.orElse(
                () -> new UserUpdate(id.orElseThrow(), etag, firstName, lastName, nickname, email, country));
    }

    /** A user to be deleted. */
    public static UserDeletion decode(DeleteUserRequest request) {
        var violations = new Violations();
        var id = violations.read("id", request.getId(), UserId::parse);
        var etag = optional("etag", request.getEtag(), Etag::parse, violations);
        return violations.orElse(() -> new UserDeletion(id.orElseThrow(), etag));
    }

    private record MaskedFields(Set<String> paths, Violations violations) {

        <T> Optional<T> read(String path, String text, Function<String, T> type) {
            boolean asked = paths.isEmpty() ? !text.isEmpty() : paths.contains(path);
            return asked ? violations.read("user." + path, text, type) : Optional.empty();
        }
    }

    /** The paths of the mask; empty when there is none, so that the populated fields count (AIP-134). */
    private static Set<String> paths(UpdateUserRequest request, Violations violations) {
        var paths = new LinkedHashSet<>(request.getUpdateMask().getPathsList());
        if (paths.remove("*")) {
            paths.addAll(WRITABLE);
        }
        var unknown = paths.stream()
                .filter(path -> !WRITABLE.contains(path) && !OUTPUT_ONLY.contains(path))
                .toList();
        if (!unknown.isEmpty()) {
            violations.add(
                    "update_mask",
                    "must name fields of a user that can be changed (%s), not %s"
                            .formatted(String.join(", ", WRITABLE), quote(unknown)));
        }
        return paths;
    }

    private static String quote(List<String> paths) {
        var quoted = paths.stream().limit(MAXIMUM_QUOTED).map(Requests::quote).collect(Collectors.joining(", "));
        int more = paths.size() - MAXIMUM_QUOTED;
        return more > 0 ? quoted + " and " + more + " more" : quoted;
    }

    /** What is echoed must fit into the trailers of a call and do no harm to a terminal. */
    private static String quote(String path) {
        var printable = path.substring(0, Math.min(path.length(), MAXIMUM_QUOTED_LENGTH))
                .replaceAll("[^\\x21-\\x7E]", "?");
        return '"' + printable + (path.length() > MAXIMUM_QUOTED_LENGTH ? "...\"" : "\"");
    }

    private static <T> Optional<T> optional(
            String field, String text, Function<String, T> type, Violations violations) {
        return text.isEmpty() ? Optional.empty() : violations.read(field, text, type);
    }
}
