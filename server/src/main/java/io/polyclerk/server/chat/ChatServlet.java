package io.polyclerk.server.chat;

import io.polyclerk.server.adapters.Lender;
import io.polyclerk.server.api.OpenStreams;
import io.polyclerk.server.api.Problem;
import io.polyclerk.server.api.RateLimits;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.pages.BrowserPage;
import io.polyclerk.server.persistence.conversations.ChatTranscript;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.MediaRef;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.tika.Tika;

/** {@code /chat/…}: the page for shoppers and what it reads and uploads. What it says goes to {@code /hooks/…} as on any channel. */
public class ChatServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOGGER = System.getLogger(ChatServlet.class.getName());
    private static final int LARGEST_UPLOAD = 10 * 1024 * 1024;
    private static final int UPLOADS_PER_MINUTE = 30;
    private static final int MOST_STREAMS = 5_000;
    private static final int UPLOADS_AT_ONCE = 6;
    private static final Set<String> TAKEN = Set.of(
            "image/jpeg",
            "image/png",
            "image/webp",
            "image/gif",
            "application/pdf",
            // Containers: what is in them is found out by whoever listens.
            "application/ogg",
            "application/x-matroska",
            "audio/ogg",
            "audio/vorbis",
            "audio/opus",
            "audio/webm",
            "video/webm",
            "audio/mpeg",
            "audio/mp4",
            "video/mp4",
            "audio/amr",
            "audio/vnd.wave",
            "audio/x-wav");

    private final transient OpenConnections connections;
    private final transient ChatTranscript transcript;
    private final transient Lender lender;
    private final transient KeptMedia media;
    private final transient Tika types = new Tika();
    private final transient RateLimits uploadRate = new RateLimits(UPLOADS_PER_MINUTE);
    private final transient Semaphore streams = new Semaphore(MOST_STREAMS);
    private final transient Semaphore uploading = new Semaphore(UPLOADS_AT_ONCE);
    private final transient OpenStreams open = new OpenStreams();

    @SuppressWarnings("NullAway.Init")
    private transient ChatFiles files;

    @Inject
    public ChatServlet(OpenConnections connections, ChatTranscript transcript, Lender lender, KeptMedia media) {
        this.connections = connections;
        this.transcript = transcript;
        this.lender = lender;
        this.media = media;
    }

    @Override
    public void init() throws ServletException {
        try {
            files = ChatFiles.of(getServletContext());
        } catch (IOException unreadable) {
            throw new ServletException(unreadable);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        List<String> parts = List.of(path.split("/", -1));
        String wanted = request.getMethod() + " " + (parts.size() > 1 ? parts.get(1) : "");
        if (parts.size() == 1 && files.find(path).isPresent()) {
            file(files.find(path).get(), request, response);
            return;
        }
        if (path.isEmpty() && BrowserPage.isWantedBy(request)) {
            lead(response, "/", request);
            return;
        }
        Optional<OpenConnection> chat = hosted(parts.get(0));
        if (chat.isEmpty()) {
            nothing(request, response, "there is no such chat");
            return;
        }
        switch (parts.size() + " " + wanted) {
            case "1 GET ", "1 HEAD " -> page(chat.get(), response);
            case "2 GET ", "2 HEAD " -> lead(response, "/chat/" + parts.get(0), request);
            case "2 GET events" -> events(chat.get(), request, response);
            case "2 POST uploads" -> upload(chat.get(), request, response);
            case "3 GET uploads" -> download(chat.get(), parts.get(2), request, response);
            default -> nothing(request, response, "there is nothing at this address");
        }
    }

    private static void nothing(HttpServletRequest request, HttpServletResponse response, String detail)
            throws IOException {
        if (BrowserPage.isWantedBy(request)) {
            BrowserPage.lost(HttpServletResponse.SC_NOT_FOUND).write(request, response);
            return;
        }
        refuse(response, Problem.of(404, "not-found", detail));
    }

    /** From an address with a slash too many, in which the page would not find its files. */
    private static void lead(HttpServletResponse response, String address, HttpServletRequest request) {
        String query = request.getQueryString();
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", query == null ? address : address + "?" + query);
    }

    private Optional<OpenConnection> hosted(String id) {
        return ConnectionId.isValid(id)
                ? connections
                        .find(new ConnectionId(id))
                        .filter(found -> found.loaded().manifest().hosted())
                : Optional.empty();
    }

    private static void file(ChatFiles.File file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("ETag", file.tag());
        response.setHeader("Cache-Control", "no-cache");
        // The button on a shop's own page reads its words from here.
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        if (file.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        write(response, file.type(), file.content());
    }

    private void page(OpenConnection chat, HttpServletResponse response) throws IOException {
        String origins = chat.connection().settings().getOrDefault("allowedOrigins", "");
        ContentPolicy.letFrame(response, origins);
        response.setHeader("Cache-Control", "no-cache");
        write(
                response,
                "text/html; charset=utf-8",
                files.page(chat.connection().settings().getOrDefault("title", "")));
    }

    private static void write(HttpServletResponse response, String type, byte[] content) throws IOException {
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private void events(OpenConnection chat, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<ChatSession> session = ChatSession.of(request.getHeader(ChatSession.HEADER));
        if (session.isEmpty()) {
            refuse(response, Problem.of(401, "unauthorized", "the header X-Chat-Session is missing or malformed"));
            return;
        }
        if (!streams.tryAcquire()) {
            response.setHeader("Retry-After", "10");
            refuse(response, Problem.of(503, "busy", "too many chats are open"));
            return;
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(0);
        ConnectionId connection = chat.connection().id();
        long last = sequenceOf(request.getHeader("Last-Event-ID"));
        open.hold(() -> {
            try {
                new ChatStream(transcript, connection, session.get().chatId(), last, response.getOutputStream())
                        .run(() -> connections.find(connection).isPresent());
            } catch (IOException gone) {
                LOGGER.log(System.Logger.Level.TRACE, "a page has gone", gone);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                LOGGER.log(System.Logger.Level.WARNING, "a chat's events end; its page will ask again", failure);
            } finally {
                streams.release();
                waiting.complete();
            }
        });
    }

    private static long sequenceOf(@org.jspecify.annotations.Nullable String header) {
        return header != null && header.matches("[0-9]{1,18}") ? Long.parseLong(header) : 0;
    }

    private void upload(OpenConnection chat, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<ChatSession> session = ChatSession.of(request.getHeader(ChatSession.HEADER));
        if (session.isEmpty()) {
            refuse(response, Problem.of(401, "unauthorized", "the header X-Chat-Session is missing or malformed"));
            return;
        }
        if (!uploadRate.allows(session.get().chatId()) || !uploading.tryAcquire()) {
            response.setHeader("Retry-After", "10");
            refuse(response, Problem.of(429, "too-many-requests", "too many files at once"));
            return;
        }
        try (InputStream body = request.getInputStream()) {
            byte[] content = request.getContentLengthLong() > LARGEST_UPLOAD
                    ? new byte[LARGEST_UPLOAD + 1]
                    : body.readNBytes(LARGEST_UPLOAD + 1);
            if (content.length == 0 || content.length > LARGEST_UPLOAD) {
                response.setHeader("Connection", "close");
                refuse(response, Problem.of(413, "too-large", "a file has 1 to " + LARGEST_UPLOAD + " bytes"));
            } else if (!TAKEN.contains(types.detect(content))) {
                refuse(response, Problem.of(415, "unsupported-type", "pictures, sound and PDF are taken"));
            } else {
                String id = session.get().newUpload();
                lender.uploadsOf(chat.connection().id()).keep(id, content);
                response.setStatus(201);
                write(
                        response,
                        "application/json",
                        ("{\"upload\":\"" + id + "\"}").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        } finally {
            uploading.release();
        }
    }

    private void download(OpenConnection chat, String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean mayRead = ChatSession.of(request.getHeader(ChatSession.HEADER))
                .filter(session -> session.made(id))
                .isPresent();
        if (!mayRead) {
            refuse(response, Problem.of(404, "not-found", "there is no such file"));
            return;
        }
        try (InputStream stream = opened(chat.connection().id(), id)) {
            byte[] content = stream.readAllBytes();
            response.setHeader("Content-Disposition", "attachment");
            response.setHeader("Cache-Control", "private, max-age=3600");
            write(response, types.detect(content), content);
        } catch (AdapterException missing) {
            refuse(response, Problem.of(404, "not-found", "there is no such file"));
        }
    }

    /** A file that was sent in a message has moved to where all files of shoppers are kept. */
    private InputStream opened(ConnectionId connection, String id) {
        try {
            return lender.uploadsOf(connection).open(id);
        } catch (AdapterException.Refused moved) {
            return media.open(connection, MediaRef.of(id));
        }
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.toJson());
    }

    @Override
    public void destroy() {
        open.close();
    }
}
