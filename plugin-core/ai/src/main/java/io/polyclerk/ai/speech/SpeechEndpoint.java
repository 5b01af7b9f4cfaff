package io.polyclerk.ai.speech;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;
import dev.langchain4j.model.openai.OpenAiAudioTranscriptionModel;
import io.polyclerk.core.ladder.Spending;
import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.media.SpeechToText.Question;
import io.polyclerk.core.media.SpeechToText.Reason;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * Has sound put into words behind an OpenAI-compatible address ({@code /audio/transcriptions}). It gets decoded sound and nothing else of
 * the file; what it answers is data. Never asked twice for the same note, since each request may cost; rests after three failures in a row.
 * Thread-safe.
 */
public final class SpeechEndpoint {

    /** Longest transcript of two minutes that anybody speaks, with room. */
    private static final int LONGEST_TEXT = 4_000;

    private final SpeechSettings settings;
    private final AudioTranscriptionModel model;
    private final Spending spending;
    private final Clock clock;
    private final Duration patience;
    private final CircuitBreaker<AudioTranscriptionResponse> breaker =
            CircuitBreaker.<AudioTranscriptionResponse>builder()
                    .withFailureThreshold(3)
                    .withDelay(Duration.ofSeconds(30))
                    .build();

    /** @param patience how long an answer is waited for */
    public SpeechEndpoint(SpeechSettings settings, Spending spending, Clock clock, Duration patience) {
        this.settings = settings;
        this.spending = spending;
        this.clock = clock;
        this.patience = patience;
        this.model = OpenAiAudioTranscriptionModel.builder()
                .httpClientProvider(JdkHttpClient.builder()
                        .httpClientBuilder(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)))
                .baseUrl(settings.address().toString())
                .apiKey(settings.key().isBlank() ? "none" : settings.key())
                .modelName(settings.name())
                .timeout(patience)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    /** Name of what listens there. */
    String name() {
        return settings.name();
    }

    /** @param wave of one channel and 16 bits at {@link Sound#RATE} */
    Heard listen(byte[] wave, Question question) {
        long cost = settings.cost((double) (wave.length - SpeechAnswer.WAVE_HEAD) / (2 * Sound.RATE));
        if (!spending.reserve(question.merchant(), cost, clock.instant())) {
            return new Heard.Refused(Reason.UNAVAILABLE, "the cap of the day is reached");
        }
        // A request without an answer may have been charged: what was set aside stays spent.
        String language = question.language();
        AudioTranscriptionRequest.Builder request = AudioTranscriptionRequest.builder()
                .audio(Audio.builder().binaryData(wave).mimeType("audio/wav").build())
                .temperature(0.0);
        if (language != null) {
            request.language(Locale.forLanguageTag(language).getLanguage());
        }
        Timeout<AudioTranscriptionResponse> timeout = Timeout.<AudioTranscriptionResponse>builder(patience)
                .withInterrupt()
                .build();
        try {
            return heard(Failsafe.with(breaker, timeout).get(() -> model.transcribe(request.build())), language);
        } catch (CircuitBreakerOpenException resting) {
            return unavailable("resting after failures");
        } catch (TimeoutExceededException slow) {
            return unavailable("no answer within " + patience.toMillis() + " ms");
        } catch (FailsafeException interrupted) {
            return unavailable("interrupted");
        } catch (RuntimeException failure) {
            // The provider's own words are left out: they quote keys.
            return unavailable(failure.getClass().getSimpleName());
        }
    }

    private Heard heard(AudioTranscriptionResponse response, @org.jspecify.annotations.Nullable String language) {
        String told = response == null || response.text() == null ? "" : response.text();
        String text = told.replaceAll("\\p{Cntrl}+", " ").strip();
        return text.isEmpty()
                ? new Heard.Unclear(settings.name())
                : new Heard.Words(
                        text.substring(0, Math.min(text.length(), LONGEST_TEXT)),
                        language == null ? "und" : language,
                        settings.name());
    }

    private static Heard unavailable(String why) {
        return new Heard.Refused(Reason.UNAVAILABLE, "the speech endpoint: " + why);
    }
}
