package io.polyclerk.server.wiring;

import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.notices.NoticeChoices;
import io.polyclerk.server.notices.Notices;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.desk.Desk;
import io.polyclerk.server.persistence.desk.DeskTalk;
import io.polyclerk.server.persistence.desk.Notes;
import io.polyclerk.server.persistence.desk.Presence;
import io.polyclerk.server.persistence.desk.SqlSuggestions;
import io.polyclerk.server.persistence.desk.TicketDesk;
import io.polyclerk.server.persistence.desk.TicketDossier;
import io.polyclerk.server.persistence.knowledge.OpenQuestions;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.orders.ActionDesk;
import io.polyclerk.server.persistence.orders.SqlPolicies;
import io.polyclerk.server.push.PushDesk;
import io.polyclerk.server.setup.MerchantHours;
import io.polyclerk.server.signin.SignIns;
import io.polyclerk.server.translation.Translations;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows to resources what people at the desk work with. */
@Dependent
public class DeskShown {

    @Produces
    @Typed(Accounts.class)
    Accounts accounts(Parts parts) {
        return parts.accounts;
    }

    @Produces
    SignIns signIns(Parts parts) {
        return parts.signIns;
    }

    @Produces
    @Typed(MerchantHours.class)
    MerchantHours hours(Parts parts) {
        return parts.hours;
    }

    @Produces
    DeskTalk deskTalk(Parts parts) {
        return parts.deskTalk;
    }

    @Produces
    Translations translations(Parts parts) {
        return parts.translations;
    }

    @Produces
    OpenQuestions questions(Parts parts) {
        return parts.questions;
    }

    @Produces
    ContactTable contacts(Parts parts) {
        return parts.contactTable;
    }

    @Produces
    MailDesk mail(Parts parts) {
        return parts.mailDesk;
    }

    @Produces
    Notices notices(Parts parts) {
        return parts.noticing.notices;
    }

    @Produces
    @Typed(PushDesk.class)
    PushDesk push(Parts parts) {
        return parts.noticing.push;
    }

    @Produces
    NoticeChoices noticeChoices(Parts parts) {
        return parts.noticing.choices;
    }

    @Produces
    Desk desk(Parts parts) {
        return parts.desk;
    }

    @Produces
    Notes notes(Parts parts) {
        return parts.notes;
    }

    @Produces
    TicketDesk tickets(Parts parts) {
        return parts.tickets;
    }

    @Produces
    TicketDossier dossier(Parts parts) {
        return parts.dossier;
    }

    @Produces
    AuditLog audit(Parts parts) {
        return parts.audit;
    }

    @Produces
    ActionDesk actions(Parts parts) {
        return parts.actions;
    }

    @Produces
    @Typed(SqlPolicies.class)
    SqlPolicies policies(Parts parts) {
        return parts.policies;
    }

    @Produces
    Presence presence(Parts parts) {
        return parts.presence;
    }

    @Produces
    @Typed(SqlSuggestions.class)
    SqlSuggestions suggestions(Parts parts) {
        return parts.suggestions;
    }
}
