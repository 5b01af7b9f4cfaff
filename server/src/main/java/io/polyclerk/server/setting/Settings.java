package io.polyclerk.server.setting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The values of all settings. Immutable. */
public final class Settings {

    private final Function<String, @Nullable String> source;

    /** @param source gives the value of a variable, or null */
    public Settings(Function<String, @Nullable String> source) {
        this.source = source;
    }

    /** Environment variables, and system properties of the same names before them. */
    public static Settings ofProcess() {
        UnaryOperator<@Nullable String> environment = System::getenv;
        return new Settings(name -> System.getProperty(name, environment.apply(name)));
    }

    /** The value, its default, or null when it has neither. */
    public @Nullable String optional(Setting setting) {
        String value = source.apply(setting.variable());
        return value == null || value.isBlank() ? setting.defaultValue() : value.strip();
    }

    /** @throws InvalidSetting when it has neither value nor default */
    public String text(Setting setting) {
        String value = optional(setting);
        if (value == null) {
            throw new InvalidSetting(setting, "is missing");
        }
        return value;
    }

    public Path path(Setting setting) {
        return Path.of(text(setting)).toAbsolutePath().normalize();
    }

    /** @throws InvalidSetting when it is no whole number from {@code least} up */
    public int number(Setting setting, int least) {
        try {
            int number = Integer.parseInt(text(setting));
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new InvalidSetting(setting, "is no whole number");
        }
        throw new InvalidSetting(setting, "is less than " + least);
    }

    /** An amount of money in millionths of its currency. @throws InvalidSetting when it is no decimal number from 0 up */
    public long millionths(Setting setting) {
        try {
            long amount = new BigDecimal(text(setting))
                    .movePointRight(6)
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
            if (amount >= 0) {
                return amount;
            }
        } catch (ArithmeticException | NumberFormatException noAmount) {
            throw new InvalidSetting(setting, "is no amount such as 0.50");
        }
        throw new InvalidSetting(setting, "is negative");
    }

    /** @throws InvalidSetting when it is no address with {@code http} or {@code https} */
    public URI address(Setting setting) {
        try {
            URI address = new URI(text(setting));
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            throw new InvalidSetting(setting, "is no address");
        }
        throw new InvalidSetting(setting, "is no address that begins with http:// or https://");
    }

    /** @throws InvalidSetting when it is no ISO 8601 duration such as {@code PT2S} */
    public Duration duration(Setting setting) {
        try {
            Duration duration = Duration.parse(text(setting));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException noDuration) {
            throw new InvalidSetting(setting, "is no ISO 8601 duration such as PT2S");
        }
        throw new InvalidSetting(setting, "is negative");
    }

    /** Values that are separated by commas; none when it is not set. */
    public List<String> list(Setting setting) {
        String value = optional(setting);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }

    /** @throws InvalidSetting when it is none of these words */
    public String choice(Setting setting, String... words) {
        String value = text(setting);
        if (Arrays.asList(words).contains(value)) {
            return value;
        }
        throw new InvalidSetting(setting, "is none of " + String.join(", ", words));
    }

    /** @throws InvalidSetting when it is neither {@code true} nor {@code false} */
    public boolean flag(Setting setting) {
        return switch (text(setting)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSetting(setting, "is neither true nor false");
        };
    }

    /** A setting has a value that cannot be used; the message names it and holds no value. */
    public static final class InvalidSetting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidSetting(Setting setting, String problem) {
            super(setting.variable() + " " + problem);
        }
    }
}
