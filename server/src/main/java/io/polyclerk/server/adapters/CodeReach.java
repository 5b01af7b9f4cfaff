package io.polyclerk.server.adapters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What the classes of an adapter name of the JDK that goes beyond what they are lent. A hint for whoever decides, not a wall: the JDK has none
 * any more, and code can hide what it names. Libraries name much that nobody calls.
 */
final class CodeReach {

    /** What code could do by itself. */
    enum Reach {
        /** Opens connections of its own, to any host. */
        NETWORK,
        /** Starts programs. */
        PROCESSES,
        /** Loads native code or reads memory. */
        NATIVE,
        /** Ends the server. */
        EXIT
    }

    private static final Map<String, Reach> NAMES = Map.ofEntries(
            Map.entry("java/net/Socket", Reach.NETWORK),
            Map.entry("java/net/URLConnection", Reach.NETWORK),
            Map.entry("java/net/HttpURLConnection", Reach.NETWORK),
            Map.entry("java/nio/channels/SocketChannel", Reach.NETWORK),
            Map.entry("newHttpClient", Reach.NETWORK),
            Map.entry("java/net/http/HttpClient$Builder", Reach.NETWORK),
            Map.entry("java/lang/ProcessBuilder", Reach.PROCESSES),
            Map.entry("java/lang/Runtime", Reach.PROCESSES),
            Map.entry("java/lang/foreign/Linker", Reach.NATIVE),
            Map.entry("sun/misc/Unsafe", Reach.NATIVE),
            Map.entry("loadLibrary", Reach.NATIVE),
            Map.entry("exit", Reach.EXIT),
            Map.entry("halt", Reach.EXIT));

    private CodeReach() {}

    /** Looks through all classes of all jars of a folder. */
    static Set<Reach> of(Path folder) throws IOException {
        Set<Reach> reach = EnumSet.noneOf(Reach.class);
        for (Path file : jars(folder)) {
            try (JarFile jar = new JarFile(file.toFile())) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().endsWith(".class")) {
                        byte[] code = jar.getInputStream(entry).readAllBytes();
                        // Names of classes and methods stand in the constants as they are.
                        String constants = new String(code, StandardCharsets.ISO_8859_1);
                        NAMES.forEach((name, one) -> {
                            if (constants.contains(constant(name))) {
                                reach.add(one);
                            }
                        });
                    }
                }
            }
        }
        return reach;
    }

    /** A text as it stands among the constants of a class: its tag, its length in two bytes, itself. */
    private static String constant(String text) {
        return "\u0001\u0000" + (char) text.length() + text;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
