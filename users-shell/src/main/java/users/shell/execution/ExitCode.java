package users.shell.execution;

import users.api.UserError;

/** How a command ended, as other programs see it. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Refused by the server. */
    REFUSED(1),
    /** Not understood. */
    USAGE(2),
    /** No server answered. */
    NO_SERVER(3),
    /** Broken off by a person: 128 and the number of SIGINT, as shells have it. */
    BROKEN_OFF(130);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }

    static ExitCode of(UserError error) {
        return switch (error) {
            case UserError.Unreachable any -> NO_SERVER;
            case UserError.Refused(var code, var reason) when code.equals("CANCELLED") -> BROKEN_OFF;
            case UserError any -> REFUSED;
        };
    }
}
