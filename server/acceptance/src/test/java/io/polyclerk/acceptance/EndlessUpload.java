package io.polyclerk.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A request whose body is announced as chunks and never ends, written to a socket since no client of HTTP would go on so long. */
final class EndlessUpload implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<Void> writing;

    /** @param headers lines, each with its end */
    EndlessUpload(URI address, String headers) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String head = "POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n" + headers + "\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        writing = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> write(out));
    }

    private void write(OutputStream out) {
        byte[] chunk =
                (Integer.toHexString(CHUNK) + "\r\n" + "{".repeat(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            while (true) {
                out.write(chunk);
                sent.addAndGet(CHUNK);
            }
        } catch (IOException nobodyReadsAnyMore) {
            writing.complete(null);
        }
    }

    /** What the server has answered when it has closed the connection. */
    String answer() throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (java.net.SocketException reset) {
            // What lay unread on the server's side has turned the end of the connection into a reset.
        }
        return answer.toString();
    }

    /** How many bytes of the body were taken from this side, waiting until no more are. */
    long taken() throws Exception {
        writing.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        return sent.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
