package users.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is said by flags and, where there is no such flag, by environment variables: USERCTL_TOKEN_FILE says what
 * --token-file does. An empty variable says nothing.
 */
record Settings(Options options, Map<String, String> environment) {

    /**
     * Something said.
     *
     * @param flag that says it, or that the variable is for
     * @param name of what has said it: the flag, or the variable
     */
    record Setting(String flag, String name, String value) {

        boolean isFlag() {
            return flag.equals(name);
        }
    }

    Optional<Setting> of(String flag) {
        return flag(flag).or(() -> variable(flag));
    }

    Optional<Setting> flag(String flag) {
        return options.text(flag).map(value -> new Setting(flag, flag, value));
    }

    Optional<Setting> variable(String flag) {
        var name = "USERCTL_" + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .map(value -> new Setting(flag, name, value));
    }

    /** What is said of several things that exclude each other: a flag makes the variables of all of them void. */
    List<Setting> among(List<String> flags) {
        var said = all(flags, this::flag);
        return said.isEmpty() ? all(flags, this::variable) : said;
    }

    private static List<Setting> all(List<String> flags, Function<String, Optional<Setting>> said) {
        return flags.stream().map(said).flatMap(Optional::stream).toList();
    }
}
