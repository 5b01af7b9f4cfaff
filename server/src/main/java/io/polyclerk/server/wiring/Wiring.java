package io.polyclerk.server.wiring;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.vision.Eyes;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.delivery.Waker;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.access.Access;
import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.Lender;
import io.polyclerk.server.adapters.PartnerAdapters;
import io.polyclerk.server.connections.ChannelLooks;
import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.door.PlatformDoor;
import io.polyclerk.server.exchange.JsonLinesImport;
import io.polyclerk.server.install.Apps;
import io.polyclerk.server.install.Arrivals;
import io.polyclerk.server.install.Disconnecting;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.OrderTalks;
import io.polyclerk.server.install.PrivacyDesk;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.media.Pictures;
import io.polyclerk.server.metrics.ServiceMetrics;
import io.polyclerk.server.persistence.ActionDesk;
import io.polyclerk.server.persistence.ArchiveExport;
import io.polyclerk.server.persistence.AuditLog;
import io.polyclerk.server.persistence.ChatTranscript;
import io.polyclerk.server.persistence.ConversationArchive;
import io.polyclerk.server.persistence.ConversationChanges;
import io.polyclerk.server.persistence.ConversationSearch;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Desk;
import io.polyclerk.server.persistence.Notes;
import io.polyclerk.server.persistence.Presence;
import io.polyclerk.server.persistence.ReplayStore;
import io.polyclerk.server.persistence.SqlPolicies;
import io.polyclerk.server.persistence.SqlSuggestions;
import io.polyclerk.server.persistence.TicketDesk;
import io.polyclerk.server.persistence.TicketDossier;
import io.polyclerk.server.replay.Replays;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.server.setup.MerchantRollouts;
import io.polyclerk.server.setup.Setups;
import io.polyclerk.server.telemetry.Telemetry;
import io.polyclerk.server.training.LessonStore;
import io.polyclerk.server.training.School;
import io.polyclerk.server.webhook.WebhookIntake;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Makes the parts when the application starts, closes them when it stops, and shows them to resources. */
@ApplicationScoped
public class Wiring {

    private static final System.Logger LOGGER = System.getLogger(Wiring.class.getName());

    private final MetricRegistry metrics;
    private @Nullable Parts parts;

    @Inject
    public Wiring(MetricRegistry metrics) {
        this.metrics = metrics;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        try {
            parts = started();
        } catch (RuntimeException unusable) {
            LOGGER.log(System.Logger.Level.ERROR, "the server cannot start: " + unusable.getMessage(), unusable);
            // A server without its application would look alive and serve nobody. Not from this thread: the server
            // waits for it while it stops.
            Thread.ofPlatform().name("halt").start(() -> System.exit(1));
            throw unusable;
        }
    }

    private Parts started() {
        Settings settings = Settings.ofProcess();
        return new Parts(settings, new Telemetry(metrics), Understanding.local(settings));
    }

    @PreDestroy
    void stop() {
        if (parts != null) {
            parts.close();
        }
    }

    private Parts parts() {
        if (parts == null) {
            throw new IllegalStateException("the server has not started");
        }
        return parts;
    }

    @Produces
    @Dependent
    @Typed(Parts.class)
    Parts all() {
        return parts();
    }

    @Produces
    @Dependent
    @Typed(KeptMedia.class)
    KeptMedia media() {
        return parts().media;
    }

    @Produces
    @Dependent
    @Typed(Pictures.class)
    Pictures pictures() {
        return parts().pictures;
    }

    @Produces
    @Dependent
    @Typed(LawKeeper.class)
    LawKeeper law() {
        return parts().core.law();
    }

    @Produces
    @Dependent
    Clock clock() {
        return parts().clock;
    }

    @Produces
    @Dependent
    Settings settings() {
        return parts().settings;
    }

    @Produces
    @Dependent
    Database database() {
        return parts().database;
    }

    @Produces
    @Dependent
    AdapterCatalog catalog() {
        return parts().catalog;
    }

    @Produces
    @Dependent
    OpenConnections open() {
        return parts().open;
    }

    @Produces
    @Dependent
    Connections connections() {
        return parts().connections;
    }

    @Produces
    @Dependent
    Access access() {
        return parts().access;
    }

    @Produces
    @Dependent
    @Typed(CoreServices.class)
    CoreServices core() {
        return parts().core;
    }

    @Produces
    @Dependent
    Waker waker() {
        return parts().core;
    }

    @Produces
    @Dependent
    WebhookIntake intake() {
        return parts().intake;
    }

    @Produces
    @Dependent
    ConversationArchive archive() {
        return parts().archive;
    }

    @Produces
    @Dependent
    ConversationSearch search() {
        return parts().search;
    }

    @Produces
    @Dependent
    Desk desk() {
        return parts().desk;
    }

    @Produces
    @Dependent
    Notes notes() {
        return parts().notes;
    }

    @Produces
    @Dependent
    TicketDesk tickets() {
        return parts().tickets;
    }

    @Produces
    @Dependent
    TicketDossier dossier() {
        return parts().dossier;
    }

    @Produces
    @Dependent
    AuditLog audit() {
        return parts().audit;
    }

    @Produces
    @Dependent
    ActionDesk actions() {
        return parts().actions;
    }

    @Produces
    @Dependent
    ConversationChanges changes() {
        return parts().changes;
    }

    @Produces
    @Dependent
    @Typed(SqlPolicies.class)
    SqlPolicies policies() {
        return parts().policies;
    }

    @Produces
    @Dependent
    ReplayStore replayStore() {
        return parts().replayStore;
    }

    @Produces
    @Dependent
    Replays replays() {
        return parts().replays;
    }

    @Produces
    @Dependent
    Presence presence() {
        return parts().presence;
    }

    @Produces
    @Dependent
    ServiceMetrics serviceMetrics() {
        return parts().metrics;
    }

    @Produces
    @Dependent
    ArchiveExport export() {
        return parts().export;
    }

    @Produces
    @Dependent
    JsonLinesImport lines() {
        return parts().lines;
    }

    @Produces
    @Dependent
    DataFolder data() {
        return parts().data;
    }

    @Produces
    @Dependent
    ChatTranscript transcript() {
        return parts().transcript;
    }

    @Produces
    @Dependent
    Lender lender() {
        return parts().lender;
    }

    @Produces
    @Dependent
    Interpreter interpreter() {
        return parts().understanding.interpreter();
    }

    @Produces
    @Dependent
    SpeechToText speech() {
        return parts().senses.speech();
    }

    @Produces
    @Dependent
    Eyes photos() {
        return parts().senses.photos();
    }

    @Produces
    @Dependent
    Redactor redactor() {
        return parts().understanding.redactor();
    }

    @Produces
    @Dependent
    Setups setups() {
        return parts().setups;
    }

    @Produces
    @Dependent
    @Typed(MerchantRollouts.class)
    MerchantRollouts rollouts() {
        return parts().rollouts;
    }

    @Produces
    @Dependent
    @Typed(SqlSuggestions.class)
    SqlSuggestions suggestions() {
        return parts().suggestions;
    }

    @Produces
    @Dependent
    ChannelLooks looks() {
        return parts().looks;
    }

    @Produces
    @Dependent
    School school() {
        return parts().school;
    }

    @Produces
    @Dependent
    LessonStore lessons() {
        return parts().lessons;
    }

    @Produces
    @Dependent
    Telemetry telemetry() {
        return parts().telemetry;
    }

    @Produces
    @Dependent
    Apps apps() {
        return parts().installing.apps;
    }

    @Produces
    @Dependent
    Installations installations() {
        return parts().installing.installations;
    }

    @Produces
    @Dependent
    Arrivals arrivals() {
        return parts().installing.arrivals;
    }

    @Produces
    @Dependent
    Disconnecting disconnecting() {
        return parts().installing.disconnecting;
    }

    @Produces
    @Dependent
    PrivacyDesk privacy() {
        return parts().installing.privacy;
    }

    @Produces
    @Dependent
    OrderTalks talks() {
        return parts().installing.talks;
    }

    @Produces
    @Dependent
    PlatformDoor platform() {
        return parts().installing.platform;
    }

    @Produces
    @Dependent
    PartnerAdapters partners() {
        return parts().partners;
    }

    @Produces
    @Dependent
    @Typed(Billings.class)
    Billings billing() {
        return parts().billing;
    }
}
