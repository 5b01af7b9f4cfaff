package io.polyclerk.server.adapters;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter says about itself, as far as the server needs it; the rest of the file is for the console and the catalogue.
 *
 * @param spi version of the SPI that it was built for, {@code major.minor}
 * @param hosted whether shoppers use pages of this server, under {@code /chat/}
 * @param app what the operator of this server tells the platform's apps about; null where the platform knows none
 * @param egress hosts that it calls; {@code *.} at the beginning stands for any host below
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        String id,
        Kind kind,
        Map<String, String> name,
        String version,
        String spi,
        @Nullable String documentation,
        boolean hosted,
        List<SettingDeclaration> settings,
        @Nullable AppDeclaration app,
        List<String> egress) {

    /** On which side of the bot it stands. */
    public enum Kind {
        @JsonProperty("channel")
        CHANNEL,
        @JsonProperty("store")
        STORE
    }

    /** Of what kind a setting's value is. */
    public enum SettingType {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("secret")
        SECRET,
        @JsonProperty("url")
        URL,
        @JsonProperty("enum")
        ENUM,
        @JsonProperty("boolean")
        BOOLEAN
    }

    public Manifest {
        name = Map.copyOf(name);
        settings = List.copyOf(settings);
        egress = List.copyOf(egress);
    }

    /** Settings of the app that many merchants install. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AppDeclaration(List<SettingDeclaration> settings) {
        public AppDeclaration {
            settings = List.copyOf(settings);
        }
    }

    /** The settings of the app; none where the platform knows no apps. */
    public List<SettingDeclaration> appSettings() {
        return app == null ? List.of() : app.settings();
    }

    /** The declaration of a setting, if there is one. */
    public Optional<SettingDeclaration> setting(String settingName) {
        return settings.stream()
                .filter(setting -> setting.name().equals(settingName))
                .findFirst();
    }

    /**
     * A setting that a merchant may or must give.
     *
     * @param values what may be chosen when the type is {@link SettingType#ENUM}
     * @param valueNames what a person reads instead of a value, by language; null where the values are shown as they are
     * @param defaultValue null when there is none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SettingDeclaration(
            String name,
            SettingType type,
            boolean required,
            @Nullable List<String> values,
            @Nullable Map<String, Map<String, String>> valueNames,
            @JsonProperty("default") @Nullable String defaultValue,
            @Nullable Map<String, String> label,
            @Nullable Map<String, String> help) {

        public boolean isSecret() {
            return type == SettingType.SECRET;
        }
    }
}
