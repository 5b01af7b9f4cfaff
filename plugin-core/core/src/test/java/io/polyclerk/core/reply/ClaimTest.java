package io.polyclerk.core.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.language.LanguagePack;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.reply.Claim.Aspect;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final List<OrderAction> ACTIONS = List.of(
            new OrderAction.Cancel("1", "r"),
            new OrderAction.RequestReturn("1", List.of(), "r", null),
            new OrderAction.ChangeAddress("1", new Address(null, "a", null, "b", null, "c", null, null)),
            new OrderAction.RefundMoney("1", List.of(), Money.of("5", "EUR"), "r"));

    @Test
    void aSentenceCannotClaimAnAction() {
        assertThatThrownBy(() -> Phrase.of("action.cancel.done", Map.of("number", "1")))
                .hasMessageContaining("only a row of the ledger");
    }

    @Test
    void whatWasOnlyAskedCannotBeClaimed() {
        for (ActionState state : List.of(ActionState.PROPOSED, ActionState.DECLINED)) {
            assertThatThrownBy(() -> Claim.of(entry(ACTIONS.get(0), state)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Claim(entry(ACTIONS.get(0), ActionState.REFUSED), Aspect.MONEY_BACK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyADoneRowSaysDone() {
        for (OrderAction action : ACTIONS) {
            for (ActionState state : ActionState.values()) {
                if (state != ActionState.PROPOSED && state != ActionState.DECLINED) {
                    assertThat(Claim.of(entry(action, state)).key().endsWith(".done"))
                            .isEqualTo(state == ActionState.DONE);
                }
            }
        }
    }

    @Test
    void aRefundThatWasNotMadeSaysWhereTheMoneyIsAsTheCancellationBeforeItWasDone() {
        OrderAction refund = ACTIONS.get(3);
        assertThat(Claim.of(entry(refund, ActionState.REFUSED)).key()).isEqualTo("action.refund.refused");
        assertThat(Claim.of(entry(refund, ActionState.REJECTED)).key()).isEqualTo("action.refund.rejected");
        assertThat(Claim.of(entry(ACTIONS.get(0), ActionState.REFUSED)).key()).isEqualTo("action.refused");
    }

    @Test
    void everyClaimHasItsPhraseAndEveryPhraseItsClaim() {
        Set<String> keys = new TreeSet<>();
        for (OrderAction action : ACTIONS) {
            for (ActionState state : ActionState.values()) {
                if (state != ActionState.PROPOSED && state != ActionState.DECLINED) {
                    keys.add(Claim.of(entry(action, state)).key());
                }
            }
            keys.add(new Claim(entry(action, ActionState.DONE), Aspect.MONEY_BACK).key());
            keys.add(new Claim(entry(action, ActionState.DONE), Aspect.MONEY_HELD).key());
        }
        for (LanguagePack pack : new PackReader(ClaimTest.class.getClassLoader()).readAll()) {
            assertThat(pack.phrases().keySet().stream().filter(key -> key.startsWith(Claim.PREFIX)))
                    .as(pack.tag())
                    .containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    void noOtherCodeNamesAPhraseThatClaims() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (!source.endsWith("Claim.java") && Files.readString(source).contains("\"action.")) {
                    found.add(source.toString());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static LedgerEntry entry(OrderAction action, ActionState state) {
        Proposal proposal = new Proposal(
                ActionId.random(),
                new Proposal.Who(new ConversationId("c"), "demo", "s", "en"),
                new ConnectionId("shop"),
                "1001",
                "r1",
                action,
                Money.of("5", "EUR"),
                false,
                NOW,
                NOW);
        Outcome outcome = new Outcome(
                "r2", OrderStatus.CANCELLED, PaymentStatus.PAID, Money.of("5", "EUR"), Money.of("0", "EUR"));
        return new LedgerEntry(proposal, state, LedgerEntry.Progress.NONE, outcome, null);
    }
}
