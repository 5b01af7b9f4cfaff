package io.polyclerk.server.api;

import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.pages.BrowserPage;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /}: where somebody arrives who knows only where the server is. Programs are told that there is nothing for them. */
public class StartPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient OpenConnections connections;

    @Inject
    public StartPage(OpenConnections connections) {
        this.connections = connections;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (BrowserPage.isWantedBy(request)) {
            BrowserPage.start(onlyChat()).write(request, response);
            return;
        }
        ErrorPage.problem(404, response);
    }

    /** Where several shops share a server, nobody is told here which ones they are. */
    private @Nullable String onlyChat() {
        List<OpenConnection> chats = connections.all().stream()
                .filter(one -> one.loaded().manifest().hosted())
                .toList();
        return chats.size() == 1 ? "/chat/" + chats.get(0).connection().id().value() : null;
    }
}
