package io.polyclerk.server.api.notices;

import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.notices.Notice.Kind;
import io.polyclerk.server.notices.NoticeChoices;
import io.polyclerk.server.persistence.notices.MailChoices.Choice;
import io.polyclerk.server.persistence.notices.MailChoices.Followed;
import io.polyclerk.server.persistence.notices.MailChoices.Pace;
import io.polyclerk.server.persistence.notices.MailChoices.Report;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What somebody with an account is told by e-mail. */
@Path("notice-mail")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.NOTHING)
@Tag(name = "notices", description = "What somebody should look at")
public class NoticeMailResource {

    private static final int LONGEST_ZONE = 64;

    private final NoticeChoices choices;
    private final Accounts accounts;

    /** @param address one plain address @param kinds of notices @param pace {@code soon}, {@code hourly}, {@code daily} @param report {@code never}, {@code weekly}, {@code monthly} */
    @Schema(
            name = "NoticeMailDraft",
            example = "{\"address\":\"mei@shop.example\",\"language\":\"en\",\"kinds\":[\"waiting\",\"connection\"],"
                    + "\"pace\":\"hourly\",\"report\":\"weekly\",\"zone\":\"Europe/Berlin\"}")
    public record Draft(
            @Nullable String address,
            @Nullable String language,
            @Nullable List<String> kinds,
            @Nullable String pace,
            @Nullable String report,
            @Nullable String zone) {
        @Override
        public String toString() {
            return "Draft";
        }
    }

    /**
     * @param on whether e-mail goes out from this server
     * @param confirmed whether the code that was sent to the address has been typed
     * @param known kinds that can be chosen
     */
    @Schema(name = "NoticeMail")
    public record View(
            boolean on,
            @Nullable String address,
            boolean confirmed,
            @Nullable String language,
            List<String> kinds,
            String pace,
            String report,
            @Nullable String zone,
            List<String> known) {
        @Override
        public String toString() {
            return "View";
        }
    }

    /** The six digits of the e-mail. */
    @Schema(name = "NoticeMailCode", example = "{\"code\":\"482913\"}")
    public record Typed(@Nullable String code) {
        @Override
        public String toString() {
            return "Typed";
        }
    }

    @Inject
    public NoticeMailResource(NoticeChoices choices, Accounts accounts) {
        this.choices = choices;
        this.accounts = accounts;
    }

    @GET
    @Operation(summary = "Show what you are told by e-mail")
    @APIResponse(responseCode = "409", description = "You have a token and no account")
    public View show(@Context HttpServletRequest request) {
        return view(accountOf(request).id());
    }

    @PUT
    @Operation(
            summary = "Choose what you are told by e-mail",
            description =
                    "An address that is new is sent a code of six digits, and nothing else before you have sent it to"
                            + " `POST /notice-mail/confirm`.")
    @APIResponse(responseCode = "409", description = "No mail server is set, or you have a token and no account")
    @APIResponse(responseCode = "429", description = "Enough codes were sent; wait a minute")
    public View keep(@Nullable Draft draft, @Context HttpServletRequest request) {
        String account = accountOf(request).id();
        if (!choices.isOn()) {
            throw ProblemException.of(409, "no-mail-server", "this server sends no e-mail");
        }
        if (!choices.keep(choice(account, draft == null ? new Draft(null, null, null, null, null, null) : draft))) {
            throw ProblemException.of(429, "too-many-requests", "enough codes were sent; wait a minute");
        }
        return view(account);
    }

    @POST
    @Path("confirm")
    @Operation(summary = "Show that the address is yours")
    @APIResponse(responseCode = "422", description = "That is not the code, or it is too old or was tried too often")
    public View confirm(@Nullable Typed typed, @Context HttpServletRequest request) {
        String account = accountOf(request).id();
        String code = typed == null ? null : typed.code();
        if (code == null || code.length() > LONGEST_ZONE || !choices.confirm(account, code)) {
            throw ProblemException.invalid("code", "is not the one that was sent, or it is too old");
        }
        return view(account);
    }

    @DELETE
    @Operation(summary = "Be told nothing by e-mail any more")
    public void end(@Context HttpServletRequest request) {
        choices.remove(accountOf(request).id());
    }

    private Account accountOf(HttpServletRequest request) {
        return accounts.find(ApiGate.callerOf(request).tokenId())
                .orElseThrow(() -> ProblemException.of(
                        409, "no-account", "only people who sign in with a password can choose this"));
    }

    private static Choice choice(String account, Draft draft) {
        String address = Objects.toString(draft.address(), "").strip();
        if (!MailDesk.isAddress(address)) {
            throw ProblemException.invalid("address", "is no address such as mei@shop.example");
        }
        List<String> kinds = draft.kinds() == null ? List.of() : draft.kinds();
        if (kinds.size() > Kind.values().length
                || kinds.stream()
                        .anyMatch(
                                kind -> Kind.ofWireName(Objects.toString(kind)).isEmpty())) {
            throw ProblemException.invalid("kinds", "has one that there is none of");
        }
        String language = Objects.toString(draft.language(), "en");
        if (!language.matches("[A-Za-z0-9-]{2,35}")) {
            throw ProblemException.invalid("language", "is no language tag such as en or zh");
        }
        return new Choice(
                account,
                address,
                language,
                kinds.stream().distinct().toList(),
                word("pace", Pace.class, draft.pace(), Pace.HOURLY),
                word("report", Report.class, draft.report(), Report.NEVER),
                zone(Objects.toString(draft.zone(), "UTC")));
    }

    private static <E extends Enum<E>> E word(String field, Class<E> kind, @Nullable String text, E usual) {
        if (text == null) {
            return usual;
        }
        return Arrays.stream(kind.getEnumConstants())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(field, "is none of those that there are"));
    }

    private static ZoneId zone(String name) {
        try {
            if (name.length() <= LONGEST_ZONE) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid("zone", "is no time zone such as Europe/Berlin");
        }
        throw ProblemException.invalid("zone", "is no time zone such as Europe/Berlin");
    }

    private View view(String account) {
        Optional<Followed> found = choices.of(account);
        Choice choice = found.map(Followed::choice).orElse(null);
        return new View(
                choices.isOn(),
                choice == null ? null : choice.address(),
                found.map(Followed::confirmed).orElse(false),
                choice == null ? null : choice.language(),
                choice == null ? List.of() : choice.kinds(),
                lower(choice == null ? Pace.HOURLY : choice.pace()),
                lower(choice == null ? Report.NEVER : choice.report()),
                choice == null ? null : choice.zone().getId(),
                Arrays.stream(Kind.values()).map(Kind::wireName).toList());
    }

    private static String lower(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
