package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import feign.Client;
import feign.Feign;
import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import feign.Retryer;
import feign.form.FormData;
import feign.form.FormEncoder;
import feign.http2client.Http2Client;
import feign.jackson.JacksonEncoder;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What is called of the Graph API. Bodies and errors are read by {@link WhatsAppApi}, as they belong together here. */
interface GraphRest {

    @RequestLine("GET /{number}?fields=display_phone_number")
    Response number(@Param("number") String number);

    @RequestLine("POST /{number}/messages")
    @Headers("Content-Type: application/json")
    Response messages(@Param("number") String number, JsonNode message);

    @RequestLine("POST /{number}/media")
    @Headers("Content-Type: multipart/form-data")
    Response upload(
            @Param("number") String number,
            @Param("messaging_product") String product,
            @Param("type") String type,
            @Param("file") FormData file);

    @RequestLine("GET /{account}/message_templates?fields=name,language,status&limit=500")
    Response templates(@Param("account") String account);

    @RequestLine("POST /{account}/message_templates")
    @Headers("Content-Type: application/json")
    Response newTemplate(@Param("account") String account, JsonNode template);

    @RequestLine("GET /{media}?phone_number_id={number}")
    Response media(@Param("media") String media, @Param("number") String number);

    /** The caller makes sure that the address is one that may see the token. */
    @RequestLine("GET")
    Response download(URI address);

    /** @param patience how long the beginning of an answer may take */
    static GraphRest open(HttpClient http, URI base, String token, Duration patience) {
        return Feign.builder()
                .client(unread(new Http2Client(http)))
                .options(options(http, patience))
                .encoder(new FormEncoder(new JacksonEncoder(new JsonMapper())))
                .requestInterceptor(request -> request.header("Authorization", "Bearer " + token))
                // By default a message would be sent five times.
                .retryer(Retryer.NEVER_RETRY)
                .target(GraphRest.class, base.toString());
    }

    /** Feign reads short bodies by itself and waits for them without end, unless it does not know that they are short. */
    private static Client unread(Client client) {
        return (request, options) -> {
            Response response = client.execute(request, options);
            return response.body() == null
                    ? response
                    : response.toBuilder()
                            .body(response.body().asInputStream(), null)
                            .build();
        };
    }

    /** Options under which the lent client is used as it is; with others, a second one would be made behind its back. */
    private static Request.Options options(HttpClient http, Duration patience) {
        long connect = http.connectTimeout().orElse(Duration.ofSeconds(10)).toMillis();
        return new Request.Options(connect, TimeUnit.MILLISECONDS, patience.toMillis(), TimeUnit.MILLISECONDS, false);
    }
}
