package io.polyclerk.adapter.telegram;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A Bot API that answers what it is told to and keeps what it was asked. */
final class BotApiStub implements AutoCloseable {

    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile String answer =
            "{\"ok\":true,\"result\":{\"message_id\":7,\"date\":1,\"chat\":{\"id\":5,\"type\":\"private\"}}}";
    private final Queue<Answer> once = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private record Answer(int status, String body) {}

    BotApiStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(exchange.getRequestURI().getPath() + " " + body);
            if (status == 0) {
                exchange.close();
                return;
            }
            Answer next = once.poll();
            byte[] bytes = (next == null ? answer : next.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(next == null ? status : next.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Comes before what is answered else. */
    void answersOnce(int newStatus, String newAnswer) {
        once.add(new Answer(newStatus, newAnswer));
    }

    void answers(int newStatus, String newAnswer) {
        status = newStatus;
        answer = newAnswer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
