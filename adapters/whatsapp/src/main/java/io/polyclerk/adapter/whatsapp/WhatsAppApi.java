package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.MediaRef;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls the Graph API. Neither the token nor anything that the platform answers gets into a message of a failure. */
final class WhatsAppApi {

    /** How long an answer may take by default. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The largest file that the platform hands over. */
    static final long LARGEST_FILE = 100L * 1024 * 1024;

    /** Names the call that proves the credentials. */
    static final String NUMBER = "looking up the number";

    /** Names a call of which "there is no such thing" speaks of a file, and not of the number. */
    static final String FILE = "looking up a file";

    /** Asked for where {@code apiBase} names no version: without one, Meta would choose. */
    private static final String VERSION = "/v26.0";

    private static final String MEDIA_HOST = "lookaside.fbsbx.com";
    private static final Pattern VERSIONED = Pattern.compile(".*/v\\d{1,3}\\.\\d{1,2}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=|-]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");
    private static final Duration FILE_PATIENCE = Duration.ofMinutes(3);
    private static final long LARGEST_ANSWER = 256 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final Duration patience;
    private final String number;
    private final URI base;
    private final LentTransport transport;
    private final GraphRest rest;

    /** @param patience how long an answer may take; a file may take longer */
    WhatsAppApi(Connection connection, AdapterContext context, Duration patience) {
        this.patience = patience;
        number = connection.requiredSetting("phoneNumberId").strip();
        String token = connection.requiredSetting("accessToken").strip();
        if (!number.matches("\\d{1,32}")) {
            throw new AdapterException.CredentialsRejected("phoneNumberId is made of digits only");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new AdapterException.CredentialsRejected("accessToken holds a character that no token has");
        }
        base = base(connection.setting("apiBase"));
        transport = new LentTransport(context.http(), token, patience);
        rest = GraphRest.open(base, transport);
    }

    private static URI base(@Nullable String setting) {
        try {
            String address = setting == null
                    ? "https://graph.facebook.com"
                    : setting.strip().replaceFirst("/+$", "");
            URI base = new URI(VERSIONED.matcher(address).matches() ? address : address + VERSION);
            String host = base.getHost();
            boolean plain = base.getUserInfo() == null && base.getQuery() == null && base.getFragment() == null;
            if (host != null && plain) {
                if ("https".equals(base.getScheme())
                        || "http".equals(base.getScheme())
                                && LOOPBACK.matcher(host).matches()) {
                    return base;
                }
                throw new AdapterException.CredentialsRejected(
                        "apiBase must begin with https://, as the access token is sent there");
            }
        } catch (URISyntaxException unreadable) {
            // Told below.
        }
        throw new AdapterException.CredentialsRejected("apiBase is not an address");
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Proves that the token may use the number. */
    void check() {
        JsonNode found;
        try {
            found = ask(NUMBER, () -> rest.number(number, "display_phone_number"));
        } catch (AdapterException.Refused somethingElse) {
            found = MissingNode.getInstance();
        }
        boolean isNumber = found.path("display_phone_number").isTextual()
                || number.equals(found.path("id").asText());
        if (!isNumber) {
            throw new AdapterException.CredentialsRejected("phoneNumberId is not the ID of a phone number: "
                    + "it stands under the number in WhatsApp > API Setup");
        }
    }

    /** @return the platform's id of the message */
    String send(ObjectNode message) {
        JsonNode id = call("sending", () -> rest.messages(number, message)).at("/messages/0/id");
        if (!id.isTextual() || id.asText().isEmpty()) {
            throw new AdapterException.Unavailable("sending was answered without the id of a message", true, null);
        }
        return id.asText();
    }

    /** The templates of a business account, as they stand there. */
    JsonNode templates(String account) {
        return ask("listing templates", () -> rest.templates(account, "name,language,status", 500))
                .path("data");
    }

    /** Hands a template in; Meta looks it through. */
    void handIn(String account, JsonNode template) {
        ask("handing a template in", () -> rest.newTemplate(account, template));
    }

    void mark(ObjectNode mark) {
        ask("marking as read", () -> rest.messages(number, mark));
    }

    /** @return the id under which the file can be sent */
    String upload(String contentType, byte[] content) {
        JsonNode id = ask("uploading", () -> rest.upload(number, new UploadForm(contentType, content)))
                .path("id");
        if (!ID.matcher(id.asText()).matches()) {
            throw new AdapterException.Unavailable("uploading was answered without the id of a file", false, null);
        }
        return id.asText();
    }

    /** Asks for the address of a file and opens it at once, as the address only lives for five minutes. */
    InputStream download(MediaRef media) {
        if (!ID.matcher(media.id()).matches()) {
            throw new AdapterException.Refused("that is not the id of a file");
        }
        JsonNode found = ask(FILE, () -> rest.media(media.id(), number));
        if (found.path("file_size").asLong() > LARGEST_FILE) {
            throw new AdapterException.Refused("the file is larger than " + LARGEST_FILE + " bytes");
        }
        byte[] told = LimitedStream.checksum(media.sha256());
        byte[] sha256 =
                told == null ? LimitedStream.checksum(found.path("sha256").textValue()) : told;
        return open(address(found.path("url").asText()), sha256);
    }

    /** The token goes along, so the address has to be one of the platform's own. */
    private URI address(String written) {
        try {
            URI address = new URI(written);
            boolean media = "https".equals(address.getScheme())
                    && MEDIA_HOST.equals(address.getHost())
                    && address.getPort() == -1;
            boolean own = base.getScheme().equals(address.getScheme())
                    && isSameHost(address.getHost())
                    && base.getPort() == address.getPort();
            if ((media || own) && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException unreadable) {
            // Told below.
        }
        throw new AdapterException.Refused("the file lies on a host that may not see the access token");
    }

    private boolean isSameHost(@Nullable String host) {
        return host != null
                && (base.getHost().equals(host)
                        || LOOPBACK.matcher(base.getHost()).matches()
                                && LOOPBACK.matcher(host).matches());
    }

    private InputStream open(URI address, byte @Nullable [] sha256) {
        try {
            HttpResponse<InputStream> response = transport.fetched(address);
            if (response.statusCode() == 200) {
                return new LimitedStream(response.body(), LARGEST_FILE, FILE_PATIENCE, sha256);
            }
            response.body().close();
            throw GraphErrors.ofFile(
                    response.statusCode(),
                    response.headers().firstValue(HttpHeaders.RETRY_AFTER).orElse(null));
        } catch (IOException failure) {
            throw new AdapterException.Unavailable("a file could not be fetched", false, null);
        }
    }

    /** For what may be asked twice without harm. */
    private JsonNode ask(String what, Supplier<Response> request) {
        try {
            return call(what, request);
        } catch (AdapterException.Unavailable trouble) {
            throw new AdapterException.Unavailable(String.valueOf(trouble.getMessage()), false, null);
        }
    }

    private JsonNode call(String what, Supplier<Response> request) {
        try (Response response = request.get()) {
            JsonNode body = body(response);
            int status = response.getStatus();
            if (status < 200 || status > 299) {
                throw GraphErrors.sorted(
                        what, status, body, GraphErrors.retryAfter(response.getHeaderString(HttpHeaders.RETRY_AFTER)));
            }
            if (!body.isObject()) {
                throw new AdapterException.Unavailable(what + " got an unreadable answer", true, null);
            }
            return body;
        } catch (ProcessingException failure) {
            throw new AdapterException.Unavailable(what + " got no answer", !GraphErrors.neverArrived(failure), null);
        } catch (IllegalStateException closed) {
            // The settings are being replaced; whoever asks again has the new ones.
            throw new AdapterException.Unavailable(what + " came after the end of the connection", false, null);
        } catch (IOException cut) {
            throw new AdapterException.Unavailable(what + " got a broken answer", true, null);
        }
    }

    private JsonNode body(Response response) throws IOException {
        // Not by a reader of the REST client: which of them there are depends on where it was made.
        if (!(response.getEntity() instanceof InputStream answer)) {
            return MissingNode.getInstance();
        }
        try (InputStream body = new LimitedStream(answer, LARGEST_ANSWER, patience, null)) {
            return Objects.requireNonNullElse(JSON.readTree(body.readAllBytes()), MissingNode.getInstance());
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    void close() {
        rest.close();
    }
}
