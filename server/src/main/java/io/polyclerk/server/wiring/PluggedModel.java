package io.polyclerk.server.wiring;

import io.polyclerk.ai.ladder.ModelSettings;
import io.polyclerk.ai.ladder.OpenAiCompatibleModel;
import io.polyclerk.ai.ladder.RedactingMask;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.ladder.ModelRung;
import io.polyclerk.core.ladder.TextMask;
import io.polyclerk.core.ladder.Translator;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.SqlSpending;
import io.polyclerk.server.persistence.SqlTranscript;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The model that a merchant has plugged in, or none. */
public final class PluggedModel {

    private final Plan rung;
    private final @Nullable Translator translator;

    private PluggedModel(Plan rung, @Nullable Translator translator) {
        this.rung = rung;
        this.translator = translator;
    }

    /** What is put together once the phrases are known. */
    @FunctionalInterface
    public interface Plan {
        Ladder with(Phrasebook phrasebook);
    }

    static PluggedModel of(
            Settings settings,
            Database database,
            Understanding understanding,
            Retriever retriever,
            Counters counters,
            Clock clock) {
        if (settings.optional(Setting.MODEL_URL) == null) {
            return new PluggedModel(phrasebook -> Ladder.LOCAL, null);
        }
        ModelSettings where = new ModelSettings(
                settings.address(Setting.MODEL_URL),
                settings.text(Setting.MODEL_KEY),
                settings.text(Setting.MODEL_NAME),
                settings.millionths(Setting.MODEL_INPUT_PRICE),
                settings.millionths(Setting.MODEL_OUTPUT_PRICE));
        // What stays on this machine need not be masked, and is understood better whole.
        TextMask mask = where.isRemote() ? new RedactingMask(understanding.redactor()) : TextMask.NONE;
        OpenAiCompatibleModel model = new OpenAiCompatibleModel(where);
        SqlSpending spending = new SqlSpending(database, settings.millionths(Setting.MODEL_DAILY_CAP));
        return new PluggedModel(
                phrasebook -> new ModelRung(
                        model,
                        spending,
                        mask,
                        new SqlTranscript(database),
                        retriever,
                        phrasebook,
                        understanding.interpreter(),
                        counters,
                        clock),
                new Translator(model, spending, mask, counters, clock));
    }

    /** What is asked when the bot does not understand. */
    Plan rung() {
        return rung;
    }

    /** Has texts translated for people at the desk; null without a model. */
    @Nullable
    Translator translator() {
        return translator;
    }
}
