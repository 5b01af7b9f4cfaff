package io.polyclerk.server.wiring;

import io.polyclerk.ai.ladder.ModelSettings;
import io.polyclerk.ai.ladder.OpenAiCompatibleModel;
import io.polyclerk.ai.ladder.RedactingMask;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.ladder.ModelRung;
import io.polyclerk.core.ladder.TextMask;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.SqlSpending;
import io.polyclerk.server.persistence.SqlTranscript;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.time.Clock;

/** The model that a merchant has plugged in, or none. */
public final class PluggedModel {

    private PluggedModel() {}

    /** What is put together once the phrases are known. */
    @FunctionalInterface
    public interface Plan {
        Ladder with(Phrasebook phrasebook);
    }

    static Plan of(
            Settings settings,
            Database database,
            Understanding understanding,
            Retriever retriever,
            Counters counters,
            Clock clock) {
        if (settings.optional(Setting.MODEL_URL) == null) {
            return phrasebook -> Ladder.LOCAL;
        }
        ModelSettings where = new ModelSettings(
                settings.address(Setting.MODEL_URL),
                settings.text(Setting.MODEL_KEY),
                settings.text(Setting.MODEL_NAME),
                settings.millionths(Setting.MODEL_INPUT_PRICE),
                settings.millionths(Setting.MODEL_OUTPUT_PRICE));
        // What stays on this machine need not be masked, and is understood better whole.
        TextMask mask = where.isRemote() ? new RedactingMask(understanding.redactor()) : TextMask.NONE;
        return phrasebook -> new ModelRung(
                new OpenAiCompatibleModel(where),
                new SqlSpending(database, settings.millionths(Setting.MODEL_DAILY_CAP)),
                mask,
                new SqlTranscript(database),
                retriever,
                phrasebook,
                understanding.interpreter(),
                counters,
                clock);
    }
}
