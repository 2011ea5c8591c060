package users.linking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;

/** A copy of a jar that jlink takes: with a descriptor, without what only a compiler of .proto files reads. */
final class ModularJar {
    private static final String DESCRIPTOR = "module-info.class";
    /** Entries of one fixed time: two builds of one commit make the same bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 25, 0, 0);

    private ModularJar() {}

    static void write(ModuleReference module, Path target, ModuleDescriptors descriptors) {
        try {
            Map<String, byte[]> entries = read(module);
            Map<String, ClassModel> classes = classes(entries);
            Map<String, byte[]> changed = new LinkedHashMap<>();
            classes.forEach((name, model) -> {
                if (CurrentClassFiles.isOld(model)) {
                    changed.put(name, CurrentClassFiles.renewed(model, entries));
                }
            });
            ModuleDescriptor descriptor = module.descriptor();
            if (descriptor.isAutomatic()) {
                // Two jars hold files of google.protobuf, and a package stands in one module only.
                entries.keySet().removeIf(name -> name.endsWith(".proto"));
                changed.put(DESCRIPTOR, descriptors.explicit(descriptor, List.copyOf(classes.values())));
            }
            entries.putAll(changed);
            write(entries, target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Its files as this JDK sees them: of a multi-release jar the classes of its release. */
    private static Map<String, byte[]> read(ModuleReference module) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ModuleReader reader = module.open()) {
            for (String name : reader.list().filter(each -> !each.endsWith("/")).toList()) {
                try (InputStream entry = reader.open(name).orElseThrow()) {
                    entries.put(name, entry.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static Map<String, ClassModel> classes(Map<String, byte[]> entries) {
        Map<String, ClassModel> classes = new TreeMap<>();
        entries.forEach((name, bytes) -> {
            if (name.endsWith(".class") && !name.endsWith(DESCRIPTOR)) {
                classes.put(name, ClassFile.of().parse(bytes));
            }
        });
        return classes;
    }

    private static void write(Map<String, byte[]> entries, Path target) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
            // jlink alone reads it, once.
            jar.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(entry.getKey(), entry.getValue(), jar);
            }
        }
    }

    private static void write(String name, byte[] bytes, JarOutputStream jar) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(TIME);
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }
}
