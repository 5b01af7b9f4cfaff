package io.polyclerk.server.launch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A process that the launcher takes for the server: it answers, and ends with the code that it is asked to end with. */
final class StandIn {

    private StandIn() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv("POLYCLERK_HTTP_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.createContext("/api/v1", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/end/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            Runtime.getRuntime().halt(Integer.parseInt(path.substring("/end/".length())));
        });
        server.start();
    }
}
