package io.polyclerk.server.api;

import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.ApiToken;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.knowledge.SqlLibrary;
import io.polyclerk.server.persistence.orders.ActionDesk;
import io.polyclerk.spi.message.ConnectionId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** Says which merchant something belongs to. Thread-safe. */
@Dependent
public class Owners {

    private final ConversationArchive archive;
    private final OpenConnections connections;
    private final Access access;
    private final Accounts accounts;
    private final ActionDesk actions;
    private final SqlLibrary library;

    @Inject
    public Owners(
            ConversationArchive archive,
            OpenConnections connections,
            Access access,
            Accounts accounts,
            ActionDesk actions,
            SqlLibrary library) {
        this.archive = archive;
        this.connections = connections;
        this.access = access;
        this.accounts = accounts;
        this.actions = actions;
        this.library = library;
    }

    Optional<String> ofConversation(String id) {
        return archive.conversation(id).map(ConversationArchive.Summary::merchant);
    }

    Optional<String> ofTicket(String id) {
        return id.matches("[0-9]{1,18}")
                ? archive.ticket(Long.parseLong(id)).map(ConversationArchive.Ticket::merchant)
                : Optional.empty();
    }

    Optional<String> ofConnection(String id) {
        return ConnectionId.isValid(id)
                ? connections
                        .find(new ConnectionId(id))
                        .map(open -> open.connection().merchant())
                : Optional.empty();
    }

    Optional<String> ofAction(String id) {
        return actions.find(id).map(found -> found.entry().proposal().who().merchant());
    }

    Optional<String> ofDocument(String id) {
        return library.one(id).map(SqlLibrary.Entry::merchant);
    }

    Optional<String> ofAccount(String id) {
        return accounts.find(id).map(Account::merchant);
    }

    Optional<String> ofToken(String id) {
        return access.all().stream()
                .filter(token -> token.id().equals(id))
                .findFirst()
                .map(ApiToken::merchant);
    }
}
