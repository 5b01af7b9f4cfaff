package io.polyclerk.core.reply;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits what is to be said to what a channel can show: too many options become a numbered list, long text is split at sentence ends.
 * What comes out is always declared by the channel. Thread-safe.
 */
public final class ContentFitter {

    public List<Content> fit(Content content, ChannelCapabilities channel, String language) {
        return switch (content) {
            case Content.Text text -> texts(text.text(), channel, language);
            case Content.Choice choice -> choice(choice, channel, language);
            case Content.Location location ->
                channel.location()
                        ? List.of(location)
                        : texts(location.latitude() + ", " + location.longitude(), channel, language);
            case Content.Media media -> media(media, channel, language);
            case Content.Card card ->
                channel.cards()
                        ? List.of(card)
                        : choice(new Content.Choice(titleAndSubtitle(card), card.options()), channel, language);
            case Content.Selection selection -> texts(selection.label(), channel, language);
            case Content.PhoneNumber phone -> texts(phone.number(), channel, language);
            case Content.Unsupported unsupported -> List.of();
        };
    }

    private static List<Content> media(Content.Media media, ChannelCapabilities channel, String language) {
        if (channel.maxMediaBytes().containsKey(media.kind())) {
            return List.of(media);
        }
        String caption = media.caption();
        return caption == null ? List.of() : texts(caption, channel, language);
    }

    private static String titleAndSubtitle(Content.Card card) {
        return card.subtitle() == null ? card.title() : card.title() + "\n" + card.subtitle();
    }

    private static List<Content> choice(Content.Choice choice, ChannelCapabilities channel, String language) {
        if (choice.options().isEmpty()) {
            return texts(choice.prompt(), channel, language);
        }
        if (!buttonsFit(choice.options(), channel)) {
            return texts(choice.prompt() + "\n" + numbered(choice.options()), channel, language);
        }
        List<Content> texts = new ArrayList<>(texts(choice.prompt(), channel, language));
        String last = ((Content.Text) texts.remove(texts.size() - 1)).text();
        texts.add(new Content.Choice(last, choice.options()));
        return texts;
    }

    private static boolean buttonsFit(List<Option> options, ChannelCapabilities channel) {
        return options.size() <= channel.maxOptions()
                && options.stream()
                        .allMatch(option -> option.label().length() <= channel.maxOptionLength()
                                && option.value().getBytes(StandardCharsets.UTF_8).length
                                        <= channel.maxOptionValueBytes());
    }

    private static String numbered(List<Option> options) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < options.size(); i++) {
            list.append(i + 1).append(". ").append(options.get(i).label()).append('\n');
        }
        return list.toString().stripTrailing();
    }

    private static List<Content> texts(String text, ChannelCapabilities channel, String language) {
        List<Content> parts = new ArrayList<>();
        for (String part : split(text, channel, language)) {
            parts.add(new Content.Text(part));
        }
        return parts;
    }

    /** Splits at the last sentence end that fits, else at the last place where a line may break. */
    static List<String> split(String text, ChannelCapabilities channel, String language) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (!channel.fits(rest)) {
            int longest = fitting(rest, channel);
            int end = lastBreak(BreakIterator.getSentenceInstance(ULocale.forLanguageTag(language)), rest, longest);
            if (end <= 0) {
                end = lastBreak(BreakIterator.getLineInstance(ULocale.forLanguageTag(language)), rest, longest);
            }
            if (end <= 0) {
                end = lastBreak(BreakIterator.getCharacterInstance(ULocale.forLanguageTag(language)), rest, longest);
            }
            if (end <= 0) {
                end = longest;
            }
            parts.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty() || parts.isEmpty()) {
            parts.add(rest);
        }
        return parts;
    }

    /** How much of a text that is too long fits, at least one character. */
    private static int fitting(String text, ChannelCapabilities channel) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int next = end + Character.charCount(text.codePointAt(end));
            bytes += text.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (end > 0 && (next > channel.maxTextLength() || bytes > channel.maxTextBytes())) {
                return end;
            }
            end = next;
        }
        return end;
    }

    private static int lastBreak(BreakIterator breaks, String text, int longest) {
        breaks.setText(text);
        return breaks.isBoundary(longest) ? longest : breaks.preceding(longest);
    }
}
