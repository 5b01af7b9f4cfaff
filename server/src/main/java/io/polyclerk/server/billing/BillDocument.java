package io.polyclerk.server.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.polyclerk.core.billing.Bill;
import io.polyclerk.core.billing.BillLine;
import io.polyclerk.core.billing.Meter;
import io.polyclerk.core.billing.UsageUnit;
import io.polyclerk.server.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A bill as it is kept and shown. Amounts are texts, so that no reader takes them for binary fractions.
 *
 * @param total sum of the lines; below zero when more is given back than used
 */
@Schema(name = "Bill")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BillDocument(Instant from, Instant to, String zone, String currency, String total, List<Line> lines) {

    /**
     * @param price of one unit; of the whole month for the base
     * @param quantity units; days for the base
     */
    @Schema(name = "BillLine")
    public record Line(
            String kind,
            String plan,
            @Nullable String meter,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            int quantity,
            String price,
            String amount,
            List<Unit> units) {}

    /** What was counted. @param id name it in a dispute @param turn event that it was counted for */
    @Schema(name = "BillUnit")
    public record Unit(String id, String conversation, String turn, Instant at) {}

    public static BillDocument of(Bill bill) {
        return new BillDocument(
                bill.period().from(),
                bill.period().to(),
                bill.period().zone().getId(),
                bill.currency().getCurrencyCode(),
                bill.total().amount().toPlainString(),
                bill.lines().stream().map(line -> line(line, bill.currency())).toList());
    }

    private static Line line(BillLine line, Currency currency) {
        Meter meter = line.meter();
        return new Line(
                line.kind().wireName(),
                line.plan(),
                meter == null ? null : meter.wireName(),
                line.from(),
                line.to(),
                line.quantity(),
                plain(line.price(), currency),
                plain(line.amount(), currency),
                line.units().stream().map(BillDocument::unit).toList());
    }

    private static String plain(BigDecimal amount, Currency currency) {
        return amount.setScale(Math.max(0, currency.getDefaultFractionDigits())).toPlainString();
    }

    private static Unit unit(UsageUnit unit) {
        return new Unit(
                unit.meter().name().toLowerCase(Locale.ROOT) + " " + unit.key(),
                unit.conversation(),
                unit.turn(),
                unit.at());
    }

    String toJson() {
        return Json.write(this);
    }

    /** As it was closed. */
    public static BillDocument ofJson(String stored) {
        return Json.read(stored, BillDocument.class);
    }
}
