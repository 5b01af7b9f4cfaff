package io.polyclerk.core.reply;

import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import io.polyclerk.core.language.LanguagePack;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.Vocabulary;
import io.polyclerk.spi.store.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts phrases into a language: plural, dates and money as its readers write them. Thread-safe. */
public final class Phrasebook {

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private final LanguagePacks packs;
    private final Vocabulary vocabulary;

    public Phrasebook(LanguagePacks packs) {
        this.packs = packs;
        this.vocabulary = new Vocabulary(packs);
    }

    /** The phrases as one text, sentences on lines of their own. */
    public String render(String tag, List<Phrase> phrases) {
        return phrases.stream().map(phrase -> render(tag, phrase)).collect(Collectors.joining("\n"));
    }

    public String render(String tag, Phrase phrase) {
        return switch (phrase) {
            case Phrase.Verbatim verbatim -> verbatim.text();
            case Phrase.Sentence sentence -> sentence(packs.forTag(tag), sentence.key(), sentence.arguments());
            case Claim claim -> sentence(packs.forTag(tag), claim.key(), claim.arguments());
        };
    }

    /** A value as readers of a language write it: money, a date, or text that keeps its own direction. */
    public String show(String tag, Object value) {
        LanguagePack pack = packs.forTag(tag);
        return show(value, ULocale.forLanguageTag(pack.tag()), pack.rightToLeft())
                .toString();
    }

    /** The words of the phrases. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Words that a pack lists under one key, apart by bars, in lower case. */
    public Set<String> words(String tag, String key) {
        return Arrays.stream(packs.forTag(tag).pattern(key).split("\\|", -1))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String sentence(LanguagePack pack, String key, Map<String, Object> arguments) {
        ULocale locale = ULocale.forLanguageTag(pack.tag());
        String pattern = pack.pattern(key);
        Set<String> selectors = selectors(pattern);
        Map<String, Object> shown = new HashMap<>();
        arguments.forEach((name, value) ->
                shown.put(name, selectors.contains(name) ? value.toString() : show(value, locale, pack.rightToLeft())));
        return new MessageFormat(pattern, locale).format(shown);
    }

    /** Arguments that choose among words and are not shown themselves. */
    private static Set<String> selectors(String pattern) {
        MessagePattern parts = new MessagePattern(pattern);
        return IntStream.range(0, parts.countParts())
                .filter(i -> parts.getPart(i).getArgType() == MessagePattern.ArgType.SELECT
                        && parts.getPartType(i) == MessagePattern.Part.Type.ARG_START)
                .mapToObj(i -> parts.getSubstring(parts.getPart(i + 1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Object show(Object value, ULocale locale, boolean rightToLeft) {
        return switch (value) {
            case Money money -> isolate(money(money, locale), rightToLeft);
            case Instant instant -> isolate(date(instant, locale), rightToLeft);
            case ClockTime time -> isolate(time(time, locale), rightToLeft);
            case ZonedDateTime moment -> isolate(moment(moment, "EEEEdMMMMjm", locale), rightToLeft);
            case LocalTime time ->
                isolate(moment(time.atDate(LocalDate.EPOCH).atZone(ZoneOffset.UTC), "jm", locale), rightToLeft);
            case Number number -> number;
            default -> isolate(value.toString(), rightToLeft);
        };
    }

    private static String money(Money money, ULocale locale) {
        return NumberFormatter.withLocale(locale)
                .unit(Currency.getInstance(money.currency().getCurrencyCode()))
                .format(money.amount())
                .toString();
    }

    private static String date(Instant instant, ULocale locale) {
        DateFormat format = DateFormat.getDateInstance(DateFormat.LONG, locale);
        format.setTimeZone(TimeZone.GMT_ZONE);
        return format.format(Date.from(instant));
    }

    /** Nobody knows where the shopper is, so the time says what it counts from. */
    private static String time(ClockTime time, ULocale locale) {
        DateFormat format = DateFormat.getInstanceForSkeleton("jmz", locale);
        format.setTimeZone(TimeZone.getTimeZone("Etc/UTC"));
        return format.format(Date.from(time.at()));
    }

    /** @param skeleton what of it is shown; the language says in which order and how */
    private static String moment(ZonedDateTime moment, String skeleton, ULocale locale) {
        DateFormat format = DateFormat.getInstanceForSkeleton(skeleton, locale);
        format.setTimeZone(TimeZone.getTimeZone(moment.getZone().getId()));
        return format.format(Date.from(moment.toInstant()));
    }

    /** Names, links and numbers keep their own direction inside a right-to-left sentence. */
    private static String isolate(String text, boolean rightToLeft) {
        return rightToLeft ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
    }
}
