package io.polyclerk.server.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** A form with files that cannot be taken apart is the caller's fault, not ours. */
@Provider
public class MultipartBodies implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!"multipart".equals(context.getMediaType().getType())) {
            return context.proceed();
        }
        try {
            return context.proceed();
        } catch (WebApplicationException told) {
            throw told;
        } catch (IOException | RuntimeException unreadable) {
            for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
                if (cause instanceof ContentTooLargeException) {
                    throw unreadable;
                }
            }
            throw ProblemException.of(400, "malformed", "the body is no form that can be read");
        }
    }
}
