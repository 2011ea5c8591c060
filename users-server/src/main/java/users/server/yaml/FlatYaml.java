package users.server.yaml;

import io.helidon.config.spi.ConfigNode;
import io.helidon.config.spi.ConfigParser;
import io.helidon.config.yaml.YamlConfigParser;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * YAML as texts by their keys, such as {@code users.grpc.port}.
 *
 * <p>By Helidon Config's parser alone. The Config around it would resolve references, and a password or a statement may
 * well have a dollar sign in it; making one takes longer than all the rest of reading settings.
 */
public final class FlatYaml {

    private FlatYaml() {}

    /**
     * Reads it, in UTF-8.
     *
     * @throws io.helidon.config.ConfigException when it is no YAML
     */
    public static Map<String, String> read(InputStream yaml) {
        var values = new TreeMap<String, String>();
        var content = ConfigParser.Content.builder().data(yaml).build();
        YamlConfigParser.create().parse(content).forEach((key, node) -> collect(key, node, values));
        return values;
    }

    private static void collect(String key, ConfigNode node, Map<String, String> values) {
        node.value().ifPresent(value -> values.put(key, value));
        if (node instanceof ConfigNode.ObjectNode object) {
            object.forEach((name, child) -> collect(key + "." + name, child, values));
        } else if (node instanceof ConfigNode.ListNode list) {
            for (int i = 0; i < list.size(); i++) {
                collect(key + "." + i, list.get(i), values);
            }
        }
    }
}
