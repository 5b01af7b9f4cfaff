package io.polyclerk.server.api;

import io.polyclerk.server.pages.BrowserPage;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** What is answered when no page and no resource took a request, or when one failed outside the API: a page to people, a problem to programs. */
public class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Of which addresses only programs ask. */
    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/hooks/");

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known ? known : 404;
        if (BrowserPage.isWantedBy(request) && !isForPrograms(request)) {
            BrowserPage.lost(status).write(request, response);
            return;
        }
        problem(status, response);
    }

    static void problem(int status, HttpServletResponse response) throws IOException {
        Problem problem = switch (status) {
            case 404 -> Problem.of(status, "not-found", "there is nothing at this address");
            case 405 -> Problem.of(status, "method-not-allowed", "this address takes other methods");
            default -> Problem.of(status, status < 500 ? "bad-request" : "internal", null);
        };
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        byte[] body = problem.toJson();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String address
                && FOR_PROGRAMS.stream().anyMatch(address::startsWith);
    }
}
