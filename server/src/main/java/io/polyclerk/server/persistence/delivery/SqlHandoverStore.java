package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.HandoverStore;
import io.polyclerk.core.turn.WaitingLine;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.util.Optional;

/** Keeps what platforms were told about who answers, and knows who waits. */
public final class SqlHandoverStore implements HandoverStore, WaitingLine {

    private final Database database;

    public SqlHandoverStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Told> told(ConversationId conversation) {
        return database.read(session -> session.first(
                "select connection_id, chat_id, holder, told from conversation where id = ?",
                row -> {
                    String told = row.getString("told");
                    return new Told(
                            new ConversationKey(
                                    new ConnectionId(row.getString("connection_id")), row.getString("chat_id")),
                            Holder.valueOf(row.getString("holder")),
                            told == null ? null : Holder.valueOf(told));
                },
                conversation.value()));
    }

    @Override
    public void recordTold(ConversationId conversation, Holder holder) {
        database.write(session ->
                session.update("update conversation set told = ? where id = ?", holder.name(), conversation.value()));
    }

    @Override
    public int ahead(String merchant, ConversationId conversation) {
        return database.read(session -> session.first(
                        "select count(*) from conversation where merchant = ? and holder = ? and id <> ?",
                        row -> row.getInt(1),
                        merchant,
                        Holder.WAITING_FOR_AGENT.name(),
                        conversation.value()))
                .orElse(0);
    }
}
