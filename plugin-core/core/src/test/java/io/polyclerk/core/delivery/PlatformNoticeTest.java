package io.polyclerk.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.HumanTakeover;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformNoticeTest {

    private static final ConversationId CONVERSATION = new ConversationId("c1");
    private static final ConversationKey KEY = new ConversationKey(new ConnectionId("wx"), "chat");

    private final Platform platform = new Platform();
    private final Kept store = new Kept();
    private final PlatformNotice notice =
            new PlatformNotice(store, platform, Clock.fixed(FakeStore.NOW, ZoneOffset.UTC));

    @Test
    void aPlatformIsToldOnceThatAHumanIsNeeded() {
        store.holder = Holder.WAITING_FOR_AGENT;
        assertThat(notice.tell(CONVERSATION)).isEmpty();
        assertThat(notice.tell(CONVERSATION)).isEmpty();
        store.holder = Holder.AGENT;
        notice.tell(CONVERSATION);
        assertThat(platform.calls).containsExactly("hand over");
    }

    @Test
    void aConversationIsTakenBackFromWhomeverTheBotHasItFrom() {
        notice.tell(CONVERSATION);
        assertThat(platform.calls).isEmpty();
        store.holder = Holder.AGENT;
        notice.tell(CONVERSATION);
        store.holder = Holder.BOT;
        notice.tell(CONVERSATION);
        assertThat(platform.calls).containsExactly("take back");
    }

    @Test
    void aPlatformThatIsDownIsToldLater() {
        store.holder = Holder.WAITING_FOR_AGENT;
        platform.failure = new AdapterException.Unavailable("down", false, null);
        assertThat(notice.tell(CONVERSATION)).contains(FakeStore.NOW.plusSeconds(10));
        platform.failure = null;
        assertThat(notice.tell(CONVERSATION)).isEmpty();
        assertThat(platform.calls).containsExactly("hand over");
    }

    @Test
    void aPlatformThatSaysNoIsNotAskedAgain() {
        store.holder = Holder.WAITING_FOR_AGENT;
        platform.failure = new AdapterException.Refused("no");
        assertThat(notice.tell(CONVERSATION)).isEmpty();
        platform.failure = null;
        notice.tell(CONVERSATION);
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void aMerchantWhosePeopleAnswerAtOurDeskHasNothingHandedOver() {
        platform.wanted = false;
        store.holder = Holder.WAITING_FOR_AGENT;
        assertThat(notice.tell(CONVERSATION)).isEmpty();
        assertThat(platform.calls).isEmpty();
    }

    private static final class Kept implements HandoverStore {
        private Holder holder = Holder.BOT;
        private Holder told;

        @Override
        public Optional<Told> told(ConversationId conversation) {
            return Optional.of(new Told(KEY, holder, told));
        }

        @Override
        public void recordTold(ConversationId conversation, Holder now) {
            told = now;
        }
    }

    private static final class Platform extends OneChannel implements HumanTakeover {
        private final List<String> calls = new ArrayList<>();
        private boolean wanted = true;
        private RuntimeException failure;

        private void call(String name) {
            if (failure != null) {
                throw failure;
            }
            calls.add(name);
        }

        @Override
        public boolean takeoverWanted() {
            return wanted;
        }

        @Override
        public void handOver(ConversationKey conversation) {
            call("hand over");
        }

        @Override
        public void takeBack(ConversationKey conversation) {
            call("take back");
        }
    }
}
