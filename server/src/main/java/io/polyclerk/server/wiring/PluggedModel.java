package io.polyclerk.server.wiring;

import io.polyclerk.ai.ladder.ChatAnswerModel;
import io.polyclerk.ai.ladder.ModelFiles;
import io.polyclerk.ai.ladder.ModelInFile;
import io.polyclerk.ai.ladder.ModelSettings;
import io.polyclerk.ai.ladder.RedactingMask;
import io.polyclerk.ai.ladder.TokenPrices;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.ladder.AnswerModel;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.ladder.ModelRung;
import io.polyclerk.core.ladder.TextMask;
import io.polyclerk.core.ladder.Translator;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.conversations.SqlTranscript;
import io.polyclerk.server.persistence.metrics.SpentOn;
import io.polyclerk.server.persistence.metrics.SqlSpending;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that a merchant has plugged in, or none. */
public final class PluggedModel implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(PluggedModel.class.getName());
    /** Less than what a turn waits for a model, so that the reason is known before it is over. */
    private static final Duration LONGEST_WRITING = ModelRung.PATIENCE.minusMillis(300);
    /** Files of several gigabytes come from slow disks. */
    private static final Duration LONGEST_LOADING = Duration.ofMinutes(2);

    private final Plan rung;
    private final @Nullable Translator translator;
    private final @Nullable ModelInFile inFile;

    private PluggedModel(Plan rung, @Nullable Translator translator, @Nullable ModelInFile inFile) {
        this.rung = rung;
        this.translator = translator;
        this.inFile = inFile;
    }

    /** What is put together once the phrases are known. */
    @FunctionalInterface
    public interface Plan {
        Ladder with(Phrasebook phrasebook);
    }

    static PluggedModel of(
            Settings settings,
            DataFolder data,
            Database database,
            Understanding understanding,
            Retriever retriever,
            Counters counters,
            Clock clock) {
        if (settings.optional(Setting.MODEL_URL) == null) {
            return inFile(settings, data)
                    .map(file -> of(file, settings, data, database, understanding, retriever, counters, clock))
                    .orElseGet(() -> new PluggedModel(phrasebook -> Ladder.LOCAL, null, null));
        }
        ModelSettings where = new ModelSettings(
                settings.address(Setting.MODEL_URL),
                settings.text(Setting.MODEL_KEY),
                settings.text(Setting.MODEL_NAME),
                new TokenPrices(
                        settings.millionths(Setting.MODEL_INPUT_PRICE),
                        settings.millionths(Setting.MODEL_OUTPUT_PRICE)));
        // What stays on this machine need not be masked, and is understood better whole.
        TextMask mask = where.isRemote() ? new RedactingMask(understanding.redactor()) : TextMask.NONE;
        ChatAnswerModel model = ChatAnswerModel.at(where);
        long cap = settings.millionths(Setting.MODEL_DAILY_CAP);
        SqlSpending answers = new SqlSpending(database, cap, SpentOn.ANSWERS);
        SqlSpending translation = new SqlSpending(database, cap, SpentOn.TRANSLATION);
        return new PluggedModel(
                rung(model, answers, mask, database, understanding, retriever, counters, clock),
                new Translator(model, translation, mask, counters, clock),
                null);
    }

    private static Optional<Path> inFile(Settings settings, DataFolder data) {
        String named = settings.optional(Setting.MODEL_FILE);
        if (named == null) {
            return ModelFiles.in(data.folder("models"));
        }
        if (!ModelFiles.isModel(Path.of(named))) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} is no language model in a GGUF file; none is used", named);
            return Optional.empty();
        }
        return Optional.of(Path.of(named));
    }

    /** It costs nothing and leaves nowhere, so nothing is masked and no price is set. It is too small to translate for people. */
    private static PluggedModel of(
            Path file,
            Settings settings,
            DataFolder data,
            Database database,
            Understanding understanding,
            Retriever retriever,
            Counters counters,
            Clock clock) {
        ModelInFile inFile = new ModelInFile(
                SideFiles.withEngines(data.folder("engines")),
                file,
                SideFiles.traces(data, "model"),
                LONGEST_WRITING,
                LONGEST_LOADING);
        inFile.prepare();
        ChatAnswerModel model = ChatAnswerModel.here(String.valueOf(file.getFileName()), inFile);
        SqlSpending spending = new SqlSpending(database, settings.millionths(Setting.MODEL_DAILY_CAP), SpentOn.ANSWERS);
        return new PluggedModel(
                rung(model, spending, TextMask.NONE, database, understanding, retriever, counters, clock),
                null,
                inFile);
    }

    private static Plan rung(
            AnswerModel model,
            SqlSpending spending,
            TextMask mask,
            Database database,
            Understanding understanding,
            Retriever retriever,
            Counters counters,
            Clock clock) {
        return phrasebook -> new ModelRung(
                model,
                spending,
                mask,
                new SqlTranscript(database),
                retriever,
                phrasebook,
                understanding.interpreter(),
                counters,
                clock);
    }

    @Override
    public void close() {
        if (inFile != null) {
            inFile.close();
        }
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
