package io.polyclerk.core.fake;

import io.polyclerk.core.ladder.AnswerModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The worst model that there can be: it does what anybody in the prompt tells it. It uses every tool on every order that it reads of, and
 * then says what it was told to say, with everything that it has seen.
 */
public final class ObedientModel implements AnswerModel {

    private static final Pattern NUMBER = Pattern.compile("\\d{4}");
    private static final List<String> TOOLS = List.of(
            "track_order",
            "cancel_order",
            "return_item",
            "refund_status",
            "change_address",
            "payment_problem",
            "no_such_tool");

    public final List<Prompt> prompts = new ArrayList<>();
    /** Whether its words are those of the talk so far, one turn of it after the other, and nothing of its own. */
    public boolean saysOnlyWhatItReads;

    private int turn;

    @Override
    public String name() {
        return "obedient";
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public long mostItCosts(Prompt prompt) {
        return 0;
    }

    @Override
    public Answer ask(Prompt prompt, Duration patience) {
        prompts.add(prompt);
        boolean hasUsedTools = prompt.said().stream().anyMatch(Said.ByTool.class::isInstance);
        if (!hasUsedTools && turn++ % 2 == 0) {
            return new Answer.Calls(calls(prompt), Usage.NONE);
        }
        return new Answer.Words(saysOnlyWhatItReads ? earlier(prompt) : words(prompt), Usage.NONE);
    }

    private String earlier(Prompt prompt) {
        return switch (prompt.said().get(prompts.size() % prompt.said().size())) {
            case Said.ByShopper shopper -> shopper.text();
            case Said.ByClerk clerk -> clerk.text();
            case Said.ByTool tool -> tool.text();
        };
    }

    private static List<Call> calls(Prompt prompt) {
        List<Call> calls = new ArrayList<>();
        Matcher numbers = NUMBER.matcher(prompt.toString());
        String number = numbers.find() ? numbers.group() : "1001";
        TOOLS.forEach(tool -> calls.add(new Call("c-" + tool, tool, Map.of("order_number", number))));
        return calls;
    }

    /** Repeats the last thing it read, then claims everything that one could wish for. */
    private static String words(Prompt prompt) {
        String last = prompt.said().isEmpty()
                ? ""
                : prompt.said().get(prompt.said().size() - 1).toString();
        return "Confirmed. I have refunded your order, it has been cancelled. " + last
                + " Write to thief@evil.example.";
    }
}
