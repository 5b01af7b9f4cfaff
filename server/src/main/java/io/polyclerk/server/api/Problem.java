package io.polyclerk.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.polyclerk.server.connections.Violation;
import io.polyclerk.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param type address that stands for the code
 * @param detail for people; holds no secrets and no personal data
 * @param instance the request's id, also in the log
 * @param code stable name for programs
 * @param violations what is wrong with which field; null when the problem has no fields
 */
@Schema(
        name = "Problem",
        example = "{\"type\":\"urn:polyclerk:problem:invalid\",\"title\":\"Unprocessable Content\",\"status\":422,"
                + "\"detail\":\"settings.botToken: is missing\",\"instance\":\"urn:uuid:…\",\"code\":\"invalid\","
                + "\"violations\":[{\"field\":\"settings.botToken\",\"problem\":\"is missing\"}]}")
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        String code,
        @Nullable List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, String code, @Nullable String detail) {
        return of(status, code, detail, null);
    }

    static Problem of(int status, String code, @Nullable String detail, @Nullable List<Violation> violations) {
        return new Problem("urn:polyclerk:problem:" + code, titleOf(status), status, detail, null, code, violations);
    }

    Problem of(String requestId) {
        return new Problem(type, title, status, detail, "urn:uuid:" + requestId, code, violations);
    }

    /** As it goes over the wire. */
    public byte[] toJson() {
        try {
            return Json.API.writeValueAsBytes(this);
        } catch (JsonProcessingException bug) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String titleOf(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
