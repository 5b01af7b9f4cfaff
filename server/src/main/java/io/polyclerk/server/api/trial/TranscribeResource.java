package io.polyclerk.server.api.trial;

import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.telemetry.Telemetry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the bot hears in a recording, for tests, partners and the curious. Nothing is stored. */
@Path("transcribe")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Tag(name = "understanding", description = "Languages, intents, details, personal data")
public class TranscribeResource {

    private final SpeechToText speech;
    private final OpenConnections connections;
    private final Counters counters;

    /** What was understood. @param engine what understood it */
    public record Transcript(String text, String language, String engine) {}

    @Inject
    public TranscribeResource(SpeechToText speech, OpenConnections connections, Telemetry counters) {
        this.speech = speech;
        this.connections = connections;
        this.counters = counters;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Put a recording into words",
            description = "The body is the file: Ogg/Opus and WAV always, AMR, Speex, MP3, M4A, WebM where ffmpeg is"
                    + " installed. The format is found out from the content.")
    @APIResponse(responseCode = "415", description = "No sound in a format that is known")
    @APIResponse(responseCode = "422", description = "Too long, damaged, or nobody at hand made words of it")
    @APIResponse(responseCode = "501", description = "A decoder is missing; the problem says which")
    public Transcript transcribe(
            byte[] audio,
            @QueryParam("language") @Nullable String language,
            @QueryParam("merchant") @Nullable String merchant) {
        Heard heard = speech.transcribe(
                audio, new SpeechToText.Question(merchant == null ? connections.firstMerchant() : merchant, language));
        counters.count("transcriptions", label(heard));
        return switch (heard) {
            case Heard.Words words -> new Transcript(words.text(), words.language(), words.engine());
            case Heard.Unclear unclear ->
                throw ProblemException.of(
                        422,
                        "not-understood",
                        "nobody at hand understood it; the last that tried was " + unclear.engine());
            case Heard.Refused refused ->
                throw ProblemException.of(
                        status(refused.reason()), refused.reason().wireName(), refused.detail());
        };
    }

    static String label(Heard heard) {
        return switch (heard) {
            case Heard.Words words -> words.engine();
            case Heard.Unclear unclear -> "unclear";
            case Heard.Refused refused -> refused.reason().name().toLowerCase(Locale.ROOT);
        };
    }

    private static int status(SpeechToText.Reason reason) {
        return switch (reason) {
            case EMPTY -> 400;
            case TOO_LARGE -> 413;
            case UNKNOWN_FORMAT -> 415;
            case TOO_LONG, BROKEN -> 422;
            case NEEDS_DECODER -> 501;
            case UNAVAILABLE -> 503;
        };
    }
}
