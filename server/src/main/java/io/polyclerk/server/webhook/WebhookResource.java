package io.polyclerk.server.webhook;

import io.polyclerk.server.api.ContentTooLargeException;
import io.polyclerk.server.api.Problem;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookRequest;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * {@code GET|POST /hooks/{connectionId}}: everything that a platform sends. A servlet and not a REST method, because signatures are
 * computed over the untouched bytes, and because no thread of the server may be held while a commit is waited for.
 */
public class WebhookResource extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOGGER = System.getLogger(WebhookResource.class.getName());
    /** Memory for bodies that are being worked on, in units of one kilobyte. */
    private static final int KILOBYTES_AT_ONCE = 64 * 1024;

    private static final long ANSWER_WITHIN_MILLIS = 30_000;

    private final transient WebhookIntake intake;
    private final transient Clock clock;
    private final int maxBytes;
    private final transient ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final transient Semaphore memory = new Semaphore(KILOBYTES_AT_ONCE);

    @Inject
    public WebhookResource(WebhookIntake intake, Clock clock, Settings settings) {
        this.intake = intake;
        this.clock = clock;
        this.maxBytes = settings.number(Setting.HOOK_MAX_BYTES, 1);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("POST")) {
            response.setHeader("Allow", "GET, POST");
            refuse(response, Problem.of(405, "method-not-allowed", "a webhook is sent with GET or POST"));
            return;
        }
        long announced = request.getContentLengthLong();
        if (announced > maxBytes) {
            response.setHeader("Connection", "close");
            refuse(response, Problem.of(413, "too-large", "at most " + maxBytes + " bytes are taken"));
            return;
        }
        int kilobytes = (int) ((announced < 0 ? maxBytes : announced) / 1024) + 1;
        if (!memory.tryAcquire(kilobytes)) {
            response.setHeader("Retry-After", "1");
            refuse(response, Problem.of(503, "busy", "too much is being worked on; send it again"));
            return;
        }
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(ANSWER_WITHIN_MILLIS);
        threads.execute(() -> {
            try {
                answer(request, response);
            } finally {
                memory.release(kilobytes);
                waiting.complete();
            }
        });
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) {
        try {
            WebhookRequest webhook = Requests.of(request, body(request), clock.instant());
            String path = request.getPathInfo();
            write(response, intake.take(path == null ? "" : path.substring(1), webhook));
        } catch (ContentTooLargeException tooLarge) {
            response.setHeader("Connection", "close");
            refuse(response, Problem.of(413, "too-large", tooLarge.getMessage()));
        } catch (IOException gone) {
            LOGGER.log(System.Logger.Level.DEBUG, "a platform went away while it sent", gone);
        }
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        try (InputStream stream = request.getInputStream()) {
            byte[] body = stream.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new ContentTooLargeException(maxBytes);
            }
            return body;
        }
    }

    private static void write(HttpServletResponse response, WebhookAnswer answer) throws IOException {
        response.setStatus(answer.status());
        if (!answer.body().isEmpty()) {
            response.setContentType(answer.contentType());
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refuse(HttpServletResponse response, Problem problem) {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        try {
            response.getOutputStream().write(problem.toJson());
        } catch (IOException gone) {
            LOGGER.log(System.Logger.Level.DEBUG, "a platform went away before its answer", gone);
        }
    }

    @Override
    public void destroy() {
        threads.close();
    }
}
