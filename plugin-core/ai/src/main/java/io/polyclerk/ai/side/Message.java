package io.polyclerk.ai.side;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * What a server and its side process say to each other: a head in JSON and a body of bytes, each after its length.
 *
 * @param head what is wanted or what came of it
 */
public record Message(JsonNode head, byte[] body) {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_HEAD = 4 << 20;
    private static final int LONGEST_BODY = 64 << 20;
    private static final byte[] NOTHING = {};

    public static Message of(Object head, byte[] body) {
        return new Message(JSON.valueToTree(head), body);
    }

    public static Message of(Object head) {
        return of(head, NOTHING);
    }

    /** The head as a record. @throws IllegalArgumentException when it is none of this kind */
    public <T> T head(Class<T> type) {
        return JSON.convertValue(head, type);
    }

    void write(DataOutputStream stream) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(head);
        stream.writeInt(bytes.length);
        stream.writeInt(body.length);
        stream.write(bytes);
        stream.write(body);
        stream.flush();
    }

    static Message read(DataInputStream stream) throws IOException {
        byte[] head = new byte[length(stream.readInt(), LONGEST_HEAD)];
        byte[] body = new byte[length(stream.readInt(), LONGEST_BODY)];
        stream.readFully(head);
        stream.readFully(body);
        return new Message(JSON.readTree(head), body);
    }

    private static int length(int announced, int longest) throws IOException {
        if (announced < 0 || announced > longest) {
            throw new EOFException("the other side speaks another language");
        }
        return announced;
    }
}
