package io.polyclerk.server.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What is answered when no page and no resource took a request, or when one failed outside the API. */
public class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known ? known : 404;
        Problem problem = switch (status) {
            case 404 -> Problem.of(status, "not-found", "there is nothing at this address");
            case 405 -> Problem.of(status, "method-not-allowed", "this address takes other methods");
            default -> Problem.of(status, status < 500 ? "bad-request" : "internal", null);
        };
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.toJson());
    }
}
