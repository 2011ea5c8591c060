package users.image;

import java.util.ArrayList;
import java.util.List;

/** The shipped {@code bin/userctl}, typed by somebody on this machine. */
record Userctl(int port) {

    /** What a command prints; it must succeed. */
    String run(String words) {
        var command = new ArrayList<>(List.of("bin/userctl", "-p", Integer.toString(port)));
        command.addAll(List.of(words.split(" ")));
        return Stage.run(command.toArray(String[]::new)).strip();
    }
}
