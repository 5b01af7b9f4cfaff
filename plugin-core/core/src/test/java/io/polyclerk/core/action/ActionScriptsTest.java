package io.polyclerk.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations about actions as golden files. {@code -Dscripts.update=true} writes what the bot says now; read the difference before it
 * is committed.
 */
class ActionScriptsTest {

    private static final Path SCRIPTS = Path.of("src/test/resources/conversations");

    private final Chat chat = new Chat();

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theBotSaysWhatTheScriptSays(Path script) throws IOException {
        String golden = Files.readString(script, StandardCharsets.UTF_8);
        List<String> now = new ArrayList<>();
        for (String line : golden.lines().toList()) {
            if (line.startsWith("bot: ") || line.startsWith("     ")) {
                continue;
            }
            now.add(line);
            String answer = answer(line);
            if (!answer.isEmpty()) {
                now.add("bot: " + answer.replace("\n", "\n     "));
            }
        }
        String transcript = String.join("\n", now) + "\n";
        if (Boolean.getBoolean("scripts.update")) {
            Files.writeString(script, transcript, StandardCharsets.UTF_8);
        }
        assertThat(transcript).isEqualTo(golden);
    }

    private String answer(String line) {
        String what = line.contains(": ") ? line.substring(line.indexOf(": ") + 2) : "";
        return switch (line.contains(": ") ? line.substring(0, line.indexOf(": ")) : "") {
            case "user" -> chat.say(what.replace("\\n", "\n"));
            case "press" -> chat.press(what);
            case "wait" -> {
                chat.now = chat.now.plus(Duration.parse(what));
                yield chat.work();
            }
            case "shop" -> shop(what);
            default -> "";
        };
    }

    private String shop(String what) {
        switch (what) {
            case "gives money back when it cancels" -> chat.store.refundsOnCancel = true;
            case "loses the answer" -> chat.store.failures.add(new AdapterException.Unavailable("lost", true, null));
            case "is down once" -> chat.store.failures.add(new AdapterException.Unavailable("down", false, null));
            case "says no" -> chat.store.failures.add(new AdapterException.Refused("no"));
            case "asks its team" -> chat.policy = Asking.POLICY;
            case "refunds by itself" -> chat.policy = Asking.FREE;
            case "approves" -> decide(ActionState.CONFIRMED);
            case "rejects" -> decide(ActionState.REJECTED);
            default -> throw new AssertionError("unknown: " + what);
        }
        return what.equals("approves") || what.equals("rejects") ? chat.work() : "";
    }

    private void decide(ActionState state) {
        chat.journal.ledger.rows.replaceAll(
                (id, row) -> row.state() == ActionState.AWAITING_APPROVAL ? row.as(state) : row);
    }

    /** Policies for the scripts. */
    private static final class Asking {
        static final Policy POLICY = with(Policy.Mode.ASK);
        static final Policy FREE = with(Policy.Mode.AUTOMATIC);

        private static Policy with(Policy.Mode mode) {
            Map<ActionKind, Policy.Rule> rules = new EnumMap<>(Policy.DEFAULT.rules());
            rules.replaceAll((kind, rule) -> new Policy.Rule(
                    mode,
                    rule.identity(),
                    rule.within(),
                    rule.from(),
                    rule.statuses(),
                    rule.largestAmount(),
                    rule.perDay(),
                    rule.perShopper(),
                    rule.reasons()));
            return new Policy(rules);
        }
    }
}
