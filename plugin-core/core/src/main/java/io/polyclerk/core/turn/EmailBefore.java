package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.identity.OfferedEmail;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Slot;
import java.util.List;

/** Keeps that an e-mail address was written before any order was named, so that it need not be written twice. */
final class EmailBefore {

    private EmailBefore() {}

    /** @param after what the turn left; whoever names several addresses has offered none */
    static Memory kept(Turn turn, Memory after) {
        List<String> written =
                turn.interpretation().all(Slot.EMAIL).stream().distinct().toList();
        boolean isNamed = after.orderNumber() != null
                || turn.interpretation().slot(Slot.ORDER_NUMBER).isPresent();
        return isNamed || written.size() != 1
                ? after
                : after.offeringEmail(OfferedEmail.of(turn.sender().id(), written.get(0), turn.now()));
    }
}
