package io.polyclerk.server.api;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import io.polyclerk.server.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Reads and writes bodies with the server's own mapper. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
@Produces({MediaType.APPLICATION_JSON, "application/*+json"})
public class JsonBodies extends JacksonJsonProvider {

    public JsonBodies() {
        super(Json.API);
    }
}
