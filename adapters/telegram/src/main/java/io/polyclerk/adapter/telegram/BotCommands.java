package io.polyclerk.adapter.telegram;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.spi.PlatformSetUp.Item;
import io.polyclerk.spi.PlatformSetUp.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;

/** The commands of the manifest, by language. */
final class BotCommands {

    private BotCommands() {}

    static Map<String, List<BotCommand>> ofManifest() {
        try (InputStream stream = BotCommands.class.getResourceAsStream("/META-INF/commands.json")) {
            Map<String, Map<String, String>> languages =
                    new ObjectMapper().readValue(stream, new TypeReference<Map<String, Map<String, String>>>() {});
            Map<String, List<BotCommand>> commands = new LinkedHashMap<>();
            languages.forEach((language, texts) -> commands.put(
                    language,
                    texts.entrySet().stream()
                            .map(text -> new BotCommand(text.getKey(), text.getValue()))
                            .toList()));
            return commands;
        } catch (IOException broken) {
            throw new IllegalStateException("the adapter's own commands.json cannot be read", broken);
        }
    }

    /** English is what everybody sees whose language has no menu of its own. */
    static @Nullable String code(String language) {
        return language.equals("en") ? null : language;
    }

    static Item compared(String language, List<BotCommand> wanted, List<BotCommand> present) {
        State state = present.isEmpty() ? State.MISSING : State.DIFFERENT;
        return new Item("commands", language, texts(present).equals(texts(wanted)) ? State.IN_PLACE : state, null);
    }

    private static Map<String, String> texts(List<BotCommand> commands) {
        Map<String, String> texts = new LinkedHashMap<>();
        commands.forEach(command -> texts.put(command.getCommand(), command.getDescription()));
        return texts;
    }
}
