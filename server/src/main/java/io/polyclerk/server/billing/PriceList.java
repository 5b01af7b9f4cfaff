package io.polyclerk.server.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.polyclerk.core.billing.Meter;
import io.polyclerk.core.billing.Plan;
import io.polyclerk.core.billing.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plans that can be chosen now, as data: the shipped ones or those of a file. Immutable. */
public final class PriceList {

    private static final String SHIPPED = "/META-INF/tiers.json";
    private static final String SCHEMA = "/META-INF/tiers.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String version;
    private final String usual;
    private final Currency currency;
    private final Map<String, Offer> offers;

    private PriceList(String version, String usual, Currency currency, Map<String, Offer> offers) {
        this.version = version;
        this.usual = usual;
        this.currency = currency;
        this.offers = offers;
    }

    /** A plan in each currency that it has a price in. @param names by language */
    public record Offer(String id, Map<String, String> names, Map<Currency, Plan> plans) {}

    /**
     * @param file null for the shipped list
     * @throws IllegalArgumentException when it is no price list; the message says why
     */
    public static PriceList of(@Nullable Path file) {
        try {
            JsonNode tree = file == null ? resource(SHIPPED) : JSON.readTree(Files.readString(file));
            return read(tree);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the price list cannot be read", unreadable);
        }
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream stream = PriceList.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return JSON.readTree(stream);
        }
    }

    static PriceList read(JsonNode tree) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource(SCHEMA));
        String problems =
                schema.validate(tree).stream().map(Error::toString).sorted().collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the price list does not fulfil its schema: " + problems);
        }
        Map<String, Offer> offers = new LinkedHashMap<>();
        for (JsonNode plan : tree.path("plans")) {
            Offer offer = offer(plan);
            if (offers.put(offer.id(), offer) != null) {
                throw new IllegalArgumentException("the price list has two plans " + offer.id());
            }
        }
        PriceList list = new PriceList(
                tree.path("version").asText(),
                tree.path("usual").asText(),
                Currency.getInstance(tree.path("currency").asText()),
                offers);
        if (list.plan(list.usual, list.currency).isEmpty()) {
            throw new IllegalArgumentException("the usual plan has no price in " + list.currency);
        }
        return list;
    }

    private static Offer offer(JsonNode node) {
        Map<Currency, Plan> plans = new LinkedHashMap<>();
        node.path("currencies").properties().forEach(entry -> {
            Currency currency = Currency.getInstance(entry.getKey());
            plans.put(currency, plan(node, currency, entry.getValue()));
        });
        Map<String, String> names = new LinkedHashMap<>();
        node.path("name")
                .properties()
                .forEach(entry -> names.put(entry.getKey(), entry.getValue().asText()));
        return new Offer(node.path("id").asText(), names, plans);
    }

    private static Plan plan(JsonNode node, Currency currency, JsonNode prices) {
        Map<Meter, List<Step>> steps = new EnumMap<>(Meter.class);
        prices.path("meters").properties().forEach(entry -> {
            List<Step> of = new ArrayList<>();
            entry.getValue()
                    .forEach(step -> of.add(new Step(
                            step.has("upTo") ? step.path("upTo").asInt() : null,
                            new BigDecimal(step.path("price").asText()))));
            steps.put(Meter.ofWireName(entry.getKey()).orElseThrow(), List.copyOf(of));
        });
        return new Plan(
                node.path("id").asText(),
                currency,
                new BigDecimal(prices.path("base").asText()),
                node.path("trialDays").asInt(),
                node.has("limit") ? node.path("limit").asInt() : null,
                steps);
    }

    public String version() {
        return version;
    }

    public List<Offer> offers() {
        return List.copyOf(offers.values());
    }

    /** The plan of merchants who have chosen none. */
    public Plan usual() {
        return plan(usual, currency).orElseThrow();
    }

    public Optional<Plan> plan(String id, Currency wanted) {
        return Optional.ofNullable(offers.get(id))
                .flatMap(offer -> Optional.ofNullable(offer.plans().get(wanted)));
    }
}
