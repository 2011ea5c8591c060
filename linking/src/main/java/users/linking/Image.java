package users.linking;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A run-time image of application modules and all they need, made by jlink. */
record Image(List<String> modules, List<Path> modulePath, String options) {
    Image {
        modules = List.copyOf(modules);
        modulePath = List.copyOf(modulePath);
    }

    /** Writes the image to a folder; what stood there goes. */
    void write(Path target) throws IOException {
        Path jars = target.resolveSibling(target.getFileName() + "-modules");
        delete(jars);
        delete(target);
        Files.createDirectories(jars);
        List<ModuleReference> path = references();
        ModuleDescriptors descriptors = new ModuleDescriptors(path);
        for (ModuleReference each : path) {
            ModularJar.write(each, jars.resolve(each.descriptor().name() + ".jar"), descriptors);
        }
        link(jars, target);
    }

    /** The first module of each name, as on a module path. */
    private List<ModuleReference> references() {
        return ModuleFinder.of(modulePath.toArray(Path[]::new)).findAll().stream()
                .sorted(Comparator.comparing(each -> each.descriptor().name()))
                .toList();
    }

    private void link(Path jars, Path target) {
        List<String> arguments = List.of(
                "--module-path",
                jars.toString(),
                "--add-modules",
                String.join(",", bound(jars)),
                "--output",
                target.toString(),
                "--add-options=--add-modules=%s %s".formatted(String.join(",", modules), options),
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-6");
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
        PrintWriter errors = new PrintWriter(System.err, true, System.err.charset());
        if (jlink.run(errors, errors, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("jlink failed: " + arguments);
        }
    }

    /** The application's modules with the providers of the services they use; of the JDK only what these require. */
    private Set<String> bound(Path jars) {
        Configuration jdk = ModuleLayer.boot().configuration();
        Set<String> names = new TreeSet<>();
        for (ResolvedModule each : jdk.resolveAndBind(ModuleFinder.of(jars), ModuleFinder.of(), Set.copyOf(modules))
                .modules()) {
            names.add(each.name());
        }
        return names;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
