package users.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the fields of a request and keeps what is wrong with them, so that all of it is reported at once. */
public final class Violations {

    private final List<Violation> found = new ArrayList<>();

    /** With nothing wrong yet. */
    public Violations() {}

    /** Reads one field; empty, and a violation more, when its type refuses it. */
    public <S, T> Optional<T> read(String field, S source, Function<? super S, ? extends T> type) {
        try {
            return Optional.of(type.apply(source));
        } catch (InvalidValueException e) {
            add(field, e.getMessage());
            return Optional.empty();
        }
    }

    /** Adds a violation. */
    public void add(String field, String description) {
        found.add(new Violation(field, description));
    }

    /**
     * Makes the request of the fields that were read.
     *
     * @throws UserException with {@link UserError.Invalid} when there were violations
     */
    public <T> T orElse(Supplier<T> request) {
        if (!found.isEmpty()) {
            throw new UserException(new UserError.Invalid(List.copyOf(found)));
        }
        return request.get();
    }
}
