package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An official account on the simulated platform, with a shopper who has just written. */
abstract class OpenAccount {

    static final String ANN = "o-ann";
    final Lent lent = new Lent();
    WeChatSimulator platform;
    AccountAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new WeChatSimulator();
        platform.shopperWrites(ANN);
        adapter = official();
    }

    @AfterEach
    void close() {
        adapter.close();
        platform.close();
    }

    final AccountAdapter official() {
        return (AccountAdapter)
                new WeChatProvider().open(Connections.officialAccount(platform.address(), true), lent.context());
    }

    final AccountAdapter mini() {
        return (AccountAdapter) new WeChatProvider().open(Connections.miniProgram(platform.address()), lent.context());
    }

    static OutboundMessage text(String key, String words) {
        return new OutboundMessage(Connections.chat(ANN), key, new Content.Text(words));
    }

    final Throwable failureOfSend() {
        return catchThrowable(() -> adapter.send(text("k", "hi")));
    }

    final void assertUnavailable(boolean mayHaveHappened) {
        assertThat(failureOfSend())
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isEqualTo(mayHaveHappened));
    }
}
