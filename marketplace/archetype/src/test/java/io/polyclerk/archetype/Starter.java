package io.polyclerk.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A starter, and what an archetype makes of it: the invented platform's name, the id and the package become properties.
 *
 * @param words what is replaced, in this order
 */
record Starter(Path folder, Path archetype, String packageName, String prefix, List<Map.Entry<String, String>> words) {

    private static final Path RESOURCES = Path.of("src", "main", "resources", "archetype-resources");

    static final Starter CHANNEL = new Starter(
            Path.of("..", "starter"),
            Path.of(""),
            "io.polyclerk.adapter.starter",
            "Starter",
            List.of(
                    Map.entry("io.polyclerk.adapter.starter", "${package}"),
                    Map.entry("Starter", "${name}"),
                    Map.entry("Postbox (starter)", "${name}"),
                    Map.entry("Postbox", "${name}"),
                    Map.entry("api.postbox.example", "api.${id}.example"),
                    Map.entry("\"starter\"", "\"${id}\"")));

    static final Starter STORE = new Starter(
            Path.of("..", "store-starter"),
            Path.of("..", "store-archetype"),
            "io.polyclerk.adapter.stall",
            "Stall",
            List.of(
                    Map.entry("io.polyclerk.adapter.stall", "${package}"),
                    Map.entry("Stall (starter)", "${name}"),
                    Map.entry("Stall", "${name}"),
                    Map.entry("api.stall.example", "api.${id}.example"),
                    Map.entry("\"stall\"", "\"${id}\"")));

    Path resources() {
        return archetype.resolve(RESOURCES);
    }

    /** What the archetype has to hold, by path; its pom is its own. */
    Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String root : List.of("src/main/java", "src/main/resources", "src/test/java", "src/test/resources")) {
            Path top = folder.resolve(root);
            if (!Files.isDirectory(top)) {
                continue;
            }
            try (Stream<Path> found = Files.walk(top)) {
                for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                    files.put(root + "/" + place(root, top.relativize(file)), content(root, file));
                }
            }
        }
        return files;
    }

    /** Packages are put in front when a project is made, and {@code __name__} stands for the property. */
    private String place(String root, Path file) {
        String place = file.toString().replace('\\', '/');
        String packagePath = packageName.replace('.', '/') + "/";
        String own = place.startsWith(packagePath) ? place.substring(packagePath.length()) : place;
        return root.endsWith("java") ? own.replace(prefix, "__name__") : own;
    }

    private String content(String root, Path file) throws IOException {
        String text = Files.readString(file);
        if (root.equals("src/test/resources")) {
            return text;
        }
        for (Map.Entry<String, String> word : words) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return text;
    }
}
