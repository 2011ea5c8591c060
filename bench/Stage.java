import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.ServiceLoader;
import org.postgresql.ds.PGSimpleDataSource;
import users.db.DevelopmentDatabase;
import users.db.Migrations;

/** A folder for all that is written and a database with the development users; both go when it closes. */
record Stage(Path folder, DevelopmentDatabase.Running database) implements AutoCloseable {

    /** One of the development users. */
    static final String USER = "jack@test.com";

    static Stage open() throws IOException {
        var folder = Files.createTempDirectory("users-bench");
        var launcher = ServiceLoader.load(DevelopmentDatabase.class).findFirst().orElseThrow();
        var stage = new Stage(folder, launcher.start(folder.resolve("postgresql")));
        var source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] {stage.database.port()});
        source.setDatabaseName(stage.database.name());
        source.setUser(stage.database.username());
        Migrations.apply(source);
        stage.database.seed();
        return stage;
    }

    @Override
    public void close() {
        database.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
