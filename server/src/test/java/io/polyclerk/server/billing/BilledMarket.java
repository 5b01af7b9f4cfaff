package io.polyclerk.server.billing;

import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.billing.BillingDesk.Choice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What happens in many shops over half a year, invented from a number: the same number tells the same story, in whatever process it is read and however often
 * it is begun anew. The half year has the end of summer time, the end of a year, a 29th of February and the begin of summer time.
 */
record BilledMarket(int shops, int shoppers, int rounds, long seed) {

    private static final Instant BEGIN = Instant.parse("2027-10-20T08:00:00Z");
    private static final Duration HALF_A_YEAR = Duration.ofDays(165);
    private static final List<String> PLANS = List.of("steps", "solved", "both", "own");
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Lisbon",
            "America/New_York",
            "Asia/Shanghai",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "America/Sao_Paulo");
    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");
    private static final List<Intent> INTENTS = List.of(
            Intent.TRACK_ORDER,
            Intent.TRACK_ORDER,
            Intent.REFUND_STATUS,
            Intent.THANKS,
            Intent.THANKS,
            Intent.GREETING);

    /** A price list whose amounts suit currencies with two, no and three places. */
    static final String PRICES = prices();

    private static String prices() {
        return """
                {"version":"2027-10-01","usual":"own","currency":"USD","plans":[
                {"id":"own","name":{"en":"Own"},"currencies":{"USD":{"base":"0.00","meters":{}},"JPY":{"base":"0","meters":{}},"KWD":{"base":"0.000","meters":{}}}},
                {"id":"steps","name":{"en":"Steps"},"trialDays":14,"currencies":{
                "USD":{"base":"19.00","meters":{"conversation":[{"upTo":5,"price":"0.00"},{"upTo":40,"price":"0.12"},{"price":"0.07"}]}},
                "JPY":{"base":"2900","meters":{"conversation":[{"upTo":5,"price":"0"},{"upTo":40,"price":"18"},{"price":"11"}]}},
                "KWD":{"base":"5.905","meters":{"conversation":[{"upTo":5,"price":"0.000"},{"upTo":40,"price":"0.037"},{"price":"0.021"}]}}}},
                {"id":"solved","name":{"en":"Solved"},"currencies":{
                "USD":{"base":"0.00","meters":{"solved":[{"price":"0.55"}],"action":[{"upTo":2,"price":"0.00"},{"price":"0.11"}]}},
                "JPY":{"base":"0","meters":{"solved":[{"price":"83"}],"action":[{"price":"17"}]}},
                "KWD":{"base":"0.000","meters":{"solved":[{"price":"0.171"}],"action":[{"price":"0.033"}]}}}},
                {"id":"both","name":{"en":"Both"},"trialDays":7,"currencies":{
                "USD":{"base":"7.77","meters":{"conversation":[{"price":"0.05"}],"solved":[{"price":"0.31"}],"action":[{"price":"0.13"}]}},
                "JPY":{"base":"777","meters":{"conversation":[{"price":"7"}],"solved":[{"price":"47"}],"action":[{"price":"19"}]}},
                "KWD":{"base":"2.333","meters":{"conversation":[{"price":"0.015"}],"solved":[{"price":"0.095"}],"action":[{"price":"0.041"}]}}}}]}""";
    }

    static String shop(int number) {
        return "shop" + number;
    }

    /** Whether somebody writes in a round: three of four do. */
    boolean speaks(int shopper, int round) {
        return random("speaks", shopper, round).nextInt(4) > 0;
    }

    /** How many turns there are in the end. */
    int turns() {
        int turns = 0;
        for (int round = 0; round < rounds; round++) {
            for (int shopper = 0; shopper < shoppers; shopper++) {
                turns += speaks(shopper, round) ? 1 : 0;
            }
        }
        return turns;
    }

    private Random random(String what, int one, int other) {
        return new Random(Objects.hash(seed, what, one, other) * 0x9E3779B97F4A7C15L);
    }

    /** When a round truly takes place. */
    Instant trueTime(int round) {
        Instant time = BEGIN;
        for (int one = 0; one < round; one++) {
            Random random = random("step", one, 0);
            // Seven of ten are short and three are long.
            long mean = HALF_A_YEAR.toMillis() / rounds;
            time = time.plusMillis(random.nextLong(random.nextInt(10) < 7 ? mean : 4 * mean));
        }
        return time;
    }

    /** What the clock says in a round: for one in four it is wrong by up to three days, for one in fifteen it stands in another month. */
    Instant shownTime(int round) {
        Random random = random("clock", round, 0);
        Instant time = trueTime(round);
        if (random.nextInt(15) == 0) {
            LocalDate first = LocalDate.ofInstant(time, ZoneOffset.UTC).withDayOfMonth(1);
            return random.nextBoolean()
                    ? first.plusMonths(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .plus(Duration.ofMinutes(90))
                    : first.atStartOfDay(ZoneOffset.UTC).toInstant().minus(Duration.ofMinutes(5));
        }
        return random.nextInt(4) == 0 ? time.plus(Duration.ofMinutes(random.nextInt(144 * 60) - 72 * 60)) : time;
    }

    /** What a merchant chooses before a round. */
    Optional<Choice> choice(int shop, int round) {
        Random random = random("choice", shop, round);
        if (round == 1 && shop % 7 != 0) {
            String currency = CURRENCIES.get(shop % CURRENCIES.size());
            return Optional.of(new Choice(
                    PLANS.get(shop % 3), Currency.getInstance(currency), zone(random), cap(random, shop), null));
        }
        return round > 1 && shop % 7 != 0 && random.nextInt(25) == 0
                ? Optional.of(new Choice(
                        PLANS.get(random.nextInt(PLANS.size())),
                        null,
                        random.nextBoolean() ? zone(random) : null,
                        cap(random, shop),
                        null))
                : Optional.empty();
    }

    private static ZoneId zone(Random random) {
        return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    private static @Nullable BigDecimal cap(Random random, int shop) {
        if (random.nextInt(3) > 0) {
            return null;
        }
        return switch (shop % 3) {
            case 0 -> new BigDecimal("1.00").add(BigDecimal.valueOf(random.nextInt(500), 2));
            case 1 -> BigDecimal.valueOf(100L + random.nextInt(900));
            default -> BigDecimal.valueOf(300L + random.nextInt(1500), 3);
        };
    }

    /** A message and what comes of it. */
    Said said(int shopper, int round) {
        Random random = random("said", shopper, round);
        return new Said(
                INTENTS.get(random.nextInt(INTENTS.size())),
                random.nextInt(20) == 0 ? 0 : 1,
                random.nextInt(30) == 0
                        ? List.of(new TicketDraft(
                                random.nextBoolean() ? "complaint" : "human_agent", "words", null, "en", false))
                        : List.of(),
                1 + random.nextInt(3),
                random.nextInt(20) == 0,
                after(random, shopper, round));
    }

    private static List<After> after(Random random, int shopper, int round) {
        List<After> all = new ArrayList<>();
        if (random.nextInt(25) == 0) {
            String id = "act-" + shopper + "-" + round;
            for (int times = random.nextInt(3); times >= 0; times--) {
                all.add(new After("action", id, "done"));
            }
        }
        switch (random.nextInt(60)) {
            case 0 -> all.add(new After("takeover", "agent", "ann"));
            case 1, 2, 3 -> all.add(new After("rating", "score", "" + (1 + random.nextInt(5))));
            case 4 -> all.add(new After("ticket_closed", "ticket", "1"));
            case 5 -> all.add(new After("action", "refused-" + shopper + "-" + round, "refused"));
            default -> {
                // Most turns are all that happens.
            }
        }
        return all;
    }

    /** @param deliveries how often the platform delivers it @param twice whether the turn is tried to be stored again */
    record Said(
            Intent intent, int replies, List<TicketDraft> tickets, int deliveries, boolean twice, List<After> after) {}

    /** What happens after a turn. */
    record After(String kind, String name, String value) {}
}
