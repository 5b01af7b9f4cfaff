package io.polyclerk.server.api.desk;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.OpenStreams;
import io.polyclerk.server.api.Problem;
import io.polyclerk.server.json.Json;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /api/v1/events}: tells as server-sent events which conversations have changed; what has changed is then read as always. It
 * stands behind the same gate as the rest of the API.
 */
public class EventsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOGGER = System.getLogger(EventsServlet.class.getName());
    private static final int MOST = 1_000;
    private static final int SILENCE_SECONDS = 15;

    private final transient DeskEvents events;
    private final transient Semaphore places = new Semaphore(MOST);
    private final transient OpenStreams streams = new OpenStreams();

    @Inject
    public EventsServlet(DeskEvents events) {
        this.events = events;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getAttribute(ApiGate.CALLER) instanceof Caller caller)) {
            refuse(response, Problem.of(401, "unauthorized", "a token is needed"));
            return;
        }
        if (!places.tryAcquire()) {
            response.setHeader("Retry-After", "10");
            refuse(response, Problem.of(503, "busy", "too many listen already"));
            return;
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(0);
        OutputStream out = response.getOutputStream();
        streams.hold(() -> tell(caller, out, waiting));
    }

    private void tell(Caller caller, OutputStream out, AsyncContext waiting) {
        LinkedBlockingQueue<List<String>> news = new LinkedBlockingQueue<>();
        DeskEvents.Listener listener = new DeskEvents.Listener(caller, news::add);
        events.add(listener);
        try {
            write(out, "event: ready\ndata: {}\n\n");
            while (!Thread.currentThread().isInterrupted()) {
                List<String> first = news.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
                if (first == null) {
                    write(out, ": still here\n\n");
                    continue;
                }
                Set<String> ids = new LinkedHashSet<>(first);
                for (List<String> more = news.poll(); more != null; more = news.poll()) {
                    ids.addAll(more);
                }
                write(out, "event: changed\ndata: " + Json.write(Map.of("conversations", ids)) + "\n\n");
            }
        } catch (IOException gone) {
            LOGGER.log(System.Logger.Level.TRACE, "a console has gone", gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            events.remove(listener);
            places.release();
            waiting.complete();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.toJson());
    }

    @Override
    public void destroy() {
        streams.close();
    }
}
