package io.polyclerk.load.bills;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.bills.Pricing.Agreed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All bills of one merchant against what has to be on them. */
final class Ledger {

    private final String merchant;
    private final JsonNode told;
    private final List<Agreed> agreed;
    private final Map<String, Unit> counted = new HashMap<>();
    private final Set<String> billed = new TreeSet<>();
    private final Map<String, Long> given = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, BigDecimal> sums = new TreeMap<>();
    private int lines;
    private int late;

    /**
     * What was found.
     *
     * @param late units on a bill after that of their month, because clocks went wrong
     * @param sums of the bills, by currency
     * @param wrong what does not agree; empty when everything does
     */
    record Found(int bills, int lines, int units, int late, Map<String, BigDecimal> sums, List<String> wrong) {}

    /** @param told the merchant's account, invoices, credit notes and open bill, as the API tells them */
    Ledger(String merchant, JsonNode told, List<Unit> units) {
        this.merchant = merchant;
        this.told = told;
        this.agreed = Agreed.all(told.at("/account/agreed"));
        units.forEach(unit -> counted.put(unit.id(), unit));
        require(counted.size() == units.size(), "the count itself found a unit twice");
    }

    Found check() {
        List<JsonNode> invoices = new ArrayList<>();
        told.path("invoices").forEach(invoices::add);
        invoices.sort(Comparator.comparing(one -> Instant.parse(one.path("from").asText())));
        Instant begin = null;
        for (JsonNode invoice : invoices) {
            Instant from = Instant.parse(invoice.path("from").asText());
            require(begin == null || begin.equals(from), invoice.path("number").asText() + " leaves a gap");
            begin = Instant.parse(invoice.path("to").asText());
            long total = bill(
                    invoice,
                    invoice.path("number").asText(),
                    begin,
                    invoice.path("subtotal").asText());
            require(
                    coins(invoice, "total") == Math.max(0, total) - coins(invoice, "credited"),
                    invoice.path("number").asText() + " asks for another sum than its lines less the credit");
        }
        JsonNode open = told.at("/today/bill");
        require(begin == null || begin.equals(Instant.parse(open.path("from").asText())), "the open bill leaves a gap");
        bill(
                open,
                "the open bill",
                Instant.parse(told.path("at").asText()),
                open.path("total").asText());
        counted.keySet().stream()
                .filter(id -> !billed.contains(id))
                .forEach(id -> wrong.add(merchant + ": on no bill: " + id));
        credits(invoices);
        return new Found(invoices.size() + 1, lines, billed.size(), late, sums, wrong);
    }

    private long bill(JsonNode bill, String name, Instant until, String told) {
        Instant from = Instant.parse(bill.path("from").asText());
        Instant to = Instant.parse(bill.path("to").asText());
        ZoneId zone = ZoneId.of(bill.path("zone").asText());
        LocalDate last = LocalDate.ofInstant(to, zone);
        require(
                last.getDayOfMonth() == 1 && last.atStartOfDay(zone).toInstant().equals(to),
                name + " ends within a month");
        int digits = digits(bill);
        Pricing pricing = new Pricing(agreed, digits);
        pricing.base(from, to, zone, until);
        pricing.units(units(bill, name, from, to), given);
        Map<String, Set<String>> lines = pricing.told(bill.path("lines"));
        if (!lines.equals(pricing.lines)) {
            Map<String, Set<String>> missing = new TreeMap<>(pricing.lines);
            missing.entrySet().removeAll(lines.entrySet());
            Map<String, Set<String>> superfluous = new TreeMap<>(lines);
            superfluous.entrySet().removeAll(pricing.lines.entrySet());
            wrong.add(merchant + ": " + name + " lacks " + missing.keySet() + " and has " + superfluous.keySet());
        }
        BigDecimal total = BigDecimal.valueOf(pricing.total, digits);
        require(total.compareTo(new BigDecimal(told)) == 0, name + " says " + told + " where it is " + total);
        sums.merge(bill.path("currency").asText(), total, BigDecimal::add);
        given.putAll(pricing.prices);
        this.lines += lines.size();
        return pricing.total;
    }

    /** The units of a bill by our own count: each on one bill, and on none before its month has begun to be billed. */
    private List<Unit> units(JsonNode bill, String name, Instant from, Instant to) {
        List<Unit> units = new ArrayList<>();
        for (JsonNode line : bill.path("lines")) {
            for (JsonNode shown : line.path("units")) {
                String id = shown.path("id").asText();
                Unit unit = counted.get(id);
                require(billed.add(id), name + " has once more " + id);
                if (unit == null) {
                    wrong.add(merchant + ": " + name + " has what never was: " + id);
                } else {
                    units.add(unit);
                    require(unit.at().isBefore(to), name + " has before its time " + id);
                    late += unit.at().isBefore(from) ? 1 : 0;
                    require(
                            unit.conversation()
                                            .equals(shown.path("conversation").asText())
                                    && unit.place().equals(shown.path("turn").asText())
                                    && unit.at()
                                            .equals(Instant.parse(
                                                    shown.path("at").asText())),
                            name + " says of " + id + " what is not so");
                }
            }
        }
        return units;
    }

    /** What is given back was asked for, and no more than that. */
    private void credits(List<JsonNode> invoices) {
        BigDecimal notes = BigDecimal.ZERO;
        BigDecimal left = BigDecimal.ZERO;
        for (JsonNode credit : told.path("credits")) {
            notes = notes.add(new BigDecimal(credit.path("amount").asText()));
            left = left.add(new BigDecimal(credit.path("remaining").asText()));
        }
        BigDecimal used = BigDecimal.ZERO;
        for (JsonNode invoice : invoices) {
            used = used.add(new BigDecimal(invoice.path("credited").asText()));
            BigDecimal below = new BigDecimal(invoice.path("subtotal").asText()).min(BigDecimal.ZERO);
            BigDecimal noted = BigDecimal.ZERO;
            for (JsonNode credit : told.path("credits")) {
                if (credit.path("invoice").equals(invoice.path("number"))) {
                    noted = noted.add(new BigDecimal(credit.path("amount").asText()));
                }
            }
            require(
                    noted.compareTo(below.negate()) >= 0,
                    invoice.path("number").asText() + " was below zero for nothing");
        }
        require(
                notes.compareTo(used.add(left)) == 0,
                "credit notes of " + notes + ", of which " + used + " are used and " + left + " left");
    }

    private static int digits(JsonNode bill) {
        return Math.max(0, Currency.getInstance(bill.path("currency").asText()).getDefaultFractionDigits());
    }

    private static long coins(JsonNode bill, String field) {
        return new BigDecimal(bill.path(field).asText())
                .movePointRight(digits(bill))
                .longValueExact();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(merchant + ": " + otherwise);
        }
    }
}
