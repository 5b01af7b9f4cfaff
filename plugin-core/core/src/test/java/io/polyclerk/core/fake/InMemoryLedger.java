package io.polyclerk.core.fake;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.LedgerEntry.Progress;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The ledger in memory, as strict as the real one. */
public final class InMemoryLedger implements ActionLedger {

    public final Map<ActionId, LedgerEntry> rows = new LinkedHashMap<>();

    /** All or nothing. @return whether every row was as expected */
    synchronized boolean apply(List<LedgerChange> changes) {
        Map<ActionId, LedgerEntry> before = new LinkedHashMap<>(rows);
        for (LedgerChange change : changes) {
            if (!apply(change)) {
                rows.clear();
                rows.putAll(before);
                return false;
            }
        }
        return true;
    }

    private boolean apply(LedgerChange change) {
        return switch (change) {
            case LedgerChange.Add add ->
                !(add.entry().state().blocksOrder() && isBlocked(add.entry()))
                        && rows.putIfAbsent(add.entry().id(), add.entry()) == null;
            case LedgerChange.Confirm confirm -> {
                LedgerEntry entry = rows.get(confirm.id());
                if (entry == null || entry.state() != ActionState.PROPOSED || isBlocked(entry)) {
                    yield false;
                }
                ActionState next = confirm.needsApproval() ? ActionState.AWAITING_APPROVAL : ActionState.CONFIRMED;
                Progress progress = new Progress(0, confirm.at(), null, null, false, null, null);
                rows.put(entry.id(), new LedgerEntry(entry.proposal(), next, progress, null, null));
                yield true;
            }
            case LedgerChange.Decline decline -> {
                LedgerEntry entry = rows.get(decline.id());
                if (entry == null || entry.state() != ActionState.PROPOSED) {
                    yield false;
                }
                rows.put(entry.id(), entry.as(ActionState.DECLINED));
                yield true;
            }
            case LedgerChange.Tell tell -> {
                LedgerEntry entry = rows.get(tell.id());
                if (entry == null || entry.state() != tell.state() || entry.told() == tell.state()) {
                    yield false;
                }
                rows.put(
                        entry.id(),
                        new LedgerEntry(
                                entry.proposal(), entry.state(), entry.progress(), entry.outcome(), tell.state()));
                yield true;
            }
        };
    }

    private boolean isBlocked(LedgerEntry wanted) {
        return rows.values().stream()
                .filter(row -> !row.id().equals(wanted.id()) && row.state().blocksOrder())
                .anyMatch(row -> isSameOrder(row, wanted));
    }

    private static boolean isSameOrder(LedgerEntry one, LedgerEntry other) {
        return one.proposal().store().equals(other.proposal().store())
                && one.proposal().who().merchant().equals(other.proposal().who().merchant())
                && one.proposal()
                        .action()
                        .orderId()
                        .equals(other.proposal().action().orderId());
    }

    @Override
    public synchronized Optional<LedgerEntry> find(ActionId id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public synchronized List<LedgerEntry> open(ConversationId conversation) {
        return rows.values().stream()
                .filter(row -> row.proposal().who().conversation().equals(conversation))
                .filter(row -> row.state().isUnderway() || row.isToBeTold())
                .toList();
    }

    @Override
    public synchronized List<LedgerEntry> ofOrder(String merchant, ConnectionId store, String orderId) {
        List<LedgerEntry> found = new ArrayList<>(rows.values().stream()
                .filter(row -> row.proposal().who().merchant().equals(merchant)
                        && row.proposal().store().equals(store)
                        && row.proposal().action().orderId().equals(orderId))
                .toList());
        Collections.reverse(found);
        return found;
    }

    @Override
    public synchronized Usage usage(String merchant, ConversationId conversation, ActionKind kind, Instant since) {
        List<LedgerEntry> counted = rows.values().stream()
                .filter(row -> row.kind() == kind && row.progress().confirmedAt() != null)
                .filter(row ->
                        !Objects.requireNonNull(row.progress().confirmedAt()).isBefore(since))
                .filter(row -> row.state() != ActionState.REFUSED && row.state() != ActionState.REJECTED)
                .toList();
        int own = (int) counted.stream()
                .filter(row -> row.proposal().who().conversation().equals(conversation))
                .count();
        return new Usage(counted.size(), own);
    }

    @Override
    public synchronized boolean begin(LedgerEntry expected, Instant at, Instant leaseUntil) {
        LedgerEntry row = rows.get(expected.id());
        if (!isAsExpected(row, expected)
                || row.state() != ActionState.CONFIRMED && row.state() != ActionState.UNCERTAIN) {
            return false;
        }
        Progress progress = row.progress();
        rows.put(
                row.id(),
                new LedgerEntry(
                        row.proposal(),
                        ActionState.ATTEMPTED,
                        new Progress(
                                progress.attempts() + 1,
                                progress.confirmedAt(),
                                at,
                                leaseUntil,
                                progress.doubtful(),
                                progress.reason(),
                                progress.decidedBy()),
                        row.outcome(),
                        row.told()));
        return true;
    }

    @Override
    public synchronized boolean record(LedgerEntry expected, Finding finding) {
        LedgerEntry row = rows.get(expected.id());
        if (!isAsExpected(row, expected)) {
            return false;
        }
        Progress progress = row.progress();
        rows.put(
                row.id(),
                new LedgerEntry(
                        row.proposal(),
                        finding.state(),
                        new Progress(
                                progress.attempts(),
                                progress.confirmedAt(),
                                progress.attemptedAt(),
                                finding.dueAt(),
                                finding.doubtful(),
                                finding.reason(),
                                progress.decidedBy()),
                        finding.outcome(),
                        row.told()));
        return true;
    }

    private static boolean isAsExpected(LedgerEntry row, LedgerEntry expected) {
        return row != null
                && row.state() == expected.state()
                && row.progress().attempts() == expected.progress().attempts();
    }

    @Override
    public synchronized int releaseInterrupted(Instant now) {
        int released = 0;
        for (LedgerEntry row : List.copyOf(rows.values())) {
            if (row.state() == ActionState.ATTEMPTED) {
                Progress progress = row.progress();
                rows.put(
                        row.id(),
                        new LedgerEntry(
                                row.proposal(),
                                row.state(),
                                new Progress(
                                        progress.attempts(),
                                        progress.confirmedAt(),
                                        progress.attemptedAt(),
                                        now,
                                        progress.doubtful(),
                                        progress.reason(),
                                        progress.decidedBy()),
                                row.outcome(),
                                row.told()));
                released++;
            }
        }
        return released;
    }
}
