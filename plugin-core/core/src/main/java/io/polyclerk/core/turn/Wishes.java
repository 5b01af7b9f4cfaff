package io.polyclerk.core.turn;

import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.ArrayList;
import java.util.List;

/** Which of the things that a message may mean are answered, in order. */
final class Wishes {

    private static final int MOST = 3;

    private Wishes() {}

    /** @return none when nothing is meant with confidence */
    static List<Intent> of(Turn turn) {
        Interpretation interpretation = turn.interpretation();
        return ofOneMatter(interpretation.outOfScope() ? List.of() : confident(interpretation), turn);
    }

    /** What is meant with confidence. Small talk gives way to any real wish beside it. */
    private static List<Intent> confident(Interpretation interpretation) {
        List<Intent> confident = interpretation.intents().stream()
                .filter(scored -> scored.confidence() >= Understanding.CONFIDENT)
                .limit(interpretation.several() ? MOST : 1)
                .map(ScoredIntent::intent)
                .toList();
        List<Intent> wishes =
                confident.stream().filter(intent -> !intent.isSmallTalk()).toList();
        return wishes.isEmpty() ? confident : wishes;
    }

    /**
     * One ticket for one matter. A photo that shows a fault, or comes without any clear wish, is about something damaged or wrong; so is what
     * the shopper wants to have done about the thing on it. What arrived broken has arrived, so nobody asks where it is.
     */
    private static List<Intent> ofOneMatter(List<Intent> wanted, Turn turn) {
        boolean photo = turn.perceived().hasPhoto();
        boolean shown = photo
                && (turn.perceived()
                                .seen()
                                .filter(seen -> seen.fault().isFault())
                                .isPresent()
                        || wanted.stream().allMatch(intent -> intent.isSmallTalk() || intent == Intent.COMPLAINT));
        if (!shown && !wanted.contains(Intent.DAMAGED_OR_WRONG_ITEM)) {
            return wanted;
        }
        List<Intent> matters = new ArrayList<>(List.of(Intent.DAMAGED_OR_WRONG_ITEM));
        wanted.stream()
                .filter(intent -> !isPartOfDamage(intent) && !(photo && isAboutThePhoto(intent)))
                .forEach(matters::add);
        return matters;
    }

    private static boolean isPartOfDamage(Intent intent) {
        return intent == Intent.DAMAGED_OR_WRONG_ITEM || intent == Intent.TRACK_ORDER;
    }

    private static boolean isAboutThePhoto(Intent intent) {
        return intent.isSmallTalk()
                || intent == Intent.COMPLAINT
                || intent == Intent.RETURN_ITEM
                || intent == Intent.REFUND_STATUS;
    }
}
