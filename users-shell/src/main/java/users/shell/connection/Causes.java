package users.shell.connection;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A failure and all that is behind it. */
record Causes(List<Throwable> all) {

    static Causes of(Throwable failure) {
        return new Causes(Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList());
    }

    boolean have(Class<? extends Throwable> type) {
        return first(type).isPresent();
    }

    <T extends Throwable> Optional<T> first(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The first group of the pattern, from the first message that has it. */
    Optional<String> found(Pattern pattern) {
        return all.stream()
                .map(Throwable::getMessage)
                .flatMap(message -> Optional.ofNullable(message).stream())
                .map(pattern::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
