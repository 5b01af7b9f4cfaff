package io.polyclerk.server.wiring;

import io.polyclerk.ai.graph.GraphSearch;
import io.polyclerk.ai.retrieval.QuestionGroups;
import io.polyclerk.ai.retrieval.ShippedVectors;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.server.knowledge.Documents;
import io.polyclerk.server.knowledge.KnowledgeGaps;
import io.polyclerk.server.persistence.knowledge.SqlLibrary;
import io.polyclerk.server.persistence.knowledge.SqlPacks;
import io.polyclerk.server.scripts.Scripts;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Shows what the shop knows to resources. */
@Dependent
public class KnowledgeShown {

    @Produces
    Retriever retriever(Parts parts) {
        return parts.knowledge.retriever();
    }

    @Produces
    Documents documents(Parts parts) {
        return parts.knowledge.documents();
    }

    @Produces
    SqlLibrary library(Parts parts) {
        return parts.knowledge.library();
    }

    @Produces
    SqlPacks packs(Parts parts) {
        return parts.knowledge.packs();
    }

    @Produces
    KnowledgeGaps gaps(Parts parts) {
        return new KnowledgeGaps(
                parts.questions,
                parts.knowledge.retriever(),
                new QuestionGroups(new ShippedVectors()),
                parts.understanding.redactor());
    }

    @Produces
    Scripts scripts(Parts parts) {
        return parts.knowledge.scripts();
    }

    @Produces
    GraphSearch graphSearch(Parts parts) {
        return parts.knowledge.graphSearch();
    }
}
