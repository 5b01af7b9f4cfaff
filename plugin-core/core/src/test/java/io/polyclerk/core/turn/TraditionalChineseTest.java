package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.spi.message.Sender;
import org.junit.jupiter.api.Test;

class TraditionalChineseTest {

    private final Chat chat = new Chat();

    @Test
    void whoeverWritesTraditionalCharactersIsAnsweredInThem() {
        assertThat(chat.say("where is 訂單")).contains("請問訂單編號是多少");
        assertThat(chat.say("1001")).contains("為了保護您的資料").contains("1001");
    }

    @Test
    void whoeverWritesSimplifiedCharactersIsAnsweredInThem() {
        assertThat(chat.say("where is 订单")).contains("请问订单号是多少");
    }

    @Test
    void wordsThatBothScriptsShareLeaveTheScriptAsItWas() {
        chat.say("where is 訂單");
        assertThat(chat.say("取消")).contains("您是想問");
        assertThat(chat.say("where is 订单")).contains("订单号");
    }

    @Test
    void whatTheChannelSaysOfTheReaderCountsWhereTheWordsTellNothing() {
        chat.from(new Sender("chat-1", null, "zh-TW", null, null));
        assertThat(chat.say("where 取消")).contains("訂單編號");
    }
}
