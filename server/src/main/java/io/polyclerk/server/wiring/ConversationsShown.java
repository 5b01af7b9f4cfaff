package io.polyclerk.server.wiring;

import io.polyclerk.server.exchange.JsonLinesImport;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.media.Pictures;
import io.polyclerk.server.metrics.ServiceMetrics;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.conversations.ChatTranscript;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationChanges;
import io.polyclerk.server.persistence.conversations.ConversationSearch;
import io.polyclerk.server.persistence.knowledge.ReplayStore;
import io.polyclerk.server.replay.Replays;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows to resources what was said, what it came to, and what can be taken away of it. */
@Dependent
public class ConversationsShown {

    @Produces
    ConversationArchive archive(Parts parts) {
        return parts.archive;
    }

    @Produces
    ConversationSearch search(Parts parts) {
        return parts.search;
    }

    @Produces
    ConversationChanges changes(Parts parts) {
        return parts.changes;
    }

    @Produces
    ChatTranscript transcript(Parts parts) {
        return parts.transcript;
    }

    @Produces
    @Typed(KeptMedia.class)
    KeptMedia media(Parts parts) {
        return parts.media;
    }

    @Produces
    @Typed(Pictures.class)
    Pictures pictures(Parts parts) {
        return parts.pictures;
    }

    @Produces
    ReplayStore replayStore(Parts parts) {
        return parts.replayStore;
    }

    @Produces
    Replays replays(Parts parts) {
        return parts.replays;
    }

    @Produces
    ServiceMetrics serviceMetrics(Parts parts) {
        return parts.metrics;
    }

    @Produces
    ArchiveExport export(Parts parts) {
        return parts.export;
    }

    @Produces
    JsonLinesImport lines(Parts parts) {
        return parts.lines;
    }
}
