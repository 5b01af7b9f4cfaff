package io.polyclerk.server.door;

import io.polyclerk.server.api.Problem;
import io.polyclerk.server.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a caller is told. */
record Answer(int status, String contentType, byte[] body) {

    static Answer empty(int status) {
        return new Answer(status, "", new byte[0]);
    }

    static Answer json(int status, Object content) {
        return new Answer(status, "application/json", Json.write(content).getBytes(StandardCharsets.UTF_8));
    }

    static Answer problem(int status, String code, String detail) {
        return new Answer(
                status, Problem.MEDIA_TYPE, Problem.of(status, code, detail).toJson());
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (body.length > 0) {
            response.setContentType(contentType);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
