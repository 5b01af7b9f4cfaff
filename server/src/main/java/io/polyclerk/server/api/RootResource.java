package io.polyclerk.server.api;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** The door of the API, open to all. */
@Path("/")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Within(Within.Scope.NOTHING)
public class RootResource {

    /** @param api version of the API */
    public record Door(String name, int api, String description) {}

    @GET
    @SecurityRequirements
    @Operation(summary = "Say that the server is there", description = "The only operation without a token.")
    public Door door() {
        return new Door("polyclerk", 1, "/openapi");
    }
}
