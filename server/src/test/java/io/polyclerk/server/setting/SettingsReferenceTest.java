package io.polyclerk.server.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference page is made from the code. Write it anew with {@code -Dreference.update=true}. */
class SettingsReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/settings.md");

    @Test
    void theReferencePageListsEverySettingAsItIs() throws IOException {
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).hasContent(page());
    }

    @Test
    void aValueThatCannotBeUsedIsNamedWithoutBeingShown() {
        Settings settings = new Settings(name -> name.equals("POLYCLERK_WORKERS") ? "many" : null);
        assertThat(settings.number(Setting.API_RATE, 1)).isEqualTo(1200);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> settings.number(Setting.WORKERS, 1))
                .hasMessageContaining("POLYCLERK_WORKERS")
                .hasMessageNotContaining("many");
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Settings

                *Generated from the code.* Every setting is an environment variable. Secrets are never shown or logged.

                | name | default | meaning |
                |---|---|---|
                """);
        for (Setting setting : Setting.values()) {
            String value = setting.defaultValue();
            page.append("| `%s` | %s | %s |%n"
                    .formatted(setting.variable(), value == null ? "" : "`" + value + "`", setting.meaning()));
        }
        return page.toString();
    }
}
