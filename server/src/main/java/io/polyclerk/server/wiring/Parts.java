package io.polyclerk.server.wiring;

import io.polyclerk.core.turn.Perception;
import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.AdminToken;
import io.polyclerk.server.access.Passwords;
import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.AdapterLoader;
import io.polyclerk.server.adapters.Lender;
import io.polyclerk.server.adapters.ManifestReader;
import io.polyclerk.server.adapters.PartnerAdapters;
import io.polyclerk.server.api.RateLimits;
import io.polyclerk.server.connections.ChannelLooks;
import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.exchange.JsonLinesImport;
import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.media.MediaRetention;
import io.polyclerk.server.media.Pictures;
import io.polyclerk.server.metrics.KeptContacts;
import io.polyclerk.server.metrics.ServiceMetrics;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import io.polyclerk.server.persistence.accounts.SqlAccountStore;
import io.polyclerk.server.persistence.accounts.SqlIdentityStore;
import io.polyclerk.server.persistence.accounts.SqlTokenStore;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.archive.ArchiveImport;
import io.polyclerk.server.persistence.connections.SqlCache;
import io.polyclerk.server.persistence.connections.SqlConnectionStore;
import io.polyclerk.server.persistence.connections.SqlCredentialVault;
import io.polyclerk.server.persistence.conversations.ChatTranscript;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationChanges;
import io.polyclerk.server.persistence.conversations.ConversationSearch;
import io.polyclerk.server.persistence.conversations.MediaFiles;
import io.polyclerk.server.persistence.conversations.SqlMediaQueue;
import io.polyclerk.server.persistence.conversations.SqlSatisfaction;
import io.polyclerk.server.persistence.conversations.SqlTranslations;
import io.polyclerk.server.persistence.delivery.Nodes;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.desk.Desk;
import io.polyclerk.server.persistence.desk.DeskTalk;
import io.polyclerk.server.persistence.desk.Notes;
import io.polyclerk.server.persistence.desk.Presence;
import io.polyclerk.server.persistence.desk.SqlSuggestions;
import io.polyclerk.server.persistence.desk.TicketDesk;
import io.polyclerk.server.persistence.desk.TicketDossier;
import io.polyclerk.server.persistence.knowledge.OpenQuestions;
import io.polyclerk.server.persistence.knowledge.ReplayStore;
import io.polyclerk.server.persistence.knowledge.SqlLessonStore;
import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import io.polyclerk.server.persistence.orders.ActionDesk;
import io.polyclerk.server.persistence.orders.SqlPolicies;
import io.polyclerk.server.persistence.orders.SqlStoreInbox;
import io.polyclerk.server.persistence.proactive.SqlConsentStore;
import io.polyclerk.server.proactive.MerchantProactive;
import io.polyclerk.server.replay.Replays;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.server.setup.MerchantHours;
import io.polyclerk.server.setup.MerchantRollouts;
import io.polyclerk.server.setup.Setups;
import io.polyclerk.server.signin.ProvidersFile;
import io.polyclerk.server.signin.SignInProvider;
import io.polyclerk.server.signin.SignIns;
import io.polyclerk.server.telemetry.Telemetry;
import io.polyclerk.server.training.CatalogueSkus;
import io.polyclerk.server.training.LessonStore;
import io.polyclerk.server.training.School;
import io.polyclerk.server.translation.Translations;
import io.polyclerk.server.webhook.PollingLoop;
import io.polyclerk.server.webhook.WebhookIntake;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.message.ConnectionId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderResolver;

/** All parts of the server, put together in the order in which they need each other and closed in the opposite order. */
final class Parts implements AutoCloseable {

    /** In a minute; a whole shop may sit behind one address. */
    private static final int SIGN_INS_PER_LOGIN = 10;

    private static final int SIGN_INS_PER_ADDRESS = 60;

    final Clock clock = Clock.systemUTC();
    final Settings settings;
    final Telemetry telemetry;
    final Understanding understanding;
    final DataFolder data;
    final Database database;
    final Access access;
    final Accounts accounts;
    final SignIns signIns;
    final AdapterCatalog catalog;
    final PartnerAdapters partners;
    final OpenConnections open;
    final Lender lender;
    final Connections connections;
    final KeptMedia media;
    final Pictures pictures = new Pictures();
    final ShopKnowledge knowledge;
    final Senses senses;
    private final PluggedModel model;
    final CoreServices core;
    final WebhookIntake intake;
    final ConversationArchive archive;
    final ConversationSearch search;
    final Desk desk;
    final DeskTalk deskTalk;
    final Translations translations;
    final Notes notes;
    final TicketDesk tickets;
    final TicketDossier dossier;
    final WritingFirst first;
    final Noticing noticing;
    final OpenQuestions questions;
    final AuditLog audit;
    final ActionDesk actions;
    final SqlPolicies policies;
    final Presence presence;
    final ReplayStore replayStore;
    final Replays replays;
    final ConversationChanges changes;
    final ContactTable contactTable;
    final KeptContacts contacts;
    final ServiceMetrics metrics;
    final ArchiveExport export;
    final JsonLinesImport lines;
    final ChatTranscript transcript;
    final LessonStore lessons;
    final School school;
    private final MediaRetention retention;
    final MerchantSettings merchantSettings;
    final Setups setups;
    final MerchantRollouts rollouts;
    final MerchantHours hours;
    final SqlSuggestions suggestions;
    final ChannelLooks looks;
    final Installing installing;
    final Billings billing;
    final Mailing mailing;
    final MailDesk mailDesk;
    private final PollingLoop polling;
    private final Shopkeeping shops;

    Parts(Settings settings, Telemetry telemetry, Understanding understanding) {
        this.settings = settings;
        this.telemetry = telemetry;
        this.understanding = understanding;
        data = DataFolder.open(settings.path(Setting.DATA));
        database = Database.open(settings, data);
        SqlAccountStore people = new SqlAccountStore(database);
        access = new Access(AdminToken.of(settings, data), new SqlTokenStore(database), people, clock);
        accounts = new Accounts(
                people,
                new Passwords(),
                settings.duration(Setting.SESSION_IDLE),
                new RateLimits(SIGN_INS_PER_LOGIN)::allows,
                new RateLimits(SIGN_INS_PER_ADDRESS)::allows,
                clock);

        // Adapters are lent the REST client. It looks for its implementation once, and from here that can be seen.
        RestClientBuilderResolver.instance();
        AdapterLoader loader = new AdapterLoader(new ManifestReader(), Parts.class.getClassLoader());
        catalog = loader.load(adapterFolders(settings));
        partners = new PartnerAdapters(loader, catalog, data, settings.list(Setting.TRUSTED_SIGNERS), clock);
        partners.start();
        SecretBox secrets = SecretBox.in(data);
        SqlConnectionStore connectionStore = new SqlConnectionStore(database, secrets);
        merchantSettings = new MerchantSettings(database);
        setups = new Setups(merchantSettings, clock);
        rollouts = new MerchantRollouts(merchantSettings, clock);
        hours = new MerchantHours(merchantSettings, clock);
        MerchantProactive proactive = new MerchantProactive(merchantSettings, clock);
        suggestions = new SqlSuggestions(database);
        open = new OpenConnections(connectionStore, setups);
        lender = new Lender(
                Executors.newVirtualThreadPerTaskExecutor(),
                clock,
                id -> new SqlCache(database, id, clock),
                id -> new SqlCredentialVault(database, secrets, id, this::renewed, clock),
                data);
        connections = new Connections(catalog, connectionStore, open, lender, clock);
        looks = new ChannelLooks(catalog, open, lender);
        connections.openStored();
        FirstConnections.declare(connections, open, catalog, settings);

        media = new KeptMedia(new MediaFiles(database), mediaFolder(settings, data), secrets, open, clock);
        retention = new MediaRetention(media);
        lessons = new SqlLessonStore(database);
        school = new School(lessons, understanding.interpreter().trainer(), clock);
        understanding.interpreter().learnFrom(school);
        understanding.interpreter().learnCodes(new CatalogueSkus(open, clock));
        senses = new Senses(data, open, settings, database, clock);
        mailing = new Mailing(settings, database, secrets, telemetry, clock);
        Stores stores = Stores.on(database, settings.duration(Setting.TAKEOVER_SILENCE), mailing.store);
        billing = new Billings(settings, database, secrets, open, clock);
        knowledge = new ShopKnowledge(database, data, open, understanding.interpreter(), settings, telemetry, clock);
        shops = new Shopkeeping(database, open, settings, telemetry, clock);
        model = PluggedModel.of(settings, data, database, understanding, knowledge.retriever(), telemetry, clock);
        core = new CoreServices(
                stores,
                new CoreServices.Shops(open, shops.reading()),
                new MediaKeeping(
                        new SqlMediaQueue(database, settings.duration(Setting.MEDIA_KEEP)),
                        media.vault(),
                        settings.number(Setting.MEDIA_MAX_BYTES, 1),
                        settings.duration(Setting.MEDIA_WAIT),
                        file -> lender.uploadsOf(file.connection())
                                .remove(file.media().id())),
                new CoreServices.Phases(
                        billing.upkeep.within(rollouts),
                        suggestions,
                        new SqlSatisfaction(database),
                        hours,
                        new CoreServices.First(proactive, new SqlConsentStore(database))),
                understanding.interpreter(),
                knowledge.forBot(),
                new CoreServices.Outside(model.rung(), mailing::codes),
                new Perception(media, senses.speech(), senses.photos(), telemetry),
                telemetry,
                clock,
                settings.duration(Setting.BURST_QUIET),
                settings.duration(Setting.WISHES_KEPT),
                settings.number(Setting.WORKERS, 1));
        open.whenGoingOn(core::goOn);
        mailDesk = new MailDesk(mailing.store, core.phrasebook(), mailing.isOn(), clock);
        telemetry.gauge("conversations_waiting", core::backlog);
        archive = new ConversationArchive(database);
        search = new ConversationSearch(database);
        desk = new Desk(database);
        deskTalk = new DeskTalk(database);
        translations = new Translations(model.translator(), new SqlTranslations(database), clock);
        notes = new Notes(database);
        tickets = new TicketDesk(database);
        dossier = new TicketDossier(database);
        questions = new OpenQuestions(database);
        audit = new AuditLog(database);
        signIns = new SignIns(providers(settings), accounts, new SqlIdentityStore(database), audit, secrets, clock);
        actions = new ActionDesk(database);
        policies = new SqlPolicies(database);
        presence = new Presence(database);
        changes = new ConversationChanges(database);
        contactTable = new ContactTable(database);
        contacts = new KeptContacts(contactTable, new ServiceHistory(database));
        metrics = new ServiceMetrics(contacts);
        first = new WritingFirst(this, proactive);
        noticing = new Noticing(this, people, secrets);
        export = new ArchiveExport(database);
        lines = new JsonLinesImport(new ArchiveImport(database));
        transcript = new ChatTranscript(database);
        installing = new Installing(this, secrets);
        intake = new WebhookIntake(open, core.inbox(), new SqlStoreInbox(database), telemetry);
        replayStore = new ReplayStore(database);
        replays = new Replays(
                replayStore,
                core.adviser(),
                open,
                text -> understanding.redactor().redact(text).text(),
                clock);
        replays.start();
        Duration nodeLease = settings.duration(Setting.NODE_LEASE);
        if (database.isEmbedded()) {
            core.startAlone();
        } else {
            core.startAmong(new Nodes(database, clock, nodeLease));
        }
        knowledge.start();
        shops.start(core.returns(), new Leases(database, clock));
        billing.start();
        mailing.start();
        contacts.start();
        noticing.start();
        first.start();
        polling =
                new PollingLoop(open, core.inbox(), stores.inbox(), new Leases(database, clock), nodeLease, telemetry);
    }

    private Credential renewed(ConnectionId store, Credential known) {
        return installing.platforms.renewed(store, known);
    }

    private static List<SignInProvider> providers(Settings settings) {
        return settings.optional(Setting.SIGN_IN_PROVIDERS) == null
                ? List.of()
                : new ProvidersFile(System::getenv).read(settings.path(Setting.SIGN_IN_PROVIDERS));
    }

    private static Path mediaFolder(Settings settings, DataFolder data) {
        return settings.optional(Setting.MEDIA_FOLDER) == null
                ? data.root().resolve("kept")
                : settings.path(Setting.MEDIA_FOLDER);
    }

    private static List<Path> adapterFolders(Settings settings) {
        List<Path> folders = new ArrayList<>();
        String serverFolder = System.getProperty("server.config.dir");
        if (serverFolder != null) {
            folders.add(Path.of(serverFolder, "adapters"));
        }
        if (settings.optional(Setting.ADAPTERS) != null) {
            folders.add(settings.path(Setting.ADAPTERS));
        }
        return folders;
    }

    @Override
    public void close() {
        installing.close();
        first.close();
        noticing.close();
        contacts.close();
        mailing.close();
        billing.close();
        polling.close();
        shops.close();
        retention.close();
        replays.close();
        core.close();
        knowledge.close();
        senses.close();
        model.close();
        open.close();
        database.close();
        data.close();
    }
}
