package users.server.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds proto files by whatever they define. */
final class DescriptorIndex {

    private final Map<String, FileDescriptor> files = new HashMap<>();
    private final Map<String, FileDescriptor> symbols = new HashMap<>();
    private final Map<String, Map<Integer, FileDescriptor>> extensions = new HashMap<>();
    private final SortedSet<String> services = new TreeSet<>();

    DescriptorIndex(List<FileDescriptor> roots) {
        closure(roots).forEach(this::add);
    }

    /** The files and everything they import, each once. */
    static Collection<FileDescriptor> closure(List<FileDescriptor> roots) {
        var found = new LinkedHashMap<String, FileDescriptor>();
        roots.forEach(root -> collect(root, found));
        return found.values();
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptor> found) {
        if (found.putIfAbsent(file.getName(), file) == null) {
            file.getDependencies().forEach(dependency -> collect(dependency, found));
        }
    }

    SortedSet<String> services() {
        return services;
    }

    Optional<FileDescriptor> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The file that defines a service, method, message, field, enum, enum value or extension, by its full name. */
    Optional<FileDescriptor> fileOf(String symbol) {
        return Optional.ofNullable(symbols.get(symbol));
    }

    Optional<FileDescriptor> fileOf(String type, int extension) {
        return Optional.ofNullable(extensions.getOrDefault(type, Map.of()).get(extension));
    }

    /** The numbers of a message's extensions; empty when there is no such message. */
    Optional<Collection<Integer>> extensions(String type) {
        return Optional.ofNullable(extensions.get(type)).map(Map::keySet);
    }

    private void add(FileDescriptor file) {
        files.put(file.getName(), file);
        file.getServices().forEach(service -> {
            services.add(service.getFullName());
            add(service);
            service.getMethods().forEach(this::add);
        });
        file.getMessageTypes().forEach(this::addMessage);
        file.getEnumTypes().forEach(this::addEnum);
        file.getExtensions().forEach(this::addExtension);
    }

    /** Nested types too, and so the hidden entry types of maps. */
    private void addMessage(Descriptor message) {
        add(message);
        extensions.computeIfAbsent(message.getFullName(), type -> new HashMap<>());
        message.getFields().forEach(this::add);
        message.getOneofs().forEach(this::add);
        message.getNestedTypes().forEach(this::addMessage);
        message.getEnumTypes().forEach(this::addEnum);
        message.getExtensions().forEach(this::addExtension);
    }

    private void addEnum(EnumDescriptor type) {
        add(type);
        var scope = type.getFullName()
                .substring(0, type.getFullName().length() - type.getName().length());
        type.getValues().forEach(value -> {
            add(value);
            // In the language a value is a sibling of its enum; Java has it below.
            symbols.put(scope + value.getName(), value.getFile());
        });
    }

    private void addExtension(FieldDescriptor extension) {
        add(extension);
        extensions
                .computeIfAbsent(extension.getContainingType().getFullName(), type -> new HashMap<>())
                .put(extension.getNumber(), extension.getFile());
    }

    private void add(GenericDescriptor descriptor) {
        symbols.put(descriptor.getFullName(), descriptor.getFile());
    }
}
