package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * What is called of the Graph API. Bodies and errors are read by {@link WhatsAppApi}, as they belong together here. Public because the server's
 * REST client makes its proxy in a class loader of its own.
 */
@Path("")
public interface GraphRest extends AutoCloseable {

    @GET
    @Path("{number}")
    Response number(@PathParam("number") String number, @QueryParam("fields") String fields);

    @POST
    @Path("{number}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    Response messages(@PathParam("number") String number, JsonNode message);

    @POST
    @Path("{number}/media")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    Response upload(@PathParam("number") String number, UploadForm form);

    @GET
    @Path("{account}/message_templates")
    Response templates(
            @PathParam("account") String account, @QueryParam("fields") String fields, @QueryParam("limit") int limit);

    @POST
    @Path("{account}/message_templates")
    @Consumes(MediaType.APPLICATION_JSON)
    Response newTemplate(@PathParam("account") String account, JsonNode template);

    @GET
    @Path("{media}")
    Response media(@PathParam("media") String media, @QueryParam("phone_number_id") String number);

    @Override
    void close();

    static GraphRest open(URI base, LentTransport transport) {
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(base)
                .register(transport)
                // Refusals are sorted by the number of the error in their bodies.
                .property("microprofile.rest.client.disable.default.mapper", true);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The implementation looks for its own parts through the thread.
        thread.setContextClassLoader(builder.getClass().getClassLoader());
        try {
            return builder.build(GraphRest.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
