package users.server.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import users.api.User;
import users.api.UserError;
import users.api.UserException;

/** What came of calls that were made at once. */
public record Outcomes(List<User> users, List<UserError> errors) {

    public static Outcomes of(int count, Callable<User> call) throws Exception {
        return of(IntStream.range(0, count).mapToObj(i -> call).toList());
    }

    public static Outcomes of(List<Callable<User>> calls) throws Exception {
        var outcomes = new Outcomes(new ArrayList<>(), new ArrayList<>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                try {
                    outcomes.users.add(call.get(60, SECONDS));
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UserException refused)) {
                        throw e;
                    }
                    outcomes.errors.add(refused.error());
                }
            }
        }
        return outcomes;
    }
}
