package io.polyclerk.adapter.whatsapp;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/**
 * A file as the media API wants it (RFC 7578).
 *
 * @param type media type of the file, without line breaks
 */
record UploadForm(String type, byte[] file, String boundary) {

    UploadForm(String type, byte[] file) {
        this(type, file, UUID.randomUUID().toString());
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher publisher() {
        String before = field("messaging_product", "whatsapp")
                + field("type", type)
                + "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: "
                + type + "\r\n\r\n";
        return BodyPublishers.concat(
                BodyPublishers.ofString(before),
                BodyPublishers.ofByteArray(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }

    private String field(String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
