package io.polyclerk.server.adapters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the SPI. An adapter fits when the major number is the same and its minor number is not newer. */
public record SpiVersion(int major, int minor) {

    /** The version that this server lends. */
    public static final SpiVersion CURRENT = new SpiVersion(0, 1);

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /** @throws BrokenAdapterException when the text is not {@code major.minor} */
    public static SpiVersion of(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new BrokenAdapterException("its SPI version '" + text + "' is not major.minor");
        }
        return new SpiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public boolean serves(SpiVersion wanted) {
        return major == wanted.major && minor >= wanted.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
