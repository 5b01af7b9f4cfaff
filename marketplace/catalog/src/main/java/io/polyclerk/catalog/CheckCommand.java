package io.polyclerk.catalog;

import java.nio.file.Path;
import java.util.List;

/** Checks manifests and says what is wrong, line by line. */
public final class CheckCommand {

    private CheckCommand() {}

    /** @param arguments the folder of one adapter, or of all */
    public static void main(String[] arguments) {
        List<ManifestCheck.Checked> checked =
                new ManifestCheck().all(Path.of(arguments[0]).normalize());
        checked.stream().flatMap(one -> one.findings().stream()).forEach(CheckCommand::print);
        checked.stream().filter(one -> one.findings().isEmpty()).forEach(one -> print(one.id() + ": " + one.reached()));
        if (checked.stream().anyMatch(one -> !one.findings().isEmpty())) {
            System.exit(1);
        }
    }

    @SuppressWarnings("SystemOut") // The command's answer.
    private static void print(Object line) {
        System.out.println(line);
    }
}
