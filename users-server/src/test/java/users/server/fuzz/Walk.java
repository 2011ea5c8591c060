package users.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import users.api.Samples;
import users.api.filter.FilterSamples;
import users.v1.ListUsersRequest;
import users.v1.ListUsersResponse;
import users.v1.User;

/** Goes from page to page of a list, with the tokens it is given and at last with one that is for another list. */
final class Walk {

    private static final int PAGES = 5;
    private static final Rpc LIST = Rpc.named("ListUsers");
    private static final Samples.Source<String> ORDER = Samples.oneOf(
            "", "create_time", "update_time desc", "email", "last_name desc", "first_name", "nickname", "country desc");

    private final Calls calls;

    Walk(Calls calls) {
        this.calls = calls;
    }

    void run(Random random) {
        var request = ListUsersRequest.newBuilder()
                .setFilter(
                        random.nextBoolean() ? "" : FilterSamples.filter(random).toString())
                .setOrderBy(ORDER.apply(random))
                .setShowDeleted(random.nextBoolean())
                .setPageSize(random.nextInt(1, 20));
        var seen = new HashSet<String>();
        for (int i = 0; i < PAGES; i++) {
            var page = page(request);
            if (page.isEmpty()) {
                return;
            }
            assertThat(page.get().getUsersList()).extracting(User::getId).allMatch(seen::add);
            if (page.get().getNextPageToken().isEmpty()) {
                return;
            }
            request.setPageToken(page.get().getNextPageToken());
        }
        calls.ask(LIST, request.setFilter("nickname = " + random.nextInt()).build());
    }

    /** Empty when it is refused, as a filter of too many terms is. */
    private Optional<ListUsersResponse> page(ListUsersRequest.Builder request) {
        try {
            var outcome = calls.ask(LIST, request.build());
            return outcome.status().isOk()
                    ? Optional.of(ListUsersResponse.parseFrom(outcome.answers().getFirst()))
                    : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
