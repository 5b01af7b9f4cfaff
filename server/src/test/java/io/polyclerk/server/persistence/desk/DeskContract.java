package io.polyclerk.server.persistence.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.OutboxStore.Waiting;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.identity.Level;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Ticket;
import io.polyclerk.server.persistence.conversations.ConversationArchive.TicketFilter;
import io.polyclerk.server.persistence.conversations.ConversationChanges;
import io.polyclerk.server.persistence.conversations.ConversationSearch;
import io.polyclerk.server.persistence.conversations.Conversations;
import io.polyclerk.server.persistence.conversations.SqlTranslations;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.server.persistence.desk.TicketDesk.Change;
import io.polyclerk.server.persistence.knowledge.ReplayStore;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.Content;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What agents can rely on, on every database. */
abstract class DeskContract extends DeskBench {

    @Test
    void aTakeoverMakesTheTurnThatRunsAtThatMomentWorthless() {
        hear("chat", "m1", "hi");
        Pending pending = stores.turns().pending(id("chat")).orElseThrow();
        assertThat(desk.takeOver(deed("ann", null))).isInstanceOf(DeskOutcome.Done.class);
        assertThatThrownBy(() -> commit(pending, "the bot speaks")).isInstanceOf(StaleConversation.class);
        assertThat(stores.outbox().next(id("chat"))).isEmpty();
        Pending again = stores.turns().pending(id("chat")).orElseThrow();
        assertThat(again.conversation().holder()).isEqualTo(Holder.AGENT);
    }

    @Test
    void whatAnAgentSaysWaitsToBeSentOnceAndTakesTheConversation() {
        hear("chat", "m1", "hi");
        for (int i = 0; i < 3; i++) {
            talk.speak(deed("ann", null), List.of(new Content.Text("hello")), "key-1");
        }
        Waiting waiting = stores.outbox().next(id("chat")).orElseThrow();
        assertThat(waiting.message().content()).isEqualTo(new Content.Text("hello"));
        assertThat(waiting.message().idempotencyKey()).matches("[0-9a-f]{32}");
        stores.outbox().recordAttempt(waiting.id(), NOW);
        stores.outbox().recordReceipt(waiting.id(), "p1", NOW);
        assertThat(stores.outbox().next(id("chat"))).isEmpty();
        assertThat(archive.messages(id("chat").value())).last().satisfies(line -> {
            assertThat(line.author()).isEqualTo(Author.AGENT);
            assertThat(line.agent()).isEqualTo("ann");
            assertThat(line.state()).isEqualTo(DeliveryState.SENT);
        });
        assertThat(archive.conversation(id("chat").value()).orElseThrow().holder())
                .isEqualTo(Holder.AGENT);
    }

    @Test
    void aLongAnswerInPartsKeepsItsOrder() {
        hear("chat", "m1", "hi");
        talk.speak(
                deed("ann", null),
                List.of(new Content.Text("one"), new Content.Text("two"), new Content.Text("three")),
                "key-1");
        for (String part : List.of("one", "two", "three")) {
            Waiting waiting = stores.outbox().next(id("chat")).orElseThrow();
            assertThat(waiting.message().content()).isEqualTo(new Content.Text(part));
            stores.outbox().recordReceipt(waiting.id(), "p-" + part, NOW);
        }
    }

    @Test
    void aConversationOfAnotherAgentIsTakenOnlyKnowingly() {
        hear("chat", "m1", "hi");
        desk.takeOver(deed("ann", null));
        assertThat(desk.takeOver(deed("bo", null))).isEqualTo(new DeskOutcome.HeldByOther("ann"));
        assertThat(talk.speak(deed("bo", null), List.of(new Content.Text("me too")), "k"))
                .isEqualTo(new DeskOutcome.HeldByOther("ann"));
        assertThat(desk.giveBack(deed("bo", null))).isEqualTo(new DeskOutcome.HeldByOther("ann"));
        long version = version();
        assertThat(desk.takeOver(deed("bo", version - 1))).isEqualTo(new DeskOutcome.Changed(version));
        assertThat(desk.takeOver(deed("bo", version)))
                .isEqualTo(new DeskOutcome.Done(new DeskOutcome.Held(Holder.AGENT, "bo", version + 1)));
    }

    @Test
    void takingTwiceIsLikeTakingOnce() {
        hear("chat", "m1", "hi");
        desk.takeOver(deed("ann", null));
        long version = version();
        desk.takeOver(deed("ann", null));
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void theBotForgetsWhatItHadAskedWhenItGetsTheConversationBack() {
        hear("chat", "m1", "hi");
        Pending pending = stores.turns().pending(id("chat")).orElseThrow();
        stores.turns()
                .commit(new Result(
                        pending.conversation()
                                .withHolder(Holder.WAITING_FOR_AGENT)
                                .withMemory(pending.conversation()
                                        .memory()
                                        .proven("shop/1", "s", Level.ORDER_PROOF, NOW)
                                        .angry(true)
                                        .asking(new OpenQuestion("track_order", OpenQuestion.Wanted.PROOF, 2))),
                        sequences(pending),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        NOW));
        assertThat(desk.giveBack(deed("ann", null))).isInstanceOf(DeskOutcome.Done.class);
        hear("chat", "m2", "hi again");
        var back = stores.turns().pending(id("chat")).orElseThrow().conversation();
        assertThat(back.holder()).isEqualTo(Holder.BOT);
        assertThat(back.memory().question()).isNull();
        assertThat(back.memory().mood().angryTurns()).isZero();
        assertThat(back.memory().trust().of("shop/1", "s")).isNotNull();
    }

    @Test
    void onlyAMessageThatFailedIsSentAgain() {
        hear("chat", "m1", "hi");
        talk.speak(deed("ann", null), List.of(new Content.Text("hello")), "k");
        Waiting waiting = stores.outbox().next(id("chat")).orElseThrow();
        assertThat(talk.sendAgain(deed("ann", null), waiting.id())).isInstanceOf(DeskOutcome.OutOfPlace.class);
        stores.outbox().recordAttempt(waiting.id(), NOW);
        stores.outbox().recordEnd(waiting.id(), DeliveryState.DEAD, "no way", NOW);
        assertThat(talk.sendAgain(deed("ann", null), waiting.id())).isInstanceOf(DeskOutcome.Done.class);
        Waiting again = stores.outbox().next(id("chat")).orElseThrow();
        assertThat(again.id()).isEqualTo(waiting.id());
        assertThat(again.attempts()).isZero();
    }

    @Test
    void whatIsNotThereCannotBeHeld() {
        Deed nowhere = new Deed(new ConversationId("none"), "ann", null, NOW);
        assertThat(desk.takeOver(nowhere)).isEqualTo(new DeskOutcome.Missing());
        assertThat(desk.giveBack(nowhere)).isEqualTo(new DeskOutcome.Missing());
        assertThat(talk.speak(nowhere, List.of(new Content.Text("x")), "k")).isEqualTo(new DeskOutcome.Missing());
        assertThat(new Notes(database).add(new ConversationId("none"), "ann", "x", NOW))
                .isEmpty();
    }

    @Test
    void everyDeedLeavesItsTraceWithoutTheWords() {
        hear("chat", "m1", "hi");
        desk.takeOver(deed("ann", null));
        talk.speak(deed("ann", null), List.of(new Content.Text("secret words")), "k");
        new Notes(database).add(id("chat"), "ann", "private thought", NOW);
        desk.giveBack(deed("ann", null));
        var entries = new AuditLog(database).entries(null, null, 50);
        assertThat(entries).extracting(AuditLog.Entry::action).containsExactly("return", "note", "reply", "takeover");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo("ann");
            assertThat(entry.subject()).isEqualTo("conversation " + id("chat"));
            assertThat(entry.toString()).doesNotContain("secret", "private");
        });
        assertThat(events()).containsExactly("takeover", "reply", "return");
        assertThat(new AuditLog(database).entries(entries.get(1).id(), null, 50))
                .hasSize(2);
    }

    @Test
    void anAgentOnThePlatformsOwnAppIsCountedToo() {
        hear("chat", "m1", "hi");
        accept(new ChannelEvent.AgentSpoke(key("chat"), "a1", List.of(new Content.Text("I am here")), NOW));
        assertThat(events()).containsExactly("reply_elsewhere");
    }

    @Test
    void notesAreReadInOrder() {
        hear("chat", "m1", "hi");
        Notes notes = new Notes(database);
        notes.add(id("chat"), "ann", "one", NOW);
        notes.add(id("chat"), "bo", "two", NOW);
        assertThat(notes.of(id("chat"))).extracting(Notes.Note::text).containsExactly("one", "two");
    }

    @Test
    void aTicketIsClosedAndOpenedAgainButNeverOnAnOldState() {
        Ticket ticket = ticket();
        TicketDesk tickets = new TicketDesk(database);
        var closed =
                tickets.change(new Change(ticket.id(), "ann", TicketState.CLOSED, null, "done", ticket.version(), NOW));
        assertThat(closed.ticket().orElseThrow().closedAt()).isEqualTo(NOW);
        assertThat(closed.ticket().orElseThrow().note()).isEqualTo("done");
        var late = tickets.change(new Change(ticket.id(), "bo", null, true, null, ticket.version(), NOW));
        assertThat(late.stale()).isTrue();
        assertThat(late.ticket().orElseThrow().urgent()).isFalse();
        var opened =
                tickets.change(new Change(ticket.id(), "bo", TicketState.OPEN, null, null, null, NOW.plusSeconds(60)));
        assertThat(opened.ticket().orElseThrow().closedAt()).isNull();
        assertThat(opened.ticket().orElseThrow().note()).isEqualTo("done");
        assertThat(events()).containsExactly("ticket_closed", "ticket_opened");
        assertThat(tickets.change(new Change(-1, "bo", null, true, null, null, NOW))
                        .ticket())
                .isEmpty();
    }

    @Test
    void ticketsAreFoundByStateAndUrgency() {
        ticket();
        assertThat(archive.tickets(new TicketFilter("demo", null, TicketState.OPEN, false, null, 10)))
                .hasSize(1);
        assertThat(archive.tickets(new TicketFilter("demo", null, TicketState.CLOSED, null, null, 10)))
                .isEmpty();
        assertThat(archive.tickets(new TicketFilter("other", null, null, null, null, 10)))
                .isEmpty();
    }

    @Test
    void conversationsAreFoundByWhatWasSaidAndListedPageByPage() {
        hear("a", "m1", "My parcel is 100% late");
        hear("b", "m2", "Wo ist mein Paket?");
        hear("c", "m3", "我的包裹在哪里");
        ConversationSearch search = new ConversationSearch(database);
        assertThat(found(search, "PARCEL")).containsExactly("a");
        assertThat(found(search, "100% l")).containsExactly("a");
        assertThat(found(search, "100_ l")).isEmpty();
        assertThat(found(search, "包裹")).containsExactly("c");
        assertThat(found(search, null)).hasSize(3);
        var first = search.find(new ConversationSearch.Filter(null, null, null, null, null, null, 2, null));
        var second = search.find(new ConversationSearch.Filter(
                null,
                null,
                null,
                null,
                null,
                null,
                2,
                first.get(1).conversation().id()));
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(second.get(0).conversation().id())
                .isNotIn(first.stream().map(one -> one.conversation().id()).toList());
        assertThat(first.get(0).last()).isNotNull();
    }

    @Test
    void aSuggestionIsSentOnceAsItStandsAndRemembered() {
        ConversationId id = arrived("m1", "hello");
        SqlSuggestions suggestions = new SqlSuggestions(database);
        suggestions.keep(id, suggestion("first"), NOW);
        suggestions.keep(id, suggestion("Which order is it?"), NOW);
        String newest = suggestions.find(id.value()).orElseThrow().id();
        Deed deed = new Deed(id, "ann", null, NOW);
        assertThat(talk.sendSuggestion(deed, newest)).isInstanceOf(DeskOutcome.Done.class);
        assertThat(talk.sendSuggestion(deed, newest)).isInstanceOf(DeskOutcome.Done.class);
        assertThat(archive.messages(id.value()).stream()
                        .filter(line -> line.author() == Author.AGENT)
                        .map(line -> line.contents().get(0)))
                .containsExactly(new Content.Text("Which order is it?"));
        assertThat(archive.conversation(id.value()).orElseThrow().agent()).isEqualTo("ann");
        assertThat(database.read(session -> Conversations.find(session, id))
                        .orElseThrow()
                        .memory()
                        .question())
                .isNotNull();
        assertThat(suggestions.find(id.value())).isEmpty();
    }

    @Test
    void aSuggestionThatIsNotTheNewestIsNotSent() {
        ConversationId id = arrived("m1", "hello");
        SqlSuggestions suggestions = new SqlSuggestions(database);
        suggestions.keep(id, suggestion("first"), NOW);
        String old = suggestions.find(id.value()).orElseThrow().id();
        suggestions.keep(id, suggestion("second"), NOW);
        assertThat(talk.sendSuggestion(new Deed(id, "ann", null, NOW), old)).isInstanceOf(DeskOutcome.OutOfPlace.class);
        assertThat(archive.messages(id.value())).hasSize(1);
    }

    @Test
    void whatAnAgentSaysTakesTheSuggestionAway() {
        ConversationId id = arrived("m1", "hello");
        SqlSuggestions suggestions = new SqlSuggestions(database);
        suggestions.keep(id, suggestion("first"), NOW);
        talk.speak(new Deed(id, "ann", null, NOW), List.of(new Content.Text("I look")), "k1");
        assertThat(suggestions.find(id.value())).isEmpty();
    }

    @Test
    void aConversationIsGivenToAColleagueByWhoHoldsItOnly() {
        ConversationId id = arrived("m1", "hello");
        desk.takeOver(new Deed(id, "ann", null, NOW));
        assertThat(desk.assign(new Deed(id, "ben", null, NOW), "ben")).isInstanceOf(DeskOutcome.HeldByOther.class);
        assertThat(desk.assign(new Deed(id, "ann", null, NOW), "ben")).isInstanceOf(DeskOutcome.Done.class);
        assertThat(archive.conversation(id.value()).orElseThrow().agent()).isEqualTo("ben");
    }

    @Test
    void agentsSeeWhoElseIsThereUntilTheyHaveLeft() {
        ConversationId id = arrived("m1", "hello");
        Presence presence = new Presence(database);
        assertThat(presence.renew(id, "ann", true, NOW)).isEmpty();
        assertThat(presence.renew(id, "ben", false, NOW)).containsExactly(new Presence.Present("ann", true));
        assertThat(presence.renew(id, "ann", false, NOW)).containsExactly(new Presence.Present("ben", false));
        assertThat(presence.renew(id, "ben", false, NOW.plusSeconds(60))).isEmpty();
        presence.leave(id, "ben");
        assertThat(presence.renew(id, "ann", false, NOW.plusSeconds(61))).isEmpty();
        assertThat(presence.renew(new ConversationId("none"), "ann", false, NOW))
                .isEmpty();
    }

    @Test
    void changesAreToldWithTheirMerchant() {
        ConversationId id = arrived("m1", "hello");
        assertThat(new ConversationChanges(database).since(NOW))
                .extracting(ConversationChanges.Change::conversation, ConversationChanges.Change::merchant)
                .contains(org.assertj.core.api.Assertions.tuple(id.value(), "demo"));
        assertThat(new ConversationChanges(database).since(NOW.plusSeconds(3600)))
                .isEmpty();
    }

    @Test
    void aMerchantsChoiceIsReplacedOnlyByWhoHasSeenIt() {
        MerchantSettings settings = new MerchantSettings(database);
        String merchant = "m" + System.nanoTime();
        assertThat(settings.put(merchant, "x", "1", null, NOW)).isTrue();
        assertThat(settings.put(merchant, "x", "2", 1L, NOW)).isTrue();
        assertThat(settings.put(merchant, "x", "3", 1L, NOW)).isFalse();
        assertThat(settings.find(merchant, "x").orElseThrow()).isEqualTo(new MerchantSettings.Stored("2", 2));
        assertThat(settings.find("other", "x")).isEmpty();
    }

    @Test
    void aReplayBelongsToItsMerchant() {
        ReplayStore replays = new ReplayStore(database);
        String id = java.util.UUID.randomUUID().toString();
        replays.add(id, "demo", "chats.csv", 7, NOW);
        assertThat(replays.progress(id, 3)).isTrue();
        assertThat(replays.find("other", id)).isEmpty();
        assertThat(replays.delete("other", id)).isFalse();
        replays.end(id, ReplayStore.State.DONE, 7, java.util.Map.of("chats", 7), null, NOW);
        assertThat(replays.find("demo", id).orElseThrow().result()).contains("7");
        assertThat(replays.progress(id, 4)).as("it has ended").isFalse();
        assertThat(replays.delete("demo", id)).isTrue();
    }

    @Test
    void questionsThatTheShopsTextsDoNotAnswerAreCountedAndClosed() {
        new OpenShopQuestions(this).areCountedTogetherWithoutPersonalDataAndClosedByAnAnswer();
    }

    @Test
    void aTranslationIsRememberedForTheWordsThatItIsOf() {
        hear("chat", "m1", "Wo ist 1001?");
        SqlTranslations translations = new SqlTranslations(database);
        long message = archive.messages(id("chat").value()).get(0).sequence();
        SqlTranslations.Kept english = new SqlTranslations.Kept("Where is 1001?", "a-model");
        translations.keep(message, "en", "Wo ist 1001?", english, NOW);
        translations.keep(message, "en", "Wo ist 1001?", english, NOW);
        assertThat(translations.find(message, "en", "Wo ist 1001?")).contains(english);
        assertThat(translations.find(message, "en", "Wo ist 1002?"))
                .as("other words")
                .isEmpty();
        assertThat(translations.find(message, "fr", "Wo ist 1001?")).isEmpty();
    }

    @Test
    void whatAShopperDeletesIsGoneInAllLanguages() {
        hear("chat", "m1", "Wo ist 1001?");
        SqlTranslations translations = new SqlTranslations(database);
        long message = archive.messages(id("chat").value()).get(0).sequence();
        SqlTranslations.Kept english = new SqlTranslations.Kept("Where is 1001?", "a-model");
        translations.keep(message, "en", "Wo ist 1001?", english, NOW);
        accept(new ChannelEvent.MessageDeleted(key("chat"), "m1", NOW));
        assertThat(translations.find(message, "en", "Wo ist 1001?")).isEmpty();
        translations.keep(message, "en", "Wo ist 1001?", english, NOW);
        assertThat(translations.find(message, "en", "Wo ist 1001?"))
                .as("a model was slower than the shopper")
                .isEmpty();
    }

    @Test
    void whatAnAgentWroteBeforeItWasTranslatedStandsBesideIt() {
        hear("chat", "m1", "hallo");
        talk.speak(
                deed("ann", null),
                List.of(new Content.Text("Sie geht morgen raus.")),
                "k",
                new DeskTalk.OwnWords("en", "It leaves tomorrow."));
        long message = archive.messages(id("chat").value()).get(1).sequence();
        assertThat(new SqlTranslations(database).find(message, "en", "Sie geht morgen raus."))
                .contains(new SqlTranslations.Kept("It leaves tomorrow.", ""));
    }
}
