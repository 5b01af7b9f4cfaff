package io.polyclerk.ai.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the machine keeps the programs that may be used if they are there: the folders of the variable {@code PATH}. */
public final class SearchPath {

    private SearchPath() {}

    /** Looks for a program by its name without an ending. Empty where it is not installed; it is looked for anew each time. */
    public static Optional<Path> program(String name) {
        String path = System.getenv("PATH");
        return path == null
                ? Optional.empty()
                : Stream.of(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isBlank())
                        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
                        .filter(Files::isExecutable)
                        .findFirst();
    }
}
