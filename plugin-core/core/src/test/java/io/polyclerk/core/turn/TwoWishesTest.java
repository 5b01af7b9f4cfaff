package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.Policy;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.fake.Chat;
import io.polyclerk.spi.AdapterException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two wishes in one message are both answered, whichever they are: at once, or each in its turn. */
class TwoWishesTest {

    private static final int MOST_TURNS = 9;
    private static final String NO_LONGER = "no longer possible";

    /** A wish, and what only its answer says: for order 2001, which has not left, and 2002, which has arrived. */
    private static final Map<String, List<String>> WISHES = new LinkedHashMap<>();

    static {
        WISHES.put("it came broken", List.of("noted it|What would you like", "noted it|What would you like"));
        WISHES.put("I want to send back", List.of(NO_LONGER, "Which item"));
        WISHES.put("when comes my refund", List.of("no refund", "no refund"));
        WISHES.put("cancel it", List.of("Shall I cancel", NO_LONGER));
        WISHES.put("change the address", List.of("new address", NO_LONGER));
        WISHES.put("an invoice please", List.of("invoice of order", "invoice of order"));
        WISHES.put("where is it", List.of("being prepared", "has been delivered"));
        WISHES.put("payment failed", List.of("payment|paid", "payment|paid"));
    }

    private final Chat chat = new Chat();

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (int order = 0; order < 2; order++) {
            for (String one : WISHES.keySet()) {
                for (String other : WISHES.keySet()) {
                    if (!one.equals(other)) {
                        pairs.add(Arguments.of(one, other, order));
                    }
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0} and {1}, order 200{2} + 1")
    @MethodSource("pairs")
    void theOrderIsAskedFor(String one, String other, int order) {
        String said = chat.say(one + " and " + other) + "\n" + chat.say("200" + (order + 1)) + "\n"
                + chat.say("mei.lin@mail.example");
        bothAreAnswered(one, other, order, said + arranged(order));
    }

    @ParameterizedTest(name = "{0} and {1}, order 200{2} + 1")
    @MethodSource("pairs")
    void theOrderIsNamedAndProvenAtOnce(String one, String other, int order) {
        String said = chat.say(one + " and " + other + ", 200" + (order + 1) + ", mei.lin@mail.example");
        bothAreAnswered(one, other, order, said + arranged(order));
    }

    private static void bothAreAnswered(String one, String other, int order, String said) {
        for (String wish : List.of(one, other)) {
            // What arrived broken has arrived, and is spoken of as one matter with what shall be done about it.
            if (!wish.equals("where is it") || !(one + other).contains("broken")) {
                assertThat(said).as(wish).containsPattern(WISHES.get(wish).get(order));
            }
        }
    }

    /** Answers what is asked until nothing is. */
    private String arranged(int order) {
        StringBuilder said = new StringBuilder();
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            OpenQuestion question = chat.conversation().memory().question();
            if (question == null) {
                break;
            }
            said.append('\n')
                    .append(chat.say(
                            switch (question.wanted()) {
                                case CONFIRMATION -> "no";
                                case LINE -> "the mug";
                                case QUANTITY -> "1";
                                case REASON -> "too big";
                                case WISH -> "a new one";
                                case ADDRESS -> "10 rue de Rivoli, 75001 Paris";
                                case PROOF, CODE -> "mei.lin@mail.example";
                                case ORDER_NUMBER -> "200" + (order + 1);
                                case PRODUCT, INTENT -> "hmm";
                            }));
        }
        return said.toString();
    }

    @Test
    void afterAYesWhatChangesTheOrderAgainWaits() {
        chat.say("cancel it and change the address, 2001, mei.lin@mail.example");
        assertThat(chat.say("yes")).doesNotContain("address");
        assertThat(chat.conversation().memory().topic().waiting()).containsExactly("change_address");
    }

    private void agreedToCancelAndAddressWaits() {
        chat.say("cancel it and change the address, 2001, mei.lin@mail.example");
        chat.say("yes");
    }

    private void theTeamIsAsked() {
        Map<ActionKind, Policy.Rule> rules = new EnumMap<>(Policy.DEFAULT.rules());
        Policy.Rule rule = rules.get(ActionKind.CANCEL);
        rules.put(
                ActionKind.CANCEL,
                new Policy.Rule(
                        Policy.Mode.ASK,
                        rule.identity(),
                        rule.within(),
                        rule.from(),
                        rule.statuses(),
                        rule.largestAmount(),
                        rule.perDay(),
                        rule.perShopper(),
                        rule.reasons()));
        chat.policy = new Policy(rules);
    }

    @Test
    void aSecondTapWhileTheOrderIsBusyUsesUpNoWish() {
        theTeamIsAsked();
        agreedToCancelAndAddressWaits();
        assertThat(chat.press("Cancel order 2001")).doesNotContain("address");
        chat.say("ok");
        assertThat(chat.conversation().memory().topic().waiting()).containsExactly("change_address");
    }

    @Test
    void whatWaitsGoesOnOnceTheOrderIsFree() {
        chat.store.failures.add(new AdapterException.Refused("not now"));
        agreedToCancelAndAddressWaits();
        assertThat(chat.say("ok")).contains("new address");
        assertThat(chat.conversation().memory().topic().waiting()).isEmpty();
    }

    @Test
    void aSecondTapGoesOnWithItToo() {
        chat.store.failures.add(new AdapterException.Refused("not now"));
        agreedToCancelAndAddressWaits();
        assertThat(chat.press("Cancel order 2001")).contains("new address");
    }

    @Test
    void whatIsNoLongerPossibleIsSaid() {
        chat.store.refundsOnCancel = true;
        agreedToCancelAndAddressWaits();
        assertThat(chat.say("thanks")).contains(NO_LONGER);
        assertThat(chat.say("thanks")).doesNotContain(NO_LONGER);
    }

    @Test
    void whoWantsNothingElseIsNotAskedForIt() {
        chat.store.failures.add(new AdapterException.Refused("not now"));
        agreedToCancelAndAddressWaits();
        assertThat(chat.say("no thanks")).doesNotContain("address");
        assertThat(chat.say("ok")).doesNotContain("address");
    }

    @Test
    void itIsNotWantedOfAnotherOrder() {
        theTeamIsAsked();
        agreedToCancelAndAddressWaits();
        chat.say("2002");
        assertThat(chat.say("mei.lin@mail.example"))
                .contains("has been delivered")
                .doesNotContain(NO_LONGER);
    }
}
