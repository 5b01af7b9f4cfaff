package io.polyclerk.core.fake;

import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An interpreter that knows a few words: enough to drive conversations in tests. */
public final class WordInterpreter implements Interpreter {

    private static final Pattern NUMBER = Pattern.compile("#?(\\d{4,6})(?![\\d@])");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z.]+@[a-z.]*[a-z]");
    private static final Pattern COLOUR = Pattern.compile("black|blue|red");
    private static final Pattern STREET = Pattern.compile("\\d+ rue [a-z]+ [A-Z][a-z]+");
    private static final Map<String, Intent> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("where", Intent.TRACK_ORDER);
        WORDS.put("订单", Intent.TRACK_ORDER);
        WORDS.put("refund", Intent.REFUND_STATUS);
        WORDS.put("stock", Intent.PRODUCT_AVAILABILITY);
        WORDS.put("cost", Intent.PRICE_OR_DISCOUNT);
        WORDS.put("return rules", Intent.RETURN_POLICY);
        WORDS.put("delivery rules", Intent.SHIPPING_POLICY);
        WORDS.put("退货", Intent.RETURN_POLICY);
        WORDS.put("cancel", Intent.CANCEL_ORDER);
        WORDS.put("send back", Intent.RETURN_ITEM);
        WORDS.put("broken", Intent.DAMAGED_OR_WRONG_ITEM);
        WORDS.put("address", Intent.CHANGE_ADDRESS);
        WORDS.put("payment", Intent.PAYMENT_PROBLEM);
        WORDS.put("invoice", Intent.INVOICE_REQUEST);
        WORDS.put("human", Intent.HUMAN_AGENT);
        WORDS.put("hello", Intent.GREETING);
        WORDS.put("thanks", Intent.THANKS);
    }

    @Override
    public Interpretation interpret(String text, Hints hints) {
        List<ScoredIntent> intents = new ArrayList<>();
        WORDS.forEach((word, intent) -> {
            if (text.toLowerCase(java.util.Locale.ROOT).contains(word)) {
                intents.add(new ScoredIntent(intent, text.startsWith("maybe") ? 0.8 : 0.97));
            }
        });
        boolean unsure = intents.isEmpty();
        if (unsure) {
            if (text.startsWith("and ")) {
                intents.add(new ScoredIntent(Intent.SIZE_OR_PRODUCT_ADVICE, 0.4));
            }
            intents.add(new ScoredIntent(Intent.TRACK_ORDER, text.startsWith("then") ? 0.4 : 0.2));
            intents.add(new ScoredIntent(Intent.RETURN_ITEM, 0.1));
        }
        List<FoundSlot> slots = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            slots.add(new FoundSlot(Slot.ORDER_NUMBER, matcher.group(1), matcher.start(), matcher.end()));
        }
        Matcher addresses = EMAIL.matcher(text);
        while (addresses.find()) {
            slots.add(new FoundSlot(Slot.EMAIL, addresses.group(), addresses.start(), addresses.end()));
        }
        Matcher shades = COLOUR.matcher(text);
        while (shades.find()) {
            slots.add(new FoundSlot(Slot.COLOUR, shades.group(), shades.start(), shades.end()));
        }
        Matcher streets = STREET.matcher(text);
        while (streets.find()) {
            slots.add(new FoundSlot(Slot.ADDRESS, streets.group(), streets.start(), streets.end()));
        }
        boolean chinese =
                text.codePoints().anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
        String language =
                chinese ? "zh" : text.contains("Ş") ? "tr" : hints.language() == null ? "en" : hints.language();
        Emotion emotion = text.contains("!!!") ? new Emotion(Emotion.Label.ANGER, 0.9) : Emotion.NEUTRAL;
        return new Interpretation(
                language, intents, intents.size() > 1 && !unsure, slots, emotion, text.contains("weather"));
    }
}
