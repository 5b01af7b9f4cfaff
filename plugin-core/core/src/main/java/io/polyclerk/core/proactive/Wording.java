package io.polyclerk.core.proactive;

import io.polyclerk.core.delivery.OutboxStore.SavedTemplate;
import io.polyclerk.core.reply.ContentFitter;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.script.ScriptText;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Shipment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts what is said first into words: the pack's, the merchant's own, or those that a platform has approved. Thread-safe. */
public final class Wording {

    /** What the merchant's own words may have gaps for. */
    public static final Set<String> GAPS = Set.of("number", "amount", "carrier", "tracking", "url");

    private final Phrasebook phrasebook;
    private final ContentFitter fitter = new ContentFitter();

    public Wording(Phrasebook phrasebook) {
        this.phrasebook = phrasebook;
    }

    /** Free words. @param own the merchant's; null for the pack's */
    public Message free(
            Occasion occasion,
            Order order,
            String subject,
            String language,
            @Nullable String own,
            ChannelCapabilities channel) {
        List<Option> options = options(occasion, language);
        Content content = new Content.Choice(text(occasion, order, subject, language, own), options);
        return new Message(fitter.fit(content, channel, language), options, null);
    }

    /** Text as it is said, with how to end it. */
    public String text(Occasion occasion, Order order, String subject, String language, @Nullable String own) {
        Optional<Shipment> parcel = OrderFacts.parcel(order, subject);
        String words = own == null
                ? phrasebook.render(language, phrases(occasion, order, parcel.orElse(null)))
                : own(own, order, parcel.orElse(null), language);
        return words + "\n" + phrasebook.render(language, List.of(Phrase.of("proactive.how_to_stop")));
    }

    /** What can be picked under it. */
    public List<Option> options(Occasion occasion, String language) {
        List<Option> options = new ArrayList<>();
        switch (occasion) {
            case PAYMENT_REMINDER -> options.add(option(Offers.intent(Intent.PAYMENT_PROBLEM), language));
            case ORDER_SHIPPED -> options.add(option(Offers.intent(Intent.TRACK_ORDER), language));
            case ORDER_DELIVERED -> options.add(option(Offers.intent(Intent.DAMAGED_OR_WRONG_ITEM), language));
            case REVIEW_REQUEST ->
                IntStream.rangeClosed(1, ReviewTurns.STARS)
                        .forEach(stars -> options.add(new Option(ReviewTurns.VALUE + stars, "★".repeat(stars))));
        }
        options.add(option(ConsentAnswers.stop(), language));
        return options;
    }

    private Option option(Offer offer, String language) {
        return new Option(offer.value(), phrasebook.render(language, offer.label()));
    }

    private static List<Phrase> phrases(Occasion occasion, Order order, @Nullable Shipment parcel) {
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(Phrase.of(
                "proactive." + occasion.wireName(),
                occasion == Occasion.PAYMENT_REMINDER
                        ? Map.of("number", order.number(), "amount", order.total())
                        : Map.of("number", order.number())));
        if (occasion == Occasion.PAYMENT_REMINDER && order.statusPage() != null) {
            phrases.add(Phrase.of(
                    "proactive.pay_here", Map.of("url", order.statusPage().toString())));
        }
        if (occasion == Occasion.ORDER_SHIPPED && parcel != null) {
            if (parcel.carrier() != null && parcel.trackingNumber() != null) {
                phrases.add(Phrase.of(
                        "shipment.carrier", Map.of("carrier", parcel.carrier(), "tracking", parcel.trackingNumber())));
            }
            if (parcel.trackingUrl() != null) {
                phrases.add(Phrase.of(
                        "shipment.link", Map.of("url", parcel.trackingUrl().toString())));
            }
            if (parcel.estimatedDelivery() != null) {
                phrases.add(Phrase.of("shipment.expected", Map.of("date", parcel.estimatedDelivery())));
            }
        }
        return phrases;
    }

    private String own(String pattern, Order order, @Nullable Shipment parcel, String language) {
        ScriptText text = new ScriptText(pattern, language);
        Map<String, String> values = values(order, parcel, language);
        values.keySet().retainAll(text.gaps());
        return text.fill(values);
    }

    private Map<String, String> values(Order order, @Nullable Shipment parcel, String language) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("number", phrasebook.show(language, order.number()));
        values.put("amount", phrasebook.show(language, order.total()));
        values.put("carrier", parcel == null || parcel.carrier() == null ? "" : parcel.carrier());
        values.put("tracking", parcel == null || parcel.trackingNumber() == null ? "" : parcel.trackingNumber());
        String page = order.statusPage() == null ? "" : order.statusPage().toString();
        values.put(
                "url",
                parcel == null || parcel.trackingUrl() == null
                        ? page
                        : parcel.trackingUrl().toString());
        return values;
    }

    /** Approved words of the right category in the shopper's language; empty when there are none, or a fact is missing that they need. */
    public Optional<Message> approved(
            MessageTemplates channel, Occasion occasion, Order order, String subject, String language) {
        Optional<List<String>> parameters = parameters(occasion, order, subject, language);
        return channel.templates().stream()
                .filter(template -> template.purpose().equals(occasion.template())
                        && (template.category() == null || template.category().equals(occasion.category()))
                        && primary(template.language()).equals(primary(language)))
                .findFirst()
                .flatMap(template -> parameters.map(values -> new Message(
                        List.of(new Content.Text(filled(template, values))),
                        List.of(),
                        new SavedTemplate(template.name(), template.language(), values))));
    }

    private Optional<List<String>> parameters(Occasion occasion, Order order, String subject, String language) {
        return switch (occasion) {
            case PAYMENT_REMINDER -> Optional.of(List.of(phrasebook.show(language, order.total()), order.number()));
            case ORDER_DELIVERED, REVIEW_REQUEST -> Optional.of(List.of(order.number()));
            case ORDER_SHIPPED ->
                OrderFacts.parcel(order, subject)
                        .filter(parcel -> parcel.carrier() != null && parcel.trackingNumber() != null)
                        .map(parcel -> List.of(
                                order.number(),
                                String.valueOf(parcel.carrier()),
                                String.valueOf(parcel.trackingNumber())));
        };
    }

    private static String filled(Template template, List<String> values) {
        String text = template.text();
        for (int place = 1; place <= values.size(); place++) {
            text = text.replace("{{" + place + "}}", values.get(place - 1));
        }
        return text;
    }

    private static String primary(String tag) {
        return Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    }
}
