package io.polyclerk.server.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.api.OwnAddress;
import io.polyclerk.server.api.RateLimits;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.Arrivals;
import io.polyclerk.server.install.InstallationRefusedException;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.OrderTalks;
import io.polyclerk.server.install.PrivacyDesk;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.setting.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /install/{adapter}/…}. A servlet and not a REST method, because signatures are computed over the untouched bytes and because
 * nobody who comes here has a token of the API. See docs/reference/installation-protocol.md.
 */
public class InstallServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOGGER = System.getLogger(InstallServlet.class.getName());
    private static final int LARGEST_BODY = 256 * 1024;
    private static final int UNKNOWN_PER_MINUTE = 60;
    private static final int SHOP_PER_MINUTE = 600;
    private static final String BEARER = "Bearer ";

    private final transient Installations installations;
    private final transient Arrivals arrivals;
    private final transient ShopDoor shops;
    private final transient PlatformDoor platform;
    private final transient AccountDoor accounts;
    private final transient Settings settings;
    private final transient RateLimits unknown = new RateLimits(UNKNOWN_PER_MINUTE);
    private final transient RateLimits known = new RateLimits(SHOP_PER_MINUTE);

    @Inject
    public InstallServlet(
            Installations installations,
            Arrivals arrivals,
            OpenConnections open,
            OrderTalks talks,
            PrivacyDesk privacy,
            PlatformDoor platform,
            Settings settings) {
        this.installations = installations;
        this.arrivals = arrivals;
        this.shops = new ShopDoor(installations, open, talks, privacy);
        this.platform = platform;
        this.accounts = new AccountDoor(installations, arrivals);
        this.settings = settings;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        List<String> parts = List.of(path.substring(1).split("/", -1));
        try (InputStream stream = request.getInputStream()) {
            byte[] body = stream.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                response.setHeader("Connection", "close");
                Answer.problem(413, "too-large", "at most " + LARGEST_BODY + " bytes are taken")
                        .write(response);
                return;
            }
            answer(request, response, parts, body).write(response);
        } catch (InstallationRefusedException refused) {
            Answer.problem(refused.status(), refused.code(), String.valueOf(refused.getMessage()))
                    .write(response);
        } catch (JsonProcessingException malformed) {
            Answer.problem(400, "malformed", "the body is not the JSON that is wanted here")
                    .write(response);
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.ERROR, "a request to " + request.getServletPath() + " failed", failure);
            Answer.problem(500, "internal", "something went wrong").write(response);
        }
    }

    private Answer answer(HttpServletRequest request, HttpServletResponse response, List<String> parts, byte[] body)
            throws IOException {
        String adapter = parts.get(0);
        String wanted = request.getMethod() + " " + String.join("/", parts.subList(1, parts.size()));
        if (parts.size() > 1 && parts.get(1).equals("shop")) {
            return ofShop(request, adapter, wanted, body);
        }
        if (!unknown.allows(request.getRemoteAddr())) {
            response.setHeader("Retry-After", "10");
            return Answer.problem(429, "too-many-requests", "slow down");
        }
        return switch (wanted) {
            case "POST begin" -> begin(adapter, Json.STORED.readTree(body), server(request));
            case "POST callback" ->
                Answer.empty(arrivals.arrive(adapter, platform.webhook(request, body), server(request)));
            case "GET start" -> accounts.start(adapter, parameter(request, "code"), server(request), response);
            case "GET callback" ->
                accounts.comeBack(adapter, request, platform.webhook(request, body), server(request), response);
            case "POST webhooks" -> platform.notice(adapter, platform.webhook(request, body));
            case "GET app" -> platform.page(adapter, platform.webhook(request, body), response, server(request));
            case "GET status" -> platform.status(adapter, platform.webhook(request, body), server(request));
            case "POST session" -> platform.session(adapter, platform.webhook(request, body));
            default ->
                parts.size() == 3 && wanted.startsWith("GET begun/")
                        ? begun(adapter, parts.get(2))
                        : Answer.problem(404, "not-found", "there is nothing at this address");
        };
    }

    private Answer ofShop(HttpServletRequest request, String adapter, String wanted, byte[] body)
            throws JsonProcessingException, IOException {
        Optional<Installed> shop = shopOf(request).filter(one -> one.adapter().equals(adapter));
        if (shop.isEmpty()) {
            return unknown.allows(request.getRemoteAddr())
                    ? Answer.problem(401, "unauthorized", "the key of the shop's plugin is wanted")
                    : Answer.problem(429, "too-many-requests", "slow down");
        }
        if (!known.allows(shop.get().id())) {
            return Answer.problem(429, "too-many-requests", "slow down");
        }
        return switch (wanted) {
            case "GET shop" -> shops.show(shop.get());
            case "DELETE shop" -> shops.remove(shop.get());
            case "GET shop/orders" ->
                shops.order(
                        shop.get(),
                        parameter(request, "id"),
                        parameter(request, "number"),
                        parameter(request, "customer"));
            case "POST shop/privacy" -> shops.privacy(shop.get(), Json.STORED.readTree(body));
            default -> Answer.problem(404, "not-found", "there is nothing at this address");
        };
    }

    private Optional<Installed> shopOf(HttpServletRequest request) {
        @Nullable String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? installations.ofKey(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "").strip();
    }

    private Answer begin(String adapter, JsonNode body, URI server) {
        String shop = body.path("shop").asText("");
        URI back = address(body.path("back").asText(""));
        Map<String, String> given = new HashMap<>();
        body.path("settings")
                .properties()
                .forEach(one -> given.put(one.getKey(), one.getValue().asText()));
        Installations.Begun begun = installations.begin(
                adapter, new Installations.Wish(shop, back, body.path("code").asText(""), given), server);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", begun.id());
        answer.put("state", begun.state());
        answer.put("authorize", begun.authorize());
        answer.put("callback", begun.callback());
        answer.put("until", begun.until());
        return Answer.json(201, answer);
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && List.of("https", "http").contains(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException unreadable) {
            LOGGER.log(System.Logger.Level.TRACE, "no address", unreadable);
        }
        throw new InstallationRefusedException(422, "invalid", "back is no http or https address");
    }

    private Answer begun(String adapter, String id) {
        return installations
                .find(id)
                .filter(one -> one.adapter().equals(adapter))
                .map(one -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("status", one.status());
                    shown.put("reason", one.reason());
                    return Answer.json(200, shown);
                })
                .orElseGet(() -> Answer.problem(404, "not-found", "there is no such installation"));
    }

    private URI server(HttpServletRequest request) {
        return OwnAddress.of(settings, request);
    }
}
