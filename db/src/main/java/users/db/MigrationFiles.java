package users.db;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations by name, and what Flyway runs behind them: a run-time image has no folders in which Flyway could look
 * for them.
 */
final class MigrationFiles implements ResourceProvider {

    static final List<String> NAMES =
            List.of("V1__users.sql", "V2__contract.sql", "V3__search.sql", "V4__events.sql", "afterMigrate.sql");

    private static final Pattern VERSION = Pattern.compile("V([0-9]+)__.*");

    /** The version that a schema has with all of them. */
    static int newest() {
        return NAMES.stream()
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .mapToInt(version -> Integer.parseInt(version.group(1)))
                .max()
                .orElseThrow();
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return NAMES.contains(name) ? new MigrationFile(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return NAMES.stream()
                .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(MigrationFile::new)
                .toList();
    }
}
