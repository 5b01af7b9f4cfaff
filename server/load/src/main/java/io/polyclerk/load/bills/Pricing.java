package io.polyclerk.load.bills;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of one bill, in whole coins. */
final class Pricing {

    private final List<Agreed> agreed;
    private final int digits;
    /** What a line is, without its units; and the ids of its units. */
    final Map<String, Set<String>> lines = new TreeMap<>();

    /** What each unit costs here, in coins. */
    final Map<String, Long> prices = new HashMap<>();

    long total;
    private final Map<String, Integer> positions = new HashMap<>();
    private long used;

    /** What held from a moment on. */
    record Agreed(
            Instant from,
            JsonNode plan,
            @Nullable BigDecimal cap,
            @Nullable Instant trialUntil) {

        String id() {
            return plan.path("id").asText();
        }

        boolean tries(Instant moment) {
            return trialUntil != null && moment.isBefore(trialUntil);
        }

        private static @Nullable Instant instant(JsonNode node) {
            return node.isTextual() ? Instant.parse(node.asText()) : null;
        }

        static List<Agreed> all(JsonNode list) {
            List<Agreed> all = new ArrayList<>();
            for (JsonNode one : list) {
                all.add(new Agreed(
                        Instant.parse(one.path("from").asText()),
                        one.path("plan"),
                        one.hasNonNull("cap") ? new BigDecimal(one.path("cap").asText()) : null,
                        instant(one.path("trialUntil"))));
            }
            all.sort(Comparator.comparing(Agreed::from));
            return all;
        }
    }

    /** @param digits of the smallest coin */
    Pricing(List<Agreed> agreed, int digits) {
        this.agreed = agreed;
        this.digits = digits;
    }

    private Agreed at(Instant moment) {
        Agreed found = agreed.get(0);
        for (Agreed one : agreed) {
            found = one.from().isAfter(moment) ? found : one;
        }
        return found;
    }

    private long coins(String text) {
        return coins(new BigDecimal(text));
    }

    private long coins(BigDecimal amount) {
        return amount.movePointRight(digits).longValueExact();
    }

    /** @param until up to when the month's price is owed */
    void base(Instant from, Instant to, ZoneId zone, Instant until) {
        LocalDate first = LocalDate.ofInstant(from, zone);
        long month = ChronoUnit.DAYS.between(first, LocalDate.ofInstant(to, zone));
        Instant end = until.isBefore(to) ? until : to;
        LocalDate begun = first;
        Agreed held = null;
        LocalDate day = first;
        for (; day.atStartOfDay(zone).toInstant().isBefore(end); day = day.plusDays(1)) {
            Agreed holds = owed(day, zone);
            if (holds != held) {
                days(held, begun, day, month);
                held = holds;
                begun = day;
            }
        }
        days(held, begun, day, month);
    }

    private @Nullable Agreed owed(LocalDate day, ZoneId zone) {
        Instant last = day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
        Agreed holds = at(last);
        boolean free = holds.from().isAfter(last)
                || holds.tries(day.atStartOfDay(zone).toInstant())
                || coins(holds.plan().path("base").asText()) == 0;
        return free ? null : holds;
    }

    private void days(@Nullable Agreed held, LocalDate from, LocalDate next, long month) {
        long days = ChronoUnit.DAYS.between(from, next);
        if (held == null || days == 0) {
            return;
        }
        long base = coins(held.plan().path("base").asText());
        long share = (2 * base * days + month) / (2 * month);
        total += share;
        lines.put(line("base", held.id(), "", from + "/" + next.minusDays(1), base, days, share), Set.of());
    }

    private static String line(
            String kind, String plan, String meter, String days, long price, long quantity, long amount) {
        return String.join(" | ", kind, plan, meter, days, "" + price, "" + quantity, "" + amount);
    }

    /** @param given what units cost on earlier bills */
    void units(List<Unit> units, Map<String, Long> given) {
        Set<String> here = units.stream().map(Unit::id).collect(Collectors.toSet());
        Set<String> takenBack = new TreeSet<>();
        units.stream().map(Unit::takesBack).filter(Objects::nonNull).forEach(takenBack::add);
        Map<Group, Set<String>> groups = new HashMap<>();
        for (Unit unit : units.stream().sorted(Unit.ORDER).toList()) {
            Agreed in = at(unit.at());
            String takes = unit.takesBack();
            Group group;
            if (takes != null) {
                group = here.contains(takes)
                        ? new Group("taken_back", in.id(), unit.meter(), 0)
                        : new Group("given_back", in.id(), unit.meter(), -given.getOrDefault(takes, 0L));
            } else if (takenBack.contains(unit.id())) {
                group = new Group("taken_back", in.id(), unit.meter(), 0);
            } else if (in.tries(unit.at())) {
                group = new Group("trial", in.id(), unit.meter(), 0);
            } else {
                group = charged(unit, in);
            }
            prices.put(unit.id(), group.price());
            groups.computeIfAbsent(group, absent -> new TreeSet<>()).add(unit.id());
        }
        groups.forEach((group, ids) -> {
            long amount = group.price() * ids.size();
            total += amount;
            lines.put(line(group.kind(), group.plan(), group.meter(), "", group.price(), ids.size(), amount), ids);
        });
    }

    private record Group(String kind, String plan, String meter, long price) {}

    private Group charged(Unit unit, Agreed in) {
        long price = price(unit.meter(), in);
        boolean beyond = in.cap() != null && price > 0 && used + price > coins(in.cap());
        if (beyond) {
            return new Group("beyond_cap", in.id(), unit.meter(), 0);
        }
        used += price;
        return new Group("usage", in.id(), unit.meter(), price);
    }

    private long price(String meter, Agreed in) {
        int position = positions.merge(meter, 1, Integer::sum);
        for (JsonNode step : in.plan().path("meters").path(meter)) {
            if (!step.hasNonNull("upTo") || position <= step.path("upTo").asInt()) {
                return coins(step.path("price").asText());
            }
        }
        return 0;
    }

    /** The lines of a bill as it was made, in the same form. */
    Map<String, Set<String>> told(JsonNode told) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (JsonNode line : told) {
            Set<String> ids = new TreeSet<>();
            line.path("units").forEach(unit -> ids.add(unit.path("id").asText()));
            String days = line.hasNonNull("firstDay")
                    ? line.path("firstDay").asText() + "/"
                            + line.path("lastDay").asText()
                    : "";
            Set<String> before = all.put(
                    line(
                            line.path("kind").asText(),
                            line.path("plan").asText(),
                            line.path("meter").asText(""),
                            days,
                            coins(line.path("price").asText()),
                            line.path("quantity").asLong(),
                            coins(line.path("amount").asText())),
                    ids);
            if (before != null) {
                all.put("the same line twice", ids);
            }
        }
        return all;
    }
}
