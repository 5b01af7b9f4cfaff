package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.core.hours.OpeningHours.Span;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What shoppers are told about when a human comes. */
class NextHumanTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final OpeningHours THURSDAY_MORNING = new OpeningHours(
            BERLIN, Map.of(DayOfWeek.THURSDAY, List.of(new Span(LocalTime.of(9, 0), LocalTime.of(12, 0)))), Set.of());

    private static Chat at(String instant) {
        Chat chat = new Chat();
        chat.hours = THURSDAY_MORNING;
        chat.now = Instant.parse(instant);
        return chat;
    }

    @Test
    void whileHumansAnswerTheShopperLearnsHowManyAreBefore() {
        assertThat(at("2026-11-26T09:00:00Z").say("human please")).contains("next in line");
    }

    @Test
    void beforeTheDeskOpensTheShopperLearnsTheHour() {
        // Some versions of the locale data put a narrow space before AM.
        assertThat(at("2026-11-26T05:00:00Z").say("human please"))
                .contains("Nobody is at the desk right now")
                .containsPattern("back at 9:00.AM")
                .doesNotContain("in line");
    }

    @Test
    void afterwardsTheShopperLearnsTheDay() {
        assertThat(at("2026-11-26T15:00:00Z").say("human please")).contains("Thursday, December 3", "9:00");
    }

    @Test
    void everyLanguageNamesTheHourOfTheShopsZone() {
        LanguagePacks packs = new LanguagePacks(new PackReader(Chat.class.getClassLoader()).readAll());
        Phrasebook phrasebook = new Phrasebook(packs);
        ZonedDateTime back = ZonedDateTime.of(2026, 12, 3, 9, 5, 0, 0, BERLIN);
        for (String tag :
                List.of("en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi")) {
            String day = phrasebook.render(tag, Phrase.of("away_until", Map.of("at", back)));
            String hour = phrasebook.render(tag, Phrase.of("away_today", Map.of("at", back.toLocalTime())));
            assertThat(day).as(tag).containsPattern("[9٩९๙].[0٠०๐][5٥५๕]").containsPattern("[3٣३๓]");
            assertThat(hour).as(tag).containsPattern("[9٩९๙].[0٠०๐][5٥५๕]").doesNotContain("{");
        }
    }
}
