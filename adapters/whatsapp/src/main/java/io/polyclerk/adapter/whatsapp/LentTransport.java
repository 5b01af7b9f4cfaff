package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Carries what the REST client wants to call over the HTTP client that the server lends, which knows the hosts that may be called, follows
 * no redirect and repeats nothing; a REST client's own would do as it likes. The answer comes back as the filter's, so no connection
 * is opened beside it. Thread-safe.
 */
final class LentTransport implements ClientRequestFilter {

    private final HttpClient http;
    private final String token;
    private final Duration patience;

    /** @param patience how long the beginning of an answer may take */
    LentTransport(HttpClient http, String token, Duration patience) {
        this.http = http;
        this.token = token;
        this.patience = patience;
    }

    @Override
    public void filter(ClientRequestContext call) throws IOException {
        HttpResponse<InputStream> answer = answered(request(call));
        Response.ResponseBuilder told = Response.status(answer.statusCode())
                .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .entity(answer.body());
        answer.headers()
                .firstValue(HttpHeaders.RETRY_AFTER)
                .ifPresent(seconds -> told.header(HttpHeaders.RETRY_AFTER, seconds));
        call.abortWith(told.build());
    }

    private static HttpRequest.Builder request(ClientRequestContext call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.getUri());
        return switch (call.getEntity()) {
            case null -> request.GET();
            case JsonNode json ->
                request.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                        .POST(BodyPublishers.ofString(json.toString()));
            case UploadForm form ->
                request.header(HttpHeaders.CONTENT_TYPE, form.contentType()).POST(form.publisher());
            case Object other -> throw new IllegalArgumentException("no body: " + other.getClass());
        };
    }

    /** The caller closes the body, and makes sure that the address is one that may see the token. */
    HttpResponse<InputStream> fetched(URI address) throws IOException {
        return answered(HttpRequest.newBuilder(address).GET());
    }

    private HttpResponse<InputStream> answered(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(
                    request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                            .timeout(patience)
                            .build(),
                    BodyHandlers.ofInputStream());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
