package io.polyclerk.server.api.billing;

import io.polyclerk.server.api.billing.BillingClaimsResource.CreditView;
import io.polyclerk.server.api.billing.BillingViews.AccountView;
import io.polyclerk.server.api.billing.BillingViews.InvoiceView;
import io.polyclerk.server.api.billing.BillingViews.TodayView;
import io.polyclerk.server.billing.BillDocument;
import io.polyclerk.server.billing.BillingDesk;
import io.polyclerk.server.billing.BillingDesk.Standing;
import io.polyclerk.server.exchange.JsonLines;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.billing.BillingClaims;
import io.polyclerk.server.persistence.billing.Invoices;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what the API tells of bills into files, as it tells it. */
public final class ToldBills {

    private final Database database;
    private final BillingDesk desk;
    private final Clock clock;

    public ToldBills(Database database, BillingDesk desk, Clock clock) {
        this.database = database;
        this.desk = desk;
        this.clock = clock;
    }

    /** @param shops how many merchants there are, called {@code shop0} and so on */
    public void write(Path folder, int shops) throws IOException {
        Files.createDirectories(folder.resolve("bills"));
        try (OutputStream export = Files.newOutputStream(folder.resolve("export.jsonl"))) {
            JsonLines.write(new ArchiveExport(database), null, Instant.EPOCH, export);
        }
        for (int shop = 0; shop < shops; shop++) {
            String merchant = "shop" + shop;
            Files.writeString(folder.resolve("bills/" + merchant + ".json"), told(merchant));
        }
    }

    private String told(String merchant) {
        Standing standing = desk.standing(merchant);
        BillDocument today = BillDocument.of(desk.today(standing));
        List<InvoiceView> invoices = new Invoices(database)
                .invoices(merchant).stream().map(InvoiceView::of).toList();
        List<CreditView> credits = new BillingClaims(database)
                .credits(merchant).stream().map(CreditView::of).toList();
        return Json.write(Map.of(
                "account",
                AccountView.of(standing, Optional.empty(), Optional.empty(), "2027-10-01"),
                "today",
                TodayView.of(today, BigDecimal.ZERO, List.of(), Optional.empty()),
                "at",
                clock.instant(),
                "invoices",
                invoices,
                "credits",
                credits));
    }
}
