package io.polyclerk.server.api.merchant;

import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.ConsentCount;
import io.polyclerk.server.proactive.MerchantProactive.Versioned;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a merchant lets the bot say first.
 *
 * @param rules by wire name of the occasion
 * @param consents shoppers who were asked, and what they say now
 * @param version 0 before the first change
 */
@Schema(name = "ProactivePolicy")
public record ProactivePolicyView(
        String merchant,
        Map<String, Rule> rules,
        Night night,
        int perWeek,
        int resultDays,
        int alertAtMost,
        ConsentCount consents,
        long version) {

    /** In which nobody is written to. @param from such as `21:00`; the same as `to` for none */
    public record Night(String from, String to, String zone) {}

    static ProactivePolicyView of(String merchant, Versioned versioned, ConsentCount consents) {
        ProactivePolicy policy = versioned.policy();
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (Occasion occasion : Occasion.values()) {
            rules.put(occasion.wireName(), policy.of(occasion));
        }
        return new ProactivePolicyView(
                merchant,
                rules,
                new Night(
                        policy.night().from().toString(),
                        policy.night().to().toString(),
                        policy.night().zone().getId()),
                policy.perWeek(),
                policy.resultDays(),
                policy.alertAtMost(),
                consents,
                versioned.version());
    }
}
