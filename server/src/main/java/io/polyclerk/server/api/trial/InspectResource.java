package io.polyclerk.server.api.trial;

import io.polyclerk.ai.vision.CatalogueLearning.Progress;
import io.polyclerk.ai.vision.Eyes;
import io.polyclerk.ai.vision.VisionProcess;
import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome;
import io.polyclerk.core.media.PhotoInspector.Question;
import io.polyclerk.core.media.PhotoInspector.Written;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.telemetry.Telemetry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the bot sees on a photo, for tests, partners and the curious. Nothing is stored. */
@Path("inspect")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Tag(name = "understanding", description = "Languages, intents, details, personal data")
public class InspectResource {

    private static final int LONGEST_FIELD = 4_000;

    private final Eyes photos;
    private final OpenConnections connections;
    private final Telemetry counters;

    /**
     * What was seen.
     *
     * @param width of the photo as it is seen upright; boxes are in these pixels
     * @param product null when it is none that is known
     * @param fault such as {@code scratch}; {@code none} when nothing is wrong, {@code unclear} when nothing could be compared
     * @param confidence of the fault, 0 to 1
     * @param annotated the photo with its boxes, PNG in base64; null without boxes
     * @param written order numbers and error codes on a photo that shows no product of the shop; null when nothing was read
     * @param missing what is not installed here and would tell more
     */
    public record Sight(
            int width,
            int height,
            @Nullable Match product,
            String fault,
            double confidence,
            List<Box> boxes,
            @Nullable String annotated,
            @Nullable Written written,
            List<String> missing) {}

    @Inject
    public InspectResource(Eyes photos, OpenConnections connections, Telemetry counters) {
        this.photos = photos;
        this.connections = connections;
        this.counters = counters;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Look at a photo",
            description =
                    "Parts: `photo` (a file), and optionally `sku` (the product that it should be), `text` (what was said"
                            + " with it), `merchant`. Compared with the pictures of the merchant's products, which are learnt"
                            + " when the first photo comes. Everything it says is possible, not certain.")
    @APIResponse(responseCode = "413", description = "The file or its number of pixels is too large")
    @APIResponse(responseCode = "415", description = "No picture in a format that is known")
    public Sight inspect(List<EntityPart> parts, @QueryParam("merchant") @Nullable String own) throws IOException {
        byte[] photo = null;
        String sku = null;
        String text = null;
        String merchant = null;
        for (EntityPart part : parts) {
            switch (part.getName()) {
                case "photo" -> photo = content(part, VisionProcess.LARGEST + 1);
                case "sku" -> sku = field(part);
                case "text" -> text = field(part);
                case "merchant" -> merchant = field(part);
                default -> throw ProblemException.invalid(part.getName(), "is no part of this form");
            }
        }
        if (photo == null) {
            throw ProblemException.invalid("photo", "is missing");
        }
        Outcome outcome = photos.inspect(photo, new Question(merchant(merchant, own), blankToNull(sku), text));
        return switch (outcome) {
            case Outcome.Seen seen -> {
                counters.count("inspections", seen.fault().wireName());
                yield sight(seen);
            }
            case Outcome.Refused refused -> {
                counters.count("inspections", refused.reason().wireName());
                throw ProblemException.of(
                        status(refused.reason()), refused.reason().wireName(), refused.detail());
            }
        };
    }

    @GET
    @Path("catalogue")
    @Operation(summary = "How far the pictures of the products are learnt")
    public Progress catalogue(@QueryParam("merchant") @Nullable String merchant) {
        return photos.progress(merchant == null ? connections.firstMerchant() : merchant);
    }

    private Sight sight(Outcome.Seen seen) {
        return new Sight(
                seen.width(),
                seen.height(),
                seen.product(),
                seen.fault().wireName(),
                seen.confidence(),
                seen.boxes(),
                seen.annotated().length == 0 ? null : Base64.getEncoder().encodeToString(seen.annotated()),
                seen.written(),
                photos.missing());
    }

    /** Whoever may see one merchant only has that one in the address: the filter of the API puts it there. */
    private String merchant(@Nullable String named, @Nullable String own) {
        if (named == null) {
            return own == null ? connections.firstMerchant() : own;
        }
        if (own != null && !own.equals(named)) {
            throw ProblemException.invalid("merchant", "is another one than that of the address");
        }
        return named;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String field(EntityPart part) throws IOException {
        return new String(content(part, LONGEST_FIELD), StandardCharsets.UTF_8);
    }

    private static byte[] content(EntityPart part, int most) throws IOException {
        try (InputStream stream = part.getContent()) {
            return stream.readNBytes(most);
        }
    }

    private static int status(PhotoInspector.Reason reason) {
        return switch (reason) {
            case EMPTY -> 400;
            case TOO_LARGE -> 413;
            case UNKNOWN_FORMAT -> 415;
            case BROKEN -> 422;
            case UNAVAILABLE -> 503;
        };
    }
}
