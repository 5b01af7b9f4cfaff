package io.polyclerk.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules of quality, one row each, as {@code manifests/schema/quality-rules.json} lists them. Immutable. */
final class QualityRules {

    private final List<Rule> rules;

    private QualityRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** @param why what a seller or shopper has of it @param remedy how to fulfil it */
    record Rule(@JsonProperty("rule") String name, Tier tier, String why, String remedy) {}

    static QualityRules read() {
        JsonMapper json = JsonMapper.builder()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        try (InputStream stream =
                Objects.requireNonNull(QualityRules.class.getResourceAsStream("/schema/quality-rules.json"))) {
            return new QualityRules(json.readValue(stream, new TypeReference<List<Rule>>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Optional<Rule> named(String name) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** Rules that are neither done nor exempt, up to a tier. @param claimed content of a quality file */
    List<Rule> missing(JsonNode claimed, Tier tier) {
        Set<String> named = new TreeSet<>();
        claimed.path("rules").fieldNames().forEachRemaining(named::add);
        return rules.stream()
                .filter(rule -> rule.tier().compareTo(tier) <= 0 && !named.contains(rule.name()))
                .toList();
    }

    /** The highest tier of which nothing is missing. */
    Tier reached(JsonNode claimed) {
        Tier reached = Tier.NONE;
        for (Tier tier : Tier.values()) {
            if (tier != Tier.NONE && missing(claimed, tier).isEmpty()) {
                reached = tier;
            }
        }
        return reached;
    }
}
