package io.polyclerk.server.wiring;

import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.persistence.NoticeBoard;
import io.polyclerk.server.persistence.OpenQuestions;
import io.polyclerk.server.setup.MerchantHours;
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
    @Typed(MerchantHours.class)
    MerchantHours hours(Parts parts) {
        return parts.hours;
    }

    @Produces
    @Dependent
    OpenQuestions questions(Parts parts) {
        return parts.questions;
    }

    @Produces
    @Dependent
    NoticeBoard notices(Parts parts) {
        return parts.notices;
    }
}
