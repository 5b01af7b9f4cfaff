package io.polyclerk.server.api.trial;

import io.polyclerk.core.reply.ContentFitter;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.ChannelLooks;
import io.polyclerk.server.connections.ChannelLooks.Look;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.Content;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows what a message becomes on each channel. Sends nothing. */
@Path("preview")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "preview", description = "What a message looks like on each channel")
public class PreviewResource {

    private static final int MOST_CONTENTS = 200;

    private final ChannelLooks looks;
    private final ContentFitter fitter = new ContentFitter();

    /** What is to be shown. @param language of the words, for where a long text may be split */
    @Schema(
            name = "PreviewRequest",
            example = "{\"language\":\"en\",\"contents\":[{\"type\":\"text\",\"text\":\"Hello\"}]}")
    public record Request(
            @Nullable String language, @Nullable List<Content> contents) {}

    /** Each channel with what it makes of each content, in the same order. */
    public record Preview(List<ChannelPreview> channels) {}

    /** @param connection the merchant's own on this channel; null when there is none */
    public record ChannelPreview(
            String adapter,
            Map<String, String> name,
            @Nullable String connection,
            Limits limits,
            List<List<Content>> messages) {}

    /** @param maxOptions 0 when the channel has no buttons @param replyWindow null when unlimited */
    public record Limits(
            int maxTextLength,
            int maxOptions,
            java.time.@Nullable Duration replyWindow,
            @Nullable Integer messagesPerWindow,
            boolean billed) {}

    @Inject
    public PreviewResource(ChannelLooks looks) {
        this.looks = looks;
    }

    @POST
    @Operation(
            summary = "Show what contents become on each channel",
            description = "With the same rules by which they are sent: options become buttons or a numbered list, long"
                    + " texts are split.")
    public Preview preview(@QueryParam("merchant") @Nullable String merchant, @Nullable Request request) {
        List<Content> contents = request == null || request.contents() == null ? List.of() : request.contents();
        if (contents.isEmpty() || contents.size() > MOST_CONTENTS) {
            throw ProblemException.invalid("contents", "must be 1 to " + MOST_CONTENTS);
        }
        String language = request == null || request.language() == null ? "en" : request.language();
        return new Preview(looks.of(Merchants.named(merchant)).stream()
                .map(look -> view(look, contents, language))
                .toList());
    }

    private ChannelPreview view(Look look, List<Content> contents, String language) {
        ReplyLaw law = look.capabilities().law();
        return new ChannelPreview(
                look.adapter(),
                look.name(),
                look.connection(),
                new Limits(
                        look.capabilities().maxTextLength(),
                        look.capabilities().maxOptions(),
                        law.replyWindow(),
                        law.messagesPerWindow(),
                        law.billed()),
                contents.stream()
                        .map(content -> fitter.fit(content, look.capabilities(), language))
                        .toList());
    }
}
