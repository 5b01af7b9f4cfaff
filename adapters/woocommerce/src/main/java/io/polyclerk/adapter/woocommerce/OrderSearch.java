package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds orders. The shop's search is a near match over many fields, so what it finds is always compared. */
final class OrderSearch {

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int LONGEST_NUMBER = 60;
    private static final int MOST_TRIES = 3;

    private final WooCommerceApi api;
    private final WooCommerceReader reader;

    OrderSearch(WooCommerceApi api, WooCommerceReader reader) {
        this.api = api;
        this.reader = reader;
    }

    /** An id as the shop writes them; what core passes on may come from anywhere. */
    static OptionalLong id(String written) {
        return written.matches("[1-9]\\d{0,17}") ? OptionalLong.of(Long.parseLong(written)) : OptionalLong.empty();
    }

    /** Usually the number is the id; where a plugin counts orders by itself, the shop's search finds it among near matches. */
    Optional<Order> byNumber(String orderNumber) {
        String wanted = orderNumber.strip().replaceFirst("^#", "").strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        Predicate<JsonNode> same = order -> WooCommerceReader.isPlaced(order)
                && WooCommerceReader.numberOf(order).equalsIgnoreCase(wanted);
        OptionalLong id = id(wanted);
        Optional<JsonNode> byId = id.isPresent() ? api.order(id.getAsLong()).filter(same) : Optional.empty();
        return byId.or(() -> bySearch(wanted, same))
                .or(() -> onlyOne(byIdWithin(wanted, same)))
                .map(reader::read);
    }

    /** A short number is part of many phones and addresses, and whole orders are large: only what is compared is asked for. */
    private Optional<JsonNode> bySearch(String number, Predicate<JsonNode> same) {
        return onlyOne(api.orders(Map.of("search", number, "_fields", "id,number,status"), same, 2))
                .flatMap(order -> api.order(order.path("id").asLong()))
                .filter(same);
    }

    /** Some plugins dress the id up, as in {@code WEB-00207-A}, and do not tell the shop's search about it. */
    private List<JsonNode> byIdWithin(String number, Predicate<JsonNode> same) {
        return DIGITS.matcher(number)
                .results()
                .map(digits -> id(digits.group().replaceFirst("^0+", "")))
                .filter(OptionalLong::isPresent)
                .filter(id -> !number.equals(Long.toString(id.getAsLong())))
                .distinct()
                .limit(MOST_TRIES)
                .flatMap(id -> api.order(id.getAsLong()).filter(same).stream())
                .toList();
    }

    private static Optional<JsonNode> onlyOne(List<JsonNode> orders) {
        return orders.size() == 1 ? Optional.of(orders.get(0)) : Optional.empty();
    }

    List<Order> of(CustomerMatch customer, int limit) {
        List<JsonNode> found = switch (customer) {
            case CustomerMatch.ByEmail email -> byEmail(email.email().strip(), limit);
            case CustomerMatch.ByPhone phone -> byPhone(phone.phone(), limit);
            case CustomerMatch.ById known -> byCustomer(known.customerId(), limit);
        };
        return found.stream()
                .sorted(Comparator.comparing(OrderSearch::placedAt).reversed())
                .limit(limit)
                .map(reader::read)
                .toList();
    }

    private static String placedAt(JsonNode order) {
        return order.path("date_created_gmt").asText();
    }

    private List<JsonNode> byCustomer(String customerId, int limit) {
        // Id 0 stands for all guests together.
        if (id(customerId).isEmpty()) {
            return List.of();
        }
        return newest(
                Map.of("customer", customerId),
                order -> order.path("customer_id").asText().equals(customerId),
                limit);
    }

    private List<JsonNode> byEmail(String email, int limit) {
        if (email.isEmpty()) {
            return List.of();
        }
        return newest(
                Map.of("search", email),
                order -> order.at("/billing/email").asText().strip().equalsIgnoreCase(email),
                limit);
    }

    /** The shop is asked for the last digits, and what it finds is compared: first as the country writes them, then in groups of two and three. */
    private List<JsonNode> byPhone(String phone, int limit) {
        return Phones.parsed(phone)
                .map(wanted -> {
                    List<JsonNode> found = byPhone(wanted, Phones.endings(wanted), limit);
                    return found.isEmpty() ? byPhone(wanted, Phones.groupedEndings(wanted), limit) : found;
                })
                .orElse(List.of());
    }

    private List<JsonNode> byPhone(PhoneNumber wanted, Collection<String> endings, int limit) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (String ending : endings) {
            newest(Map.of("search", ending), order -> Phones.isBilledTo(wanted, order), limit)
                    .forEach(order -> found.put(order.path("id").asText(), order));
        }
        return List.copyOf(found.values());
    }

    private List<JsonNode> newest(Map<String, String> query, Predicate<JsonNode> wanted, int limit) {
        Map<String, String> newestFirst = new LinkedHashMap<>(query);
        newestFirst.put("orderby", "date");
        newestFirst.put("order", "desc");
        return api.orders(newestFirst, wanted.and(WooCommerceReader::isPlaced), limit);
    }

    /** Goes on after the last change instead of by pages, as an order that changes meanwhile would move others past us. */
    List<Order> changedSince(Instant since, int limit) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        Instant from = since.truncatedTo(ChronoUnit.SECONDS);
        int size = Math.clamp(limit, 1, WooCommerceApi.LARGEST_PAGE);
        for (int page = 1; found.size() < limit; page++) {
            List<JsonNode> batch = api.orderPage(Map.of(
                    // The shop leaves out the second that is named.
                    "modified_after",
                    from.minusSeconds(1).toString().replace("Z", ""),
                    "dates_are_gmt",
                    "true",
                    "orderby",
                    "modified",
                    "order",
                    "asc",
                    "per_page",
                    size,
                    "page",
                    page));
            batch.stream()
                    .filter(WooCommerceReader::isPlaced)
                    .forEach(order -> found.putIfAbsent(order.path("id").asText(), order));
            if (batch.size() < size) {
                break;
            }
            Instant last = Json.instant(
                    batch.get(batch.size() - 1).path("date_modified_gmt").asText());
            if (last.isAfter(from)) {
                from = last;
                page = 0;
            }
        }
        return found.values().stream().limit(limit).map(reader::read).toList();
    }
}
