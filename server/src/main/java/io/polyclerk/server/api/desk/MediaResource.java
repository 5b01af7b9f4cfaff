package io.polyclerk.server.api.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.media.Pictures;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Line;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.server.persistence.conversations.MediaFiles.Stored;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.tika.Tika;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pictures, sound and documents that shoppers sent. */
@Path("conversations")
@Dependent
@Allowed(Role.AGENT)
@Within(Within.Scope.CONVERSATION)
@Tag(name = "conversations", description = "What was said")
public class MediaResource {

    private final ConversationArchive archive;
    private final KeptMedia media;
    private final Pictures pictures;
    private final int largest;
    private final Tika types = new Tika();

    @Inject
    public MediaResource(ConversationArchive archive, KeptMedia media, Pictures pictures, Settings settings) {
        this.archive = archive;
        this.media = media;
        this.pictures = pictures;
        this.largest = settings.number(Setting.MEDIA_MAX_BYTES, 1);
    }

    @GET
    @Path("{id}/messages/{sequence: [0-9]{1,18}}/media/{index: [0-9]{1,3}}")
    @Operation(
            summary = "Fetch a file of a message",
            description =
                    "`index` counts the message's contents from 0. A picture comes as a new one, upright and without"
                            + " anything but what can be seen; `original=true` gives the file as the shopper sent it.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "404", description = "There is no such file, or it is gone")
    @APIResponse(responseCode = "503", description = "It is still being fetched from the platform")
    public Response file(
            @PathParam("id") String id,
            @PathParam("sequence") long sequence,
            @PathParam("index") int index,
            @QueryParam("original") @DefaultValue("false") boolean original) {
        Summary conversation = archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
        MediaRef sent = archive.message(id, sequence)
                .flatMap(line -> mediaOf(line, index))
                .orElseThrow(() -> ProblemException.notFound("file"));
        try (InputStream stream = open(conversation, sequence, index, sent)) {
            byte[] content = stream.readNBytes(largest + 1);
            if (content.length > largest) {
                throw ProblemException.of(413, "too-large", "the file is larger than the console shows");
            }
            // The type is what the content looks like; what a platform or a shopper claims is believed by nobody.
            String type = types.detect(content);
            Optional<byte[]> picture = original ? Optional.empty() : pictures.redrawn(content, type);
            return picture.map(drawn -> Response.ok(drawn, "image/jpeg").header("Content-Disposition", "inline"))
                    .orElseGet(() -> Response.ok(content, type).header("Content-Disposition", "attachment"))
                    .build();
        } catch (AdapterException.Refused gone) {
            throw ProblemException.of(404, "not-found", String.valueOf(gone.getMessage()));
        } catch (AdapterException.Unavailable notYet) {
            throw ProblemException.of(503, "unavailable", String.valueOf(notYet.getMessage()));
        } catch (AdapterException | IOException unreachable) {
            throw ProblemException.of(503, "unavailable", "the file cannot be had at the moment");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(503, "unavailable", "the server stops");
        }
    }

    private InputStream open(Summary conversation, long sequence, int index, MediaRef sent) {
        Optional<Stored> kept = media.find(new ConversationId(conversation.id()), sequence, index);
        return kept.isPresent()
                ? media.open(kept.get())
                : media.open(new ConnectionId(conversation.connection()), sent);
    }

    @DELETE
    @Path("{id}/media")
    @Allowed(Role.ADMIN)
    @Operation(
            summary = "Erase the files of a conversation",
            description = "Deletes their key, so that copies in backups cannot be read either. It cannot be undone.")
    @APIResponse(responseCode = "204", description = "Erased")
    public Response erase(@PathParam("id") String id) {
        Summary conversation = archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
        media.erase(new ConversationId(conversation.id()));
        return Response.noContent().build();
    }

    private static Optional<MediaRef> mediaOf(Line line, int index) {
        return line.contents().size() > index && line.contents().get(index) instanceof Content.Media found
                ? Optional.of(found.media())
                : Optional.empty();
    }
}
