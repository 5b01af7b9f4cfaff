package io.polyclerk.adapter.webchat;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens web chats. */
public final class WebchatProvider implements AdapterProvider {

    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    @Override
    public String id() {
        return "webchat";
    }

    @Override
    public Adapter open(Connection connection, AdapterContext context) {
        @Nullable String origins = connection.setting("allowedOrigins");
        if (origins != null && !areOrigins(origins)) {
            throw new AdapterException.CredentialsRejected(
                    "setting 'allowedOrigins' is no list of origins such as https://www.shop.example");
        }
        return new WebchatAdapter(new WebchatReader(connection.id(), customers(connection)), context.uploads());
    }

    private static @Nullable CustomerToken customers(Connection connection) {
        @Nullable String secret = connection.setting("customerSecret");
        if (secret == null) {
            return null;
        }
        if (secret.strip().length() < CustomerToken.SHORTEST_SECRET) {
            throw new AdapterException.CredentialsRejected(
                    "setting 'customerSecret' needs at least " + CustomerToken.SHORTEST_SECRET + " characters");
        }
        return new CustomerToken(connection.id(), secret.strip());
    }

    private static boolean areOrigins(String origins) {
        return Arrays.stream(origins.strip().split("[,\\s]+"))
                .allMatch(origin -> ORIGIN.matcher(origin).matches());
    }
}
