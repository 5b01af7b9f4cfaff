package io.polyclerk.server.wiring;

import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.server.setting.DataFolder;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where processes beside the server find their classes, and where they leave what is not their answers. */
final class SideFiles {

    private SideFiles() {}

    /** The libraries of the application and those that only the side processes need. */
    static List<String> own() {
        String server = System.getProperty("server.config.dir");
        if (server == null) {
            return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        }
        return List.of(
                Path.of(server, "senses").resolve("*").toString(),
                ownLibraries().resolve("*").toString());
    }

    /** Engines for speech models are large native libraries: whoever wants one puts it there. */
    static List<String> withEngines(Path engines) {
        List<String> all = new ArrayList<>(own());
        all.add(engines.resolve("*").toString());
        return all;
    }

    /** @param name of the process, as in its log */
    static SideProcess.Traces traces(DataFolder data, String name) {
        return new SideProcess.Traces(
                data.folder("logs").resolve(name + ".log").toAbsolutePath(),
                data.folder("temporary").resolve(name).toAbsolutePath());
    }

    private static Path ownLibraries() {
        try {
            Path jar = Path.of(SideProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
