package io.polyclerk.tck;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the stubbed platform does with a request. */
public sealed interface PlatformAnswer {

    /** It answers. */
    record Answer(int status, Map<String, String> headers, byte[] body) implements PlatformAnswer {
        public Answer {
            headers = Map.copyOf(headers);
        }

        /** Error answers echo what they were sent, so a body is never printed. */
        @Override
        public String toString() {
            return "status " + status + ", " + body.length + " bytes";
        }
    }

    /** It takes the request and cuts the connection: nobody knows what has happened. */
    record Reset() implements PlatformAnswer {}

    /** The head of the answer comes, and only half of its body. */
    record Truncated(Answer whole) implements PlatformAnswer {}

    static Answer json(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** What a proxy or a maintenance page says in the platform's place. */
    static Answer html(int status) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html"),
                "<html><body>Back soon</body></html>".getBytes(StandardCharsets.UTF_8));
    }
}
