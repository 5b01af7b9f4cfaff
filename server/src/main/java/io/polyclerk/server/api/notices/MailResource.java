package io.polyclerk.server.api.notices;

import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.persistence.notices.SqlMailStore.Passed;
import io.polyclerk.server.persistence.notices.SqlMailStore.Standing;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** E-mail that goes out; administrators only. */
@Path("mail")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "mail", description = "E-mail that goes out")
public class MailResource {

    private static final int MOST = 100;

    private final MailDesk desk;

    /**
     * @param on whether a mail server is set
     * @param waiting how many wait to be sent
     * @param dead how many were given up within the last 30 days
     * @param sent how many were taken by the mail server within the last 30 days
     * @param reason why the last of those that wait or were given up was not taken
     */
    @Schema(name = "MailStanding")
    public record MailView(
            boolean on,
            int waiting,
            int dead,
            int sent,
            @Nullable String reason) {}

    /** @param to one plain address @param language of the words */
    @Schema(name = "MailTrial", example = "{\"to\":\"mei@shop.example\",\"language\":\"en\"}")
    public record Trial(@Nullable String to, @Nullable String language) {}

    @Inject
    public MailResource(MailDesk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(summary = "Show how e-mail stands")
    public MailView standing() {
        Standing standing = desk.standing();
        return new MailView(desk.isOn(), standing.waiting(), standing.dead(), standing.sent(), standing.reason());
    }

    /** The newest first. */
    public record MailList(List<Passed> mails) {}

    @GET
    @Path("latest")
    @Operation(
            summary = "List what went out",
            description = "The newest 100 of the last 30 days, without addresses and words, with what became of each.")
    public MailList latest() {
        return new MailList(desk.latest(MOST));
    }

    @POST
    @Path("test")
    @Operation(
            summary = "Send an e-mail to see whether it works",
            description = "What becomes of it is told by `GET /mail`.")
    @APIResponse(responseCode = "202", description = "It waits to be sent")
    @APIResponse(responseCode = "409", description = "No mail server is set")
    public Response tryOut(@Nullable Trial trial) {
        if (trial == null || trial.to() == null || !MailDesk.isAddress(trial.to())) {
            throw ProblemException.invalid("to", "is no address such as mei@shop.example");
        }
        if (!desk.isOn()) {
            throw ProblemException.of(
                    409, "no-mail-server", "no mail server is set: see the settings that begin with MAIL");
        }
        String language = trial.language();
        desk.tryOut(trial.to(), language == null ? "en" : language);
        return Response.accepted().build();
    }
}
