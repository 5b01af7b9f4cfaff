package io.polyclerk.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on a bad day: it says what the test wants it to say, or hangs up. */
final class ScriptedSmtp implements AutoCloseable {

    static final String HANG_UP = "";

    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    final Map<String, String> answers = new ConcurrentHashMap<>();
    final List<String> heard = new CopyOnWriteArrayList<>();

    ScriptedSmtp() throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    try (Socket caller = door.accept()) {
                        talk(caller);
                    }
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    private void talk(Socket caller) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        Writer out = new OutputStreamWriter(caller.getOutputStream(), StandardCharsets.UTF_8);
        say(out, "220 here");
        String line = in.readLine();
        while (line != null) {
            heard.add(line);
            String verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
            String answer = answers.getOrDefault(verb, verb.equals("DATA") ? "354 go on" : "250 fine");
            if (answer.equals(HANG_UP)) {
                return;
            }
            say(out, answer);
            if (verb.equals("QUIT")) {
                return;
            }
            if (answer.startsWith("354")) {
                for (String words = in.readLine(); words != null && !words.equals("."); ) {
                    heard.add(words);
                    words = in.readLine();
                }
                String end = answers.getOrDefault(".", "250 taken");
                if (end.equals(HANG_UP)) {
                    return;
                }
                say(out, end);
            }
            line = in.readLine();
        }
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
