package io.polyclerk.server.wiring;

import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.notices.NoticeChoices;
import io.polyclerk.server.notices.Notices;
import io.polyclerk.server.persistence.ContactTable;
import io.polyclerk.server.persistence.DeskTalk;
import io.polyclerk.server.persistence.OpenQuestions;
import io.polyclerk.server.push.PushDesk;
import io.polyclerk.server.setup.MerchantHours;
import io.polyclerk.server.signin.SignIns;
import io.polyclerk.server.translation.Translations;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows to resources what people at the desk work with. */
@Dependent
public class DeskWiring {

    @Produces
    @Dependent
    @Typed(Accounts.class)
    Accounts accounts(Parts parts) {
        return parts.accounts;
    }

    @Produces
    @Dependent
    SignIns signIns(Parts parts) {
        return parts.signIns;
    }

    @Produces
    @Dependent
    @Typed(MerchantHours.class)
    MerchantHours hours(Parts parts) {
        return parts.hours;
    }

    @Produces
    @Dependent
    DeskTalk deskTalk(Parts parts) {
        return parts.deskTalk;
    }

    @Produces
    @Dependent
    Translations translations(Parts parts) {
        return parts.translations;
    }

    @Produces
    @Dependent
    OpenQuestions questions(Parts parts) {
        return parts.questions;
    }

    @Produces
    @Dependent
    ContactTable contacts(Parts parts) {
        return parts.contactTable;
    }

    @Produces
    @Dependent
    MailDesk mail(Parts parts) {
        return parts.mailDesk;
    }

    @Produces
    @Dependent
    Notices notices(Parts parts) {
        return parts.noticing.notices;
    }

    @Produces
    @Dependent
    @Typed(PushDesk.class)
    PushDesk push(Parts parts) {
        return parts.noticing.push;
    }

    @Produces
    @Dependent
    NoticeChoices noticeChoices(Parts parts) {
        return parts.noticing.choices;
    }
}
