package io.polyclerk.server.launch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;

/**
 * Small questions of the launcher, answered by the exit code: 0 yes, 1 no. {@code free PORT…} asks whether ports can be bound,
 * {@code ready PORT PID} waits until a page of the application answers, as long as the process lives.
 */
public final class LaunchProbe {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private LaunchProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        boolean yes = switch (arguments[0]) {
            case "free" -> areFree(arguments);
            case "ready" -> isReady(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
            default -> false;
        };
        System.exit(yes ? 0 : 1);
    }

    private static boolean areFree(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            if (!isFree(Integer.parseInt(arguments[i]))) {
                return false;
            }
        }
        return true;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Otherwise connections that were closed a moment ago would look like a program that holds the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean isReady(int port, long process) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end) {
            if (answers(port)) {
                return true;
            }
            if (ProcessHandle.of(process).isEmpty()) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return false;
    }

    static boolean answers(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://localhost:" + port + "/api/v1").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }
}
