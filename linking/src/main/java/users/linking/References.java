package users.linking;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The names of the classes that a class works with: those of its code, not those of its annotations. */
final class References {
    private static final Pattern TYPE = Pattern.compile("L([^;<]+);");

    private References() {}

    static Set<String> of(ClassModel model) {
        Set<String> names = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type
                when type.asInternalName().startsWith("[") -> addTypes(type.asInternalName(), names);
                case ClassEntry type -> names.add(type.asInternalName().replace('/', '.'));
                case NameAndTypeEntry member -> addTypes(member.type().stringValue(), names);
                case MethodTypeEntry type -> addTypes(type.descriptor().stringValue(), names);
                default -> {}
            }
        }
        return names;
    }

    private static void addTypes(String descriptor, Set<String> names) {
        TYPE.matcher(descriptor)
                .results()
                .map((MatchResult match) -> match.group(1).replace('/', '.'))
                .forEach(names::add);
    }
}
