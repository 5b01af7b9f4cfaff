package io.polyclerk.adapter.woocommerce;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import oauth.signpost.AbstractOAuthConsumer;
import oauth.signpost.exception.OAuthException;
import oauth.signpost.http.HttpRequest;
import oauth.signpost.signature.HmacSha256MessageSigner;
import oauth.signpost.signature.QueryStringSigningStrategy;

/**
 * Signs requests instead of sending the secret, for a shop that is reached without encryption (OAuth 1.0a with HMAC-SHA256 and no token,
 * in the query, because servers like to drop the header; WooCommerce REST API documentation, "Authentication over HTTP", read
 * 2026-11-22). It protects the keys and not what is read, so it is for the same machine only. Thread-safe.
 */
final class SignedClient implements Client {

    private final Client client;
    private final String key;
    private final String secret;

    SignedClient(Client client, String key, String secret) {
        this.client = client;
        this.key = key;
        this.secret = secret;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        return client.execute(
                Request.create(
                        request.httpMethod(),
                        signed(new Consumer(key, secret), request.httpMethod().name(), request.url()),
                        request.headers(),
                        request.body(),
                        request.charset(),
                        request.requestTemplate()),
                options);
    }

    static String signed(AbstractOAuthConsumer consumer, String method, String address) {
        try {
            return consumer.sign((Object) new Address(method, address)).getRequestUrl();
        } catch (OAuthException unusable) {
            throw new IllegalStateException("a request could not be signed", unusable);
        }
    }

    /** A consumer for one request, as it keeps the time and the nonce of it. */
    static class Consumer extends AbstractOAuthConsumer {

        private static final long serialVersionUID = 1L;

        Consumer(String key, String secret) {
            super(key, secret);
            setMessageSigner(new HmacSha256MessageSigner());
            setSigningStrategy(new QueryStringSigningStrategy());
        }

        @Override
        protected HttpRequest wrap(Object request) {
            return (HttpRequest) request;
        }
    }

    /** What is signed of a request: its method and address. A body of JSON is not. */
    private static final class Address implements HttpRequest {

        private final String method;
        private String url;

        Address(String method, String url) {
            this.method = method;
            this.url = url;
        }

        @Override
        public String getMethod() {
            return method;
        }

        @Override
        public String getRequestUrl() {
            return url;
        }

        @Override
        public void setRequestUrl(String signed) {
            url = signed;
        }

        @Override
        public void setHeader(String name, String value) {
            throw new UnsupportedOperationException("the signature goes into the query");
        }

        @Override
        public String getHeader(String name) {
            return "";
        }

        @Override
        public Map<String, String> getAllHeaders() {
            return Map.of();
        }

        @Override
        public InputStream getMessagePayload() {
            return InputStream.nullInputStream();
        }

        @Override
        public String getContentType() {
            return "application/json";
        }

        @Override
        public Object unwrap() {
            return this;
        }
    }
}
