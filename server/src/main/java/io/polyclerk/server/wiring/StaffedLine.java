package io.polyclerk.server.wiring;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.core.turn.WaitingLine;
import io.polyclerk.server.setup.MerchantHours;

/** The line of a shop whose humans have opening hours. */
record StaffedLine(WaitingLine line, MerchantHours kept) implements WaitingLine {

    @Override
    public int ahead(String merchant, ConversationId conversation) {
        return line.ahead(merchant, conversation);
    }

    @Override
    public OpeningHours hours(String merchant) {
        return kept.of(merchant);
    }
}
