package io.polyclerk.core.skill;

import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.ShopPolicy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Quotes what the shop has written on a question, else the whole policy, in the shopper's language where the shop has it. */
public final class PolicySkill implements Skill {

    private static final double SURE = 0.95;
    private static final double PLAINLY = 0.9;
    private static final double AS_NEAR = 0.25;

    private final Intent intent;
    private final ShopPolicy.Kind kind;
    private final Knowledge knowledge;

    public PolicySkill(Intent intent, ShopPolicy.Kind kind, Knowledge knowledge) {
        this.intent = intent;
        this.kind = kind;
        this.knowledge = knowledge;
    }

    @Override
    public Intent intent() {
        return intent;
    }

    @Override
    public SkillResult handle(Turn turn) {
        List<ShopPolicy> policies = turn.stores().stream()
                .flatMap(store -> store.adapter().policies().stream())
                .toList();
        // Asked for delivery, the nearest words may stand in the rules for returns: then the policy itself is the
        // answer.
        List<Phrase> answer = knowledge.answer(
                turn,
                passage -> policies.stream()
                        .noneMatch(policy -> policy.kind() != kind
                                && policy.title().equals(passage.source().title())));
        Optional<Passage> own = answer.isEmpty() ? Optional.empty() : ownRule(turn, policies);
        if (own.isPresent()) {
            answer = Knowledge.quote(own.get());
        }
        if (!answer.isEmpty()) {
            return new SkillResult(new Reply.Say(answer), turn.memory().asking(null));
        }
        Optional<ShopPolicy> policy = policies.stream()
                .filter(candidate -> candidate.kind() == kind)
                .min(Comparator.comparingInt(candidate ->
                        distance(candidate.language(), turn.conversation().language())));
        if (policy.isEmpty()) {
            return new SkillResult(
                    new Reply.Say(List.of(Phrase.of("policy.missing")), List.of(Offers.human())), turn.memory());
        }
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(
                new Phrase.Verbatim(policy.get().title() + "\n" + policy.get().text()));
        URI page = policy.get().page();
        if (page != null && page.isAbsolute()) {
            phrases.add(Phrase.of("source", Map.of("source", page.toString())));
        }
        return new SkillResult(new Reply.Say(phrases), turn.memory().asking(null));
    }

    /** "How long does delivery take?" stands near to anything that says how long something takes; the rule for it, as near, is the answer then. */
    private Optional<Passage> ownRule(Turn turn, List<ShopPolicy> policies) {
        boolean sure = turn.interpretation().intents().stream()
                .anyMatch(scored -> scored.intent() == intent && scored.confidence() >= SURE);
        List<Passage> found = sure ? knowledge.find(turn).passages() : List.of();
        return found.stream()
                .filter(passage -> found.get(0).score() < PLAINLY
                        && passage.score() >= found.get(0).score() - AS_NEAR)
                .filter(passage -> policies.stream()
                        .anyMatch(policy -> policy.kind() == kind
                                && policy.title().equals(passage.source().title())))
                .findFirst();
    }

    private static int distance(String offered, String wanted) {
        if (offered.equals(wanted)) {
            return 0;
        }
        if (general(offered).equals(general(wanted))) {
            return 1;
        }
        return general(offered).equals("en") ? 2 : 3;
    }

    private static String general(String tag) {
        int hyphen = tag.indexOf('-');
        return hyphen < 0 ? tag : tag.substring(0, hyphen);
    }
}
