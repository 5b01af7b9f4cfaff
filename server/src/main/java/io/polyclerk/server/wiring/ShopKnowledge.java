package io.polyclerk.server.wiring;

import io.polyclerk.ai.documents.DocumentReader;
import io.polyclerk.ai.graph.GraphSearch;
import io.polyclerk.ai.graph.LocalFactGraph;
import io.polyclerk.ai.retrieval.LocalRetriever;
import io.polyclerk.ai.retrieval.ShippedVectors;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.skill.Facts;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.knowledge.Documents;
import io.polyclerk.server.knowledge.PolicyFeed;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.knowledge.SqlLibrary;
import io.polyclerk.server.persistence.knowledge.SqlPacks;
import io.polyclerk.server.persistence.knowledge.SqlScripts;
import io.polyclerk.server.scripts.Scripts;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.nio.file.Path;
import java.time.Clock;

/** What shops have written, put together. Nothing is loaded before somebody asks. */
final class ShopKnowledge implements AutoCloseable {

    private final LocalRetriever local;
    private final PolicyFeed feed;
    private final SqlLibrary library;
    private final Documents documents;
    private final SqlPacks packs;
    private final LocalFactGraph graph;
    private final Scripts scripts;
    private final Counters counters;

    ShopKnowledge(
            Database database,
            DataFolder data,
            ConnectionRegistry connections,
            Interpreter interpreter,
            Settings settings,
            Counters counters,
            Clock clock) {
        this.counters = counters;
        library = new SqlLibrary(database);
        packs = new SqlPacks(database);
        graph = new LocalFactGraph(packs);
        scripts = new Scripts(new SqlScripts(database), library, clock);
        local = new LocalRetriever(data.root().resolve("knowledge"), library, new ShippedVectors(), clock);
        feed = new PolicyFeed(connections, library, local, settings.duration(Setting.KNOWLEDGE_REFRESH), clock);
        String serverFolder = System.getProperty("server.config.dir", ".");
        DocumentReader reader =
                new DocumentReader(Path.of(serverFolder, "reader") + "/*", settings.duration(Setting.DOCUMENT_TIME));
        documents = new Documents(data.folder("knowledge-incoming"), library, reader, interpreter, clock);
    }

    /** Reads what a stop or a crash has left unread, and loads beside it what shoppers will ask about. */
    void start() {
        documents.resume();
        Thread.ofPlatform()
                .name("knowledge-graph")
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .start(graph::prepare);
    }

    Documents documents() {
        return documents;
    }

    SqlLibrary library() {
        return library;
    }

    SqlPacks packs() {
        return packs;
    }

    Scripts scripts() {
        return scripts;
    }

    GraphSearch graphSearch() {
        return new GraphSearch(graph.graphs());
    }

    Retriever retriever() {
        return feed;
    }

    Knowledge forBot() {
        return new Knowledge(feed, new Facts(graph), counters);
    }

    @Override
    public void close() {
        documents.close();
        local.close();
    }
}
