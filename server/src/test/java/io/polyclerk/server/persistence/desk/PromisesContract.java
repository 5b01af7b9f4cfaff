package io.polyclerk.server.persistence.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.turn.PromiseStore;
import io.polyclerk.core.turn.PromiseStore.Promise;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.orders.SqlProductNews;
import io.polyclerk.server.persistence.orders.SqlStoreInbox;
import io.polyclerk.server.stores.ProductNews.News;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of promises while a store is away, and of what stores tell, on every database. */
abstract class PromisesContract {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final ConnectionId WEB = new ConnectionId("web");
    private static final ConnectionId SHOP = new ConnectionId("shop");

    private Database database;
    private Stores stores;
    private PromiseStore promises;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        database = open();
        stores = Stores.on(database);
        promises = stores.promises();
        empty();
    }

    @AfterEach
    void closeStores() {
        empty();
        database.close();
    }

    private void empty() {
        database.write(session -> {
            for (String table : List.of(
                    "shop_promise", "store_event", "message", "ticket_history", "ticket", "conversation", "event")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    private ConversationId promised(String chat, Intent intent, Instant at, boolean promised) {
        InboundMessage message = new InboundMessage(
                new ConversationKey(WEB, chat),
                chat + at + intent,
                Sender.of(chat),
                at,
                List.of(new Content.Text("where is it")));
        ConversationId id = stores.inbox()
                .accept(WEB, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, at)
                .awake()
                .get(0);
        Pending pending = stores.turns().pending(id).orElseThrow();
        TicketDraft ticket =
                new TicketDraft(intent.wireName(), "where is it", null, "en", true, TicketDraft.Case.NONE, promised);
        stores.turns()
                .commit(new Result(
                        pending.conversation(),
                        pending.messages().stream().map(Received::sequence).toList(),
                        null,
                        List.of(),
                        List.of(ticket),
                        null,
                        at));
        return id;
    }

    @Test
    void aPromiseIsDueAfterAWhileAndEndsOnce() {
        ConversationId waits = promised("a", Intent.TRACK_ORDER, NOW, true);
        promised("b", Intent.TRACK_ORDER, NOW, false);
        assertThat(promises.due(NOW, 10)).isEmpty();
        Instant later = NOW.plus(Duration.ofMinutes(1));
        assertThat(promises.due(later, 10)).containsExactly(new Promise(waits, "demo", Intent.TRACK_ORDER, NOW, 0));
        promises.end(waits);
        assertThat(promises.due(later, 10)).isEmpty();
    }

    @Test
    void aConversationThatAskedSeveralThingsHearsOnceOfTheLast() {
        ConversationId waits = promised("a", Intent.TRACK_ORDER, NOW, true);
        promised("a", Intent.PRODUCT_AVAILABILITY, NOW.plusSeconds(20), true);
        Instant later = NOW.plus(Duration.ofMinutes(1));
        assertThat(promises.due(later, 10))
                .containsExactly(new Promise(waits, "demo", Intent.PRODUCT_AVAILABILITY, NOW, 0));
    }

    @Test
    void whatIsPostponedWaitsAndThoseWhoWaitLongestComeFirst() {
        ConversationId late = promised("late", Intent.TRACK_ORDER, NOW.plusSeconds(10), true);
        ConversationId early = promised("early", Intent.TRACK_ORDER, NOW, true);
        Instant later = NOW.plus(Duration.ofMinutes(2));
        assertThat(promises.due(later, 10)).extracting(Promise::conversation).containsExactly(early, late);
        assertThat(promises.due(later, 1)).extracting(Promise::conversation).containsExactly(early);
        promises.postpone(early, later.plusSeconds(30));
        assertThat(promises.due(later, 10)).extracting(Promise::conversation).containsExactly(late);
        assertThat(promises.due(later.plusSeconds(31), 10))
                .contains(new Promise(early, "demo", Intent.TRACK_ORDER, NOW, 1));
    }

    @Test
    void newsIsWhatCameAfterTheMarkOfThisStore() {
        SqlProductNews news = new SqlProductNews(database);
        SqlStoreInbox inbox = new SqlStoreInbox(database);
        inbox.accept(SHOP, List.of(new StoreEvent.ProductChanged("e1", "13", NOW)));
        long mark = news.mark(SHOP);
        assertThat(news.since(SHOP, mark)).isEqualTo(new News(java.util.Set.of(), false));
        inbox.accept(SHOP, List.of(new StoreEvent.ProductChanged("e2", "14", NOW)));
        inbox.accept(SHOP, List.of(new StoreEvent.ProductChanged("e2", "14", NOW)));
        inbox.accept(SHOP, List.of(new StoreEvent.OrderChanged("e3", "99", NOW)));
        inbox.accept(WEB, List.of(new StoreEvent.ProductChanged("e4", "15", NOW)));
        assertThat(news.since(SHOP, mark)).isEqualTo(new News(java.util.Set.of("14"), false));
        for (int i = 0; i < 201; i++) {
            inbox.accept(SHOP, List.of(new StoreEvent.ProductChanged("many" + i, "1" + i, NOW)));
        }
        assertThat(news.since(SHOP, mark).many()).isTrue();
        assertThat(news.forget(NOW.plusSeconds(1))).isEqualTo(205);
        assertThat(news.mark(SHOP)).isZero();
    }
}
