package users.db.development;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import users.db.DevelopmentDatabaseException;

/** The folder that keeps the data, checked and made ready before PostgreSQL sees it. */
record DataFolder(Path path) {

    private static final String VERSION = "18";

    static DataFolder prepare(Path path) {
        var folder = new DataFolder(path);
        try {
            folder.create();
            folder.checkContent();
            folder.checkFree();
            new Orphan(path).stop();
        } catch (IOException e) {
            throw new DevelopmentDatabaseException(
                    "The data folder %s cannot be read: %s.".formatted(path, e.getMessage()), e);
        }
        return folder;
    }

    /** Beside the folder: PostgreSQL wants an empty one at first. */
    Path log() {
        return path.resolveSibling(path.getFileName() + ".log");
    }

    private void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new DevelopmentDatabaseException(
                    "The data folder %s cannot be made: a file has its name, or there is no permission to write beside it."
                            .formatted(path),
                    e);
        }
        if (!Files.isWritable(path)) {
            throw new DevelopmentDatabaseException(
                    "There is no permission to write into the data folder %s.".formatted(path));
        }
    }

    private void checkContent() throws IOException {
        var versionFile = path.resolve("PG_VERSION");
        if (Files.exists(versionFile)) {
            var version = Files.readString(versionFile).strip();
            if (!version.equals(VERSION)) {
                throw new DevelopmentDatabaseException(
                        "The data folder %s holds data of PostgreSQL %s, and this is PostgreSQL %s: move the folder away, or upgrade it with pg_upgrade."
                                .formatted(path, version, VERSION));
            }
        }
        try (var files = Files.list(path)) {
            if (!Files.exists(path.resolve("postgresql.conf"))
                    && files.findAny().isPresent()) {
                throw new DevelopmentDatabaseException(
                        "The data folder %s is not empty and holds no database: name another folder, or empty this one."
                                .formatted(path));
            }
        }
    }

    /** The library holds this lock while it runs a database, and nothing holds it once its process is gone. */
    private void checkFree() throws IOException {
        var file = path.resolve("epg-lock");
        if (!Files.exists(file)) {
            return;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        }
    }

    private DevelopmentDatabaseException inUse() {
        return new DevelopmentDatabaseException(
                "The data folder %s is in use by another server: stop that one, or name another folder."
                        .formatted(path));
    }
}
