package io.polyclerk.server.api;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.ConversationArchive;
import io.polyclerk.server.persistence.ConversationArchive.Line;
import io.polyclerk.server.persistence.ConversationArchive.Summary;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.tika.Tika;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pictures, sound and documents that shoppers sent. */
@Path("conversations")
@Dependent
@Allowed(Role.AGENT)
@Tag(name = "conversations", description = "What was said")
public class MediaResource {

    private static final int LARGEST = 25 * 1024 * 1024;

    private final ConversationArchive archive;
    private final OpenConnections connections;
    private final Tika types = new Tika();

    @Inject
    public MediaResource(ConversationArchive archive, OpenConnections connections) {
        this.archive = archive;
        this.connections = connections;
    }

    @GET
    @Path("{id}/messages/{sequence: [0-9]{1,18}}/media/{index: [0-9]{1,3}}")
    @Operation(
            summary = "Fetch a file of a message",
            description =
                    "`index` counts the message's contents from 0. The file is read from where the channel keeps it.")
    public Response file(
            @PathParam("id") String id, @PathParam("sequence") long sequence, @PathParam("index") int index) {
        Summary conversation = archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
        MediaRef media = archive.message(id, sequence)
                .flatMap(line -> mediaOf(line, index))
                .orElseThrow(() -> ProblemException.notFound("file"));
        ChannelAdapter channel = connections
                .channel(new ConnectionId(conversation.connection()))
                .orElseThrow(() ->
                        ProblemException.of(409, "no-connection", "the connection of this conversation is not active"));
        try (InputStream stream = channel.open(media)) {
            byte[] content = stream.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw ProblemException.of(413, "too-large", "the file is larger than the console shows");
            }
            // The type is what the content looks like; what a platform or a shopper claims is believed by nobody.
            return Response.ok(content, types.detect(content))
                    .header("Content-Disposition", "attachment")
                    .build();
        } catch (AdapterException.Refused gone) {
            throw ProblemException.notFound("file any more");
        } catch (AdapterException | IOException unreachable) {
            throw ProblemException.of(503, "unavailable", "the platform does not give the file at the moment");
        }
    }

    private static Optional<MediaRef> mediaOf(Line line, int index) {
        return line.contents().size() > index && line.contents().get(index) instanceof Content.Media media
                ? Optional.of(media.media())
                : Optional.empty();
    }
}
