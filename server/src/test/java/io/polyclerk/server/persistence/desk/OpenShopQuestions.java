package io.polyclerk.server.persistence.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.retrieval.QuestionGroups;
import io.polyclerk.ai.retrieval.SentenceVectors;
import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.server.knowledge.KnowledgeGaps;
import io.polyclerk.server.knowledge.KnowledgeGaps.Gap;
import io.polyclerk.server.persistence.knowledge.OpenQuestions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Questions that the shop's texts did not answer, from the messages of a desk. */
final class OpenShopQuestions {

    private static final Interpretation UNCLEAR =
            read(List.of(new ScoredIntent(Intent.SHIPPING_POLICY, 0.2)), List.of());

    private final DeskBench bench;
    /** What the shop has written; a question that shares its first word with it is answered. */
    private final List<String> written = new ArrayList<>();

    private final KnowledgeGaps gaps;

    OpenShopQuestions(DeskBench bench) {
        this.bench = bench;
        this.gaps = new KnowledgeGaps(
                new OpenQuestions(bench.database),
                this::find,
                new QuestionGroups(SentenceVectors.NONE),
                new Redactor(new LocalInterpreter(false)));
    }

    private Retriever.Findings find(Retriever.Question question) {
        return written.stream()
                .filter(text -> question.text().contains(text.split(" ")[0]))
                .findFirst()
                .map(text -> new Retriever.Findings(
                        List.of(new Passage(
                                "d", 0, "", text, new Passage.Source("Answers", "en", null, Instant.EPOCH), 1, false)),
                        true))
                .orElse(Retriever.Findings.NOTHING);
    }

    private static Interpretation read(List<ScoredIntent> intents, List<FoundSlot> slots) {
        return new Interpretation("en", intents, false, slots, Emotion.NEUTRAL, false);
    }

    private void ask(String chat, String message, String text, Interpretation read) {
        bench.hear(chat, message, text);
        Pending pending = bench.stores.turns().pending(bench.id(chat)).orElseThrow();
        bench.stores
                .turns()
                .commit(new Result(
                        pending.conversation(),
                        DeskBench.sequences(pending),
                        read,
                        List.of(),
                        List.of(),
                        null,
                        DeskBench.NOW));
    }

    void areCountedTogetherWithoutPersonalDataAndClosedByAnAnswer() {
        ask("one", "m1", "is there parking behind your shop?", UNCLEAR);
        ask("two", "m2", "Parking behind the shop", UNCLEAR);
        ask("two", "m3", "is there parking behind your shop", UNCLEAR);
        ask("three", "m4", "do you sell guitars to ann.lee@mail.example", UNCLEAR);
        ask("three", "m5", "1001 🙂", UNCLEAR);
        ask("three", "m6", "where is the thing", read(List.of(new ScoredIntent(Intent.TRACK_ORDER, 0.9)), List.of()));
        ask(
                "three",
                "m7",
                "something about order number 1001",
                read(List.of(), List.of(new FoundSlot(Slot.ORDER_NUMBER, "1001", 0, 4))));

        List<Gap> open = gaps.of("demo", DeskBench.NOW.minusSeconds(60), null);
        assertThat(open).hasSize(2);
        Gap parking = open.get(0);
        assertThat(parking.times()).isEqualTo(3);
        assertThat(parking.question()).isEqualToIgnoringCase("is there parking behind your shop");
        assertThat(parking.ways()).containsExactly("Parking behind the shop");
        assertThat(parking.conversations())
                .extracting(KnowledgeGaps.Behind::conversation)
                .containsExactlyInAnyOrder(
                        bench.id("one").value(), bench.id("two").value());
        assertThat(parking.answer()).isNull();
        assertThat(open.get(1).question()).doesNotContain("ann.lee").contains("guitars");

        written.add("parking is free behind the shop");
        List<Gap> after = gaps.of("demo", DeskBench.NOW.minusSeconds(60), "en");
        assertThat(after).extracting(Gap::id).containsExactly(open.get(1).id(), parking.id());
        assertThat(after.get(1).answer())
                .isEqualTo(new KnowledgeGaps.Answer("Answers", "parking is free behind the shop"));
        assertThat(gaps.of("other", DeskBench.NOW.minusSeconds(60), null)).isEmpty();
        assertThat(gaps.of("demo", DeskBench.NOW.plusSeconds(1), null)).isEmpty();
    }
}
