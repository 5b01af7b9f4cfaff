package io.polyclerk.server.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.polyclerk.server.connections.ConnectionExistsException;
import io.polyclerk.server.connections.InvalidConnectionException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Collectors;

/** Turns everything that goes wrong into a problem document; what nobody expected is logged and told without details. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOGGER = System.getLogger(ProblemMapper.class.getName());

    private final HttpServletRequest request;

    public ProblemMapper(@Context HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public Response toResponse(Throwable failure) {
        String requestId = String.valueOf(request.getAttribute(ApiGate.REQUEST_ID));
        Problem problem = problemOf(failure, requestId).of(requestId);
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
        if (failure instanceof WebApplicationException known
                && known.getResponse().getHeaderString("Allow") != null) {
            answer.header("Allow", known.getResponse().getHeaderString("Allow"));
        }
        return answer.build();
    }

    private static Problem problemOf(Throwable failure, String requestId) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ContentTooLargeException) {
                return Problem.of(413, "too-large", cause.getMessage());
            }
            if (cause instanceof JacksonException malformed) {
                return ofMalformed(malformed);
            }
        }
        return switch (failure) {
            case ProblemException known -> known.problem();
            case InvalidConnectionException invalid ->
                Problem.of(422, "invalid", invalid.getMessage(), invalid.violations());
            case ConnectionExistsException exists -> Problem.of(409, "exists", exists.getMessage());
            case WebApplicationException known -> ofStatus(known.getResponse().getStatus());
            default -> {
                LOGGER.log(System.Logger.Level.ERROR, "request " + requestId + " failed", failure);
                yield Problem.of(500, "internal", "something went wrong; the log has more under this instance");
            }
        };
    }

    private static Problem ofMalformed(JacksonException malformed) {
        if (malformed instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return ProblemException.invalid(field, "has no place here or a value that does not fit")
                    .problem();
        }
        return Problem.of(400, "malformed", "the body is not the JSON that is wanted here");
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(status, "unauthorized", "a token is needed");
            case 403 -> Problem.of(status, "forbidden", "this token may not do that");
            case 404 -> Problem.of(status, "not-found", "there is nothing at this address");
            case 405 -> Problem.of(status, "method-not-allowed", "this address takes other methods");
            case 406 -> Problem.of(status, "not-acceptable", "this address has no such representation");
            case 415 -> Problem.of(status, "media-type", "this address takes another content type");
            default -> Problem.of(status, status < 500 ? "bad-request" : "internal", null);
        };
    }
}
