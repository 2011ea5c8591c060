package users.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Objects;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** A migration in this module. */
final class MigrationFile extends LoadableResource {

    private final String name;

    MigrationFile(String name) {
        this.name = name;
    }

    @Override
    public Reader read() {
        return new InputStreamReader(
                Objects.requireNonNull(MigrationFile.class.getResourceAsStream("migrations/" + name)), UTF_8);
    }

    @Override
    public String getAbsolutePath() {
        return name;
    }

    @Override
    public @Nullable String getAbsolutePathOnDisk() {
        return null;
    }

    @Override
    public String getFilename() {
        return name;
    }

    @Override
    public String getRelativePath() {
        return name;
    }
}
