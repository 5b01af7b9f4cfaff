package io.polyclerk.server.connections;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.polyclerk.spi.message.ConnectionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads connections that are declared in a YAML file. {@code ${NAME}} in a value stands for an environment variable. */
public final class ConnectionsFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final ObjectMapper yaml = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Function<String, @Nullable String> environment;

    private record Declared(@Nullable List<DeclaredConnection> connections) {}

    private record DeclaredConnection(
            @Nullable String id,
            @Nullable String adapter,
            @Nullable String merchant,
            @Nullable Map<String, String> settings) {}

    public ConnectionsFile(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** @throws IllegalArgumentException when the file cannot be read as such */
    public List<ConnectionDraft> read(Path file) {
        try {
            List<DeclaredConnection> declared =
                    yaml.readValue(file.toFile(), Declared.class).connections();
            return declared == null
                    ? List.of()
                    : declared.stream().map(this::draft).toList();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the connections file " + file + " cannot be read", unreadable);
        }
    }

    private ConnectionDraft draft(DeclaredConnection declared) {
        if (declared.id() == null || declared.adapter() == null || declared.merchant() == null) {
            throw new IllegalArgumentException("each connection in the file needs id, adapter and merchant");
        }
        Map<String, String> settings = new HashMap<>();
        Map<String, String> given = declared.settings() == null ? Map.of() : declared.settings();
        given.forEach((name, value) -> settings.put(name, filledIn(value)));
        return new ConnectionDraft(new ConnectionId(declared.id()), declared.adapter(), declared.merchant(), settings);
    }

    private String filledIn(String value) {
        return VARIABLE.matcher(value).replaceAll(found -> {
            String name = found.group(1);
            String content = environment.apply(name);
            if (content == null) {
                throw new IllegalArgumentException(
                        "the connections file names the environment variable " + name + ", which is not set");
            }
            return Matcher.quoteReplacement(content);
        });
    }
}
