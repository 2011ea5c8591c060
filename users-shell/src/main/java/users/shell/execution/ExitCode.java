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
    NO_SERVER(3);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }

    static ExitCode of(UserError error) {
        return error instanceof UserError.Unreachable ? NO_SERVER : REFUSED;
    }
}
