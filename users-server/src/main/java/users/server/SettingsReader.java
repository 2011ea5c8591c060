package users.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import users.server.files.NamedFile;

/** Reads settings strictly. A key that was read is known; what is left over at the end is somebody's mistake. */
final class SettingsReader {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SHARE = Pattern.compile("[01](\\.[0-9]{1,9})?");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** The strongest first. */
    private final List<SettingsSource> sources;

    private final Set<String> known = new HashSet<>();

    private record Setting(String key, String text, SettingsSource source) {

        StartException malformed(String rule) {
            return new StartException(source.naming(key) + " must be " + rule);
        }
    }

    SettingsReader(List<SettingsSource> sources) {
        this.sources = sources;
    }

    /** Over all that a server is told by. */
    static SettingsReader of(Map<String, String> environment, Properties properties) {
        var sources = new ArrayList<>(
                List.of(SettingsSource.properties(properties), SettingsSource.environment(environment)));
        Optional.ofNullable(environment.get("CONFIG_FILE"))
                .filter(file -> !file.isEmpty())
                .ifPresent(file -> sources.add(SettingsSource.file(file)));
        sources.add(SettingsSource.defaults());
        return new SettingsReader(sources);
    }

    /** A text exactly as it was written. */
    Optional<String> verbatim(String key) {
        return find(key).map(Setting::text);
    }

    Optional<String> optionalText(String key) {
        return find(key).map(SettingsReader::line);
    }

    /** @param rule the form that a text has here, in words */
    Optional<String> optionalText(String key, Predicate<String> form, String rule) {
        return find(key).map(setting -> {
            if (!form.test(setting.text())) {
                throw setting.malformed(rule);
            }
            return setting.text();
        });
    }

    String text(String key) {
        return line(require(key));
    }

    /** @param rule the pattern in words */
    String matching(String key, Pattern pattern, String rule) {
        var setting = require(key);
        if (!pattern.matcher(setting.text()).matches()) {
            throw setting.malformed(rule);
        }
        return setting.text();
    }

    int number(String key, int minimum, int maximum) {
        return number(require(key), minimum, maximum);
    }

    Optional<Integer> optionalNumber(String key, int minimum, int maximum) {
        return find(key).map(setting -> number(setting, minimum, maximum));
    }

    /** A share of a whole: 0 to 1. */
    double share(String key) {
        var setting = require(key);
        if (SHARE.matcher(setting.text()).matches()) {
            double share = Double.parseDouble(setting.text());
            if (share <= 1) {
                return share;
            }
        }
        throw setting.malformed("a number from 0 to 1, such as 0.01 for one in a hundred");
    }

    boolean flag(String key) {
        var setting = require(key);
        return switch (setting.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw setting.malformed("true or false");
        };
    }

    /** A duration of more than nothing and at most an hour. */
    Duration duration(String key) {
        return waiting(require(key));
    }

    Optional<Duration> optionalDuration(String key) {
        return find(key).map(SettingsReader::waiting);
    }

    /** How long something is kept: more than nothing and at most ten years. */
    Duration retention(String key) {
        return duration(
                require(key),
                Duration.ofDays(3650),
                "a duration of at most 3,650 days in ISO 8601, such as P30D for thirty days");
    }

    /** One of an enum's values, in lower case with hyphens. */
    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        var setting = require(key);
        var values = type.getEnumConstants();
        return Stream.of(values)
                .filter(value -> spelling(value).equals(setting.text()))
                .findFirst()
                .orElseThrow(() -> setting.malformed("one of "
                        + Stream.of(values).map(SettingsReader::spelling).collect(Collectors.joining(", "))));
    }

    static String spelling(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Optional<Path> path(String key) {
        return find(key).map(setting -> {
            try {
                return Path.of(line(setting));
            } catch (InvalidPathException e) {
                throw setting.malformed("the path of a file");
            }
        });
    }

    /** A file, as whoever named it knows it. */
    Optional<NamedFile> file(String key) {
        return path(key).map(path -> new NamedFile(naming(key), path));
    }

    /** The URL of a service, to which paths are appended. */
    Optional<URI> baseUrl(String key) {
        return url(
                key,
                url -> url.getRawQuery() == null && url.getRawFragment() == null,
                "the URL of a service, such as http://localhost:4318, without user, query and fragment");
    }

    /** @param rule the form that a URL has here, in words */
    Optional<URI> url(String key, String rule) {
        return url(key, any -> true, rule);
    }

    /** Without a user, since logs name URLs. */
    private Optional<URI> url(String key, Predicate<URI> form, String rule) {
        return find(key).map(setting -> {
            try {
                var url = new URI(setting.text());
                if (SCHEMES.contains(String.valueOf(url.getScheme()))
                        && url.getHost() != null
                        && url.getRawUserInfo() == null
                        && form.test(url)) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // Refused below, as what has another form is.
            }
            throw setting.malformed(rule);
        });
    }

    /**
     * That a key was set without another one, which is needed for it.
     *
     * @param what the other one in words
     */
    StartException without(String missing, String key, String what) {
        return new StartException(
                "%s is set without %s: set the %s, or leave it out".formatted(naming(key), naming(missing), what));
    }

    /** What to call a key that was set, or could be. */
    String naming(String key) {
        return find(key).map(setting -> setting.source().naming(key)).orElseGet(() -> EnvironmentNames.naming(key));
    }

    /** Call it last. */
    void refuseUnknown() {
        refuseUnknown("");
    }

    /** The same of those keys that begin so. */
    void refuseUnknown(String beginning) {
        for (var source : sources) {
            for (var key : source.values().keySet()) {
                if (key.startsWith(beginning) && !known.contains(key)) {
                    throw new StartException("%s is no setting: application.yaml in the source lists those that are"
                            .formatted(source.naming(key)));
                }
            }
        }
    }

    private Optional<Setting> find(String key) {
        known.add(key);
        return sources.stream()
                .filter(source -> !source.values().getOrDefault(key, "").isEmpty())
                .findFirst()
                .map(source -> new Setting(key, source.values().getOrDefault(key, ""), source));
    }

    private Setting require(String key) {
        return find(key).orElseThrow(() -> new StartException(key + " must be set"));
    }

    private static Duration waiting(Setting setting) {
        return duration(
                setting,
                Duration.ofHours(1),
                "a duration of at most an hour in ISO 8601, such as PT5S for five seconds");
    }

    private static Duration duration(Setting setting, Duration maximum, String rule) {
        try {
            var duration = Duration.parse(setting.text());
            if (duration.isPositive() && duration.compareTo(maximum) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused below, as what is out of range is.
        }
        throw setting.malformed(rule);
    }

    private static int number(Setting setting, int minimum, int maximum) {
        if (DIGITS.matcher(setting.text()).matches()) {
            int number = Integer.parseInt(setting.text());
            if (number >= minimum && number <= maximum) {
                return number;
            }
        }
        throw setting.malformed("a whole number from %d to %d".formatted(minimum, maximum));
    }

    private static String line(Setting setting) {
        if (setting.text().codePoints().anyMatch(Character::isISOControl)) {
            throw setting.malformed("a text without line breaks and control characters");
        }
        return setting.text();
    }
}
