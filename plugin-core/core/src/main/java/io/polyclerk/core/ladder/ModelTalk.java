package io.polyclerk.core.ladder;

import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.ladder.AnswerModel.Call;
import io.polyclerk.core.ladder.AnswerModel.Said;
import io.polyclerk.core.ladder.AnswerModel.Tool;
import io.polyclerk.core.ladder.AnswerModel.Usage;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.core.understanding.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been said and found while a model is asked about one turn. Used by one thread. */
class ModelTalk {

    private static final int LONGEST_ARGUMENT = 100;

    /** What the model may put into a call, and the detail that it becomes. */
    private static final Map<String, Slot> ARGUMENTS =
            Map.of("order_number", Slot.ORDER_NUMBER, "product", Slot.PRODUCT);

    final Turn turn;
    final Instant began;
    final List<Said> said = new ArrayList<>();
    final List<Passage> passages = new ArrayList<>();
    final List<Tool> tools = new ArrayList<>();
    /** Texts that the model's words may take numbers, links and claims from. */
    final List<String> sources = new ArrayList<>();

    final Map<String, String> marks = new LinkedHashMap<>();
    final List<SkillResult> results = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    int requests;
    Usage usage = Usage.NONE;

    ModelTalk(Turn turn, Instant began) {
        this.turn = turn;
        this.began = began;
    }

    final AnswerModel.Prompt prompt() {
        return new AnswerModel.Prompt(turn.conversation().language(), said, passages, tools);
    }

    /** The same call a second time brings nothing new. */
    final boolean isNew(Call call) {
        return used.add(call.tool() + call.arguments());
    }

    /**
     * The turn as if the shopper had said it so that the local rungs understand. What the shopper really wrote stays: a proof is only ever
     * taken from there.
     */
    final Turn turnFor(Intent intent, Call call) {
        Interpretation before = turn.interpretation();
        List<FoundSlot> slots = new ArrayList<>();
        ARGUMENTS.forEach((name, slot) -> {
            String value = TextMask.unmask(call.arguments().getOrDefault(name, ""), marks)
                    .strip();
            boolean mayBeNamed = slot != Slot.ORDER_NUMBER || wrote(value);
            if (!value.isEmpty() && value.length() <= LONGEST_ARGUMENT && mayBeNamed) {
                slots.add(new FoundSlot(slot, value, 0, 0));
            }
        });
        slots.addAll(before.slots());
        Interpretation meant = new Interpretation(
                before.language(), List.of(new ScoredIntent(intent, 1)), false, slots, before.emotion(), false);
        Turn next = turn.withMemory(
                results.isEmpty()
                        ? turn.memory()
                        : results.get(results.size() - 1).memory());
        return next.meaning(meant);
    }

    /** An order is named by the shopper: a number that only the model or a text of the shop has named opens nothing. */
    private boolean wrote(String number) {
        return said.stream()
                .anyMatch(one -> one instanceof Said.ByShopper shopper
                        && TextMask.unmask(shopper.text(), marks).contains(number));
    }

    final void took(Call call, SkillResult result, Phrasebook phrasebook, TextMask mask) {
        results.add(result);
        String words =
                phrasebook.render(turn.conversation().language(), result.reply().phrases());
        sources.add(words);
        said.add(new Said.ByTool(call, mask.mask(words, marks)));
    }
}
