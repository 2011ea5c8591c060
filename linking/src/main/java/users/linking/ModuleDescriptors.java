package users.linking;

import static java.util.stream.Collectors.toSet;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessFlag;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Explicit descriptors for automatic modules, which jlink does not take.
 *
 * <p>They keep what an automatic module grants: every package is exported and open, and what it reads its readers read
 * too. It requires the modules whose classes its own classes name, provides what {@code META-INF/services} says, and
 * uses the services whose types are its own.
 */
final class ModuleDescriptors {
    /** The one large part of the JDK that drivers and metrics name for features that are not used here. */
    private static final String NEVER_REQUIRED = "java.desktop";

    private final Map<String, String> moduleOfPackage = new HashMap<>();
    private final Set<String> provided;

    ModuleDescriptors(Collection<ModuleReference> path) {
        for (ModuleReference system : ModuleFinder.ofSystem().findAll()) {
            system.descriptor().exports().stream()
                    .filter(export -> !export.isQualified())
                    .forEach(export -> moduleOfPackage.put(
                            export.source(), system.descriptor().name()));
        }
        for (ModuleReference module : path) {
            module.descriptor()
                    .packages()
                    .forEach(name ->
                            moduleOfPackage.put(name, module.descriptor().name()));
        }
        this.provided = path.stream()
                .flatMap(module -> module.descriptor().provides().stream())
                .map(ModuleDescriptor.Provides::service)
                .collect(toSet());
    }

    /** The {@code module-info.class} of an automatic module that consists of these classes. */
    byte[] explicit(ModuleDescriptor automatic, Collection<ClassModel> classes) {
        Set<String> own = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        for (ClassModel each : classes) {
            own.add(packageOf(each.thisClass().asInternalName().replace('/', '.')));
            References.of(each).stream()
                    .map(name -> moduleOfPackage.getOrDefault(packageOf(name), "java.base"))
                    .forEach(required::add);
        }
        required.remove(automatic.name());
        required.remove("java.base");
        required.remove(NEVER_REQUIRED);
        ModuleAttribute attribute = ModuleAttribute.of(ModuleDesc.of(automatic.name()), module -> {
            module.moduleFlags(AccessFlag.OPEN);
            module.requires(ModuleDesc.of("java.base"), Set.of(AccessFlag.MANDATED), null);
            required.forEach(name -> module.requires(ModuleDesc.of(name), Set.of(AccessFlag.TRANSITIVE), null));
            own.forEach(name -> module.exports(PackageDesc.of(name), Set.of()));
            new TreeSet<>(provided)
                    .stream()
                            .filter(service -> own.contains(packageOf(service)))
                            .forEach(service -> module.uses(ClassDesc.of(service)));
            new TreeSet<>(automatic.provides())
                    .stream()
                            .filter(each -> moduleOfPackage.containsKey(packageOf(each.service())))
                            .forEach(each -> module.provides(
                                    ClassDesc.of(each.service()),
                                    each.providers().stream().map(ClassDesc::of).toArray(ClassDesc[]::new)));
        });
        return ClassFile.of().buildModule(attribute);
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }
}
