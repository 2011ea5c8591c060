package users.server.takeover;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The users of the Go service cannot be brought over as they are, and nothing was changed. The message is for whoever
 * started the server: a line for each thing that is wrong, and what to do.
 */
public final class TakeoverRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TakeoverRefusedException(List<String> reasons, String remedy) {
        super("""
                the table users.users of the Go service cannot be brought over; nothing was changed, the Go service can go on
                  %s
                %s, and start again; docs/coming-from-go.md has more""".formatted(String.join("\n  ", reasons), remedy));
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
