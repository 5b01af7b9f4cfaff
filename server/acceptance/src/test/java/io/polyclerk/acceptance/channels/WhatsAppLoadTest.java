package io.polyclerk.acceptance.channels;

import static io.polyclerk.acceptance.channels.ChannelShop.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As many answers as may go out, for some seconds; the platform counts eighty a second in both directions. */
class WhatsAppLoadTest {

    private static final int SHOPPERS = 150;

    private final ChannelShop shop = ChannelShop.get();

    @Test
    void theRateOfTheNumberIsNeverHitWhenManyWriteAtOnce() {
        int refusals = shop.whatsapp.refusals.size();
        List<ShopperChat> chats = new ArrayList<>();
        for (int i = 0; i < SHOPPERS; i++) {
            ShopperChat chat = shop.whatsapp.chat();
            chats.add(chat);
            chat.says("How long can I return things?");
            Platform.pause(30);
        }
        chats.forEach(chat -> await("an answer", () -> !chat.shown().isEmpty()));
        assertThat(chats).allSatisfy(chat -> assertThat(chat.shown()).hasSize(1));
        assertThat(shop.whatsapp.refusals).hasSize(refusals);
    }
}
