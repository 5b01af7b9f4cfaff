package io.polyclerk.server.wiring;

import io.polyclerk.ai.ladder.ModelSettings;
import io.polyclerk.ai.ladder.TokenPrices;
import io.polyclerk.ai.speech.Ears;
import io.polyclerk.ai.speech.SpeechEndpoint;
import io.polyclerk.ai.speech.SpeechProcess;
import io.polyclerk.ai.speech.SpeechSettings;
import io.polyclerk.ai.vision.Eyes;
import io.polyclerk.ai.vision.VisionModel;
import io.polyclerk.ai.vision.VisionProcess;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.ladder.Spending;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.metrics.SpentOn;
import io.polyclerk.server.persistence.metrics.SqlSpending;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What listens and looks. Nothing of it is started, or takes memory, before the first file comes. */
final class Senses implements AutoCloseable {

    /** The first note after a pause also waits for the process and its model. */
    private static final Duration LONGEST_LISTENING = Duration.ofSeconds(45);

    private static final Duration IDLE = Duration.ofMinutes(5);

    private static final Duration LONGEST_LOOKING = Duration.ofSeconds(30);

    /** A shopper waits for the answer meanwhile. */
    private static final Duration LONGEST_ENDPOINT = Duration.ofSeconds(15);

    private final SpeechProcess speech;
    private final Ears ears;
    private final VisionProcess photos;
    private final Eyes eyes;

    Senses(DataFolder data, ConnectionRegistry connections, Settings settings, Database database, Clock clock) {
        photos = new VisionProcess(
                SideFiles.own(),
                data.folder("catalogues"),
                SideFiles.traces(data, "vision"),
                connections,
                clock,
                LONGEST_LOOKING,
                IDLE);
        speech = new SpeechProcess(
                SideFiles.withEngines(data.folder("engines")),
                data.folder("models"),
                SideFiles.traces(data, "speech"),
                LONGEST_LISTENING,
                IDLE);
        long cap = settings.millionths(Setting.MODEL_DAILY_CAP);
        eyes = new Eyes(photos, model(settings, new SqlSpending(database, cap, SpentOn.LOOKING), clock));
        ears = new Ears(speech, endpoint(settings, new SqlSpending(database, cap, SpentOn.LISTENING), clock));
    }

    private static Optional<VisionModel> model(Settings settings, Spending spending, Clock clock) {
        return settings.optional(Setting.VISION_URL) == null
                ? Optional.empty()
                : Optional.of(new VisionModel(
                        new ModelSettings(
                                settings.address(Setting.VISION_URL),
                                settings.text(Setting.VISION_KEY),
                                settings.text(Setting.VISION_NAME),
                                new TokenPrices(
                                        settings.millionths(Setting.VISION_INPUT_PRICE),
                                        settings.millionths(Setting.VISION_OUTPUT_PRICE))),
                        spending,
                        clock,
                        LONGEST_ENDPOINT));
    }

    private static Optional<SpeechEndpoint> endpoint(Settings settings, Spending spending, Clock clock) {
        return settings.optional(Setting.SPEECH_URL) == null
                ? Optional.empty()
                : Optional.of(new SpeechEndpoint(
                        new SpeechSettings(
                                settings.address(Setting.SPEECH_URL),
                                settings.text(Setting.SPEECH_KEY),
                                settings.text(Setting.SPEECH_NAME),
                                settings.millionths(Setting.SPEECH_MINUTE_PRICE)),
                        spending,
                        clock,
                        LONGEST_ENDPOINT));
    }

    SpeechToText speech() {
        return ears;
    }

    Eyes photos() {
        return eyes;
    }

    @Override
    public void close() {
        speech.close();
        photos.close();
    }
}
