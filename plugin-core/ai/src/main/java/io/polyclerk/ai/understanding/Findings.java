package io.polyclerk.ai.understanding;

import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was found so far, and which places are taken. */
final class Findings {
    private final PlainText text;
    private final BitSet taken = new BitSet();
    private final List<FoundSlot> slots = new ArrayList<>();

    Findings(PlainText text) {
        this.text = text;
    }

    boolean isFree(int start, int end) {
        int next = taken.nextSetBit(start);
        return next < 0 || next >= end;
    }

    /** The end of what is free from start on, at most the given end. */
    int freeUntil(int start, int end) {
        int next = taken.nextSetBit(start);
        return next < 0 ? end : Math.max(start, Math.min(end, next));
    }

    void add(FoundSlot slot) {
        if (isFree(slot.start(), slot.end())) {
            taken.set(slot.start(), slot.end());
            slots.add(slot);
        }
    }

    void addAll(Pattern pattern, Slot slot, Function<Matcher, String> value) {
        Matcher matcher = pattern.matcher(text.plain());
        while (matcher.find()) {
            add(new FoundSlot(slot, value.apply(matcher), matcher.start(), matcher.end()));
        }
    }

    void claimAll(Pattern pattern) {
        Matcher matcher = pattern.matcher(text.plain());
        while (matcher.find()) {
            taken.set(matcher.start(), matcher.end());
        }
    }

    List<FoundSlot> inOrder() {
        return slots.stream().sorted(Comparator.comparingInt(FoundSlot::start)).toList();
    }
}
