package io.polyclerk.server.knowledge;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.retrieval.QuestionGroups;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.server.persistence.knowledge.OpenQuestions;
import io.polyclerk.server.persistence.knowledge.OpenQuestions.Asked;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which questions the shop's texts did not answer. Nothing is kept: what was asked is in the messages, and whether it has an answer by now
 * is found by asking the texts as the bot does. Thread-safe.
 */
public final class KnowledgeGaps {

    /** Different questions of one language that are compared with each other; the most frequent count. */
    private static final int MOST_COMPARED = 300;

    private static final int MOST_SHOWN = 50;
    private static final int MOST_BEHIND = 20;
    private static final int ID_BYTES = 8;
    private static final int LONGEST = 300;

    private final OpenQuestions questions;
    private final Retriever retriever;
    private final QuestionGroups groups;
    private final Redactor redactor;

    /** A conversation in which it was asked. */
    public record Behind(String conversation, Instant at) {}

    /** What answers it by now. @param source title of the text */
    public record Answer(String source, String text) {}

    /**
     * A question that was asked in one or more ways.
     *
     * @param id the same for the same words
     * @param question the most frequent way, personal data masked
     * @param ways other ways in which it was asked, a few at most
     * @param times how often in all
     * @param conversations newest first, a handful at most
     * @param answer null while there is none
     */
    public record Gap(
            String id,
            String question,
            List<String> ways,
            String language,
            int times,
            Instant lastAt,
            List<Behind> conversations,
            @Nullable Answer answer) {}

    public KnowledgeGaps(OpenQuestions questions, Retriever retriever, QuestionGroups groups, Redactor redactor) {
        this.questions = questions;
        this.retriever = retriever;
        this.groups = groups;
        this.redactor = redactor;
    }

    /**
     * What is open first, the most frequent before the others; then what has found an answer.
     *
     * @param since what is older is not looked at
     * @param language only of this one; null for all
     */
    public List<Gap> of(String merchant, Instant since, @Nullable String language) {
        Map<String, Map<String, List<Asked>>> byLanguage = new TreeMap<>();
        for (Asked asked : questions.ofTheShop(merchant, since)) {
            if ((language == null || language.equals(asked.language()))
                    && QuestionGroups.saysSomething(asked.text(), asked.language())) {
                byLanguage
                        .computeIfAbsent(asked.language(), tag -> new LinkedHashMap<>())
                        .computeIfAbsent(OpenQuestions.key(asked.text()), key -> new ArrayList<>())
                        .add(asked);
            }
        }
        return byLanguage.entrySet().stream()
                .flatMap(one -> grouped(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingInt((Group group) -> -group.asked().size()))
                .limit(MOST_SHOWN)
                .map(group -> gap(merchant, group))
                .sorted(Comparator.comparing((Gap gap) -> gap.answer() != null))
                .toList();
    }

    /** @param ways the most frequent first @param asked all of them */
    private record Group(String language, List<String> ways, List<Asked> asked) {}

    private Stream<Group> grouped(String language, Map<String, List<Asked>> different) {
        List<List<Asked>> frequent = different.values().stream()
                .sorted(Comparator.comparingInt((List<Asked> same) -> -same.size()))
                .limit(MOST_COMPARED)
                .toList();
        List<String> texts = frequent.stream()
                .map(same -> masked(same.get(0).text(), language))
                .toList();
        return groups.of(texts, language).stream()
                .map(places -> new Group(
                        language,
                        places.stream().map(texts::get).toList(),
                        places.stream()
                                .flatMap(place -> frequent.get(place).stream())
                                .toList()));
    }

    private String masked(String text, String language) {
        String masked = redactor.redact(text, language).text();
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST);
    }

    private Gap gap(String merchant, Group group) {
        List<Asked> newest = group.asked().stream()
                .sorted(Comparator.comparing(Asked::at).reversed())
                .toList();
        Map<String, Behind> behind = new LinkedHashMap<>();
        newest.forEach(asked -> behind.putIfAbsent(asked.conversation(), new Behind(asked.conversation(), asked.at())));
        String question = group.ways().get(0);
        return new Gap(
                idOf(group.language(), question),
                question,
                group.ways().stream().skip(1).limit(3).toList(),
                group.language(),
                newest.size(),
                newest.get(0).at(),
                behind.values().stream().limit(MOST_BEHIND).toList(),
                answer(merchant, question, group.language()));
    }

    private @Nullable Answer answer(String merchant, String question, String language) {
        Findings findings = retriever.find(new Retriever.Question(merchant, question, language));
        if (!findings.known()) {
            return null;
        }
        Passage passage = findings.passages().get(0);
        return new Answer(passage.source().title(), passage.text());
    }

    private static String idOf(String language, String question) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((language + "\n" + OpenQuestions.key(question)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
