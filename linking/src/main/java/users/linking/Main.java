package users.linking;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code Main <folder> <module,…> <options> <module path>}: an image of the modules. Its {@code bin/java} starts with
 * all of them and with the options. It stays as it is when nothing that went into it has changed.
 */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<String> modules = List.of(arguments[1].split(","));
        List<Path> modulePath = Arrays.stream(arguments[3].split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Path made = folder.resolveSibling(folder.getFileName() + ".digest");
        String digest = Digest.of(List.of(arguments), modulePath);
        if (Files.exists(made) && Files.exists(folder) && Files.readString(made).equals(digest)) {
            return;
        }
        Files.deleteIfExists(made);
        new Image(modules, modulePath, arguments[2]).write(folder);
        Files.writeString(made, digest);
    }
}
