package io.polyclerk.adapter.wechat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The fields of a pushed message, which is one flat XML or JSON object. The client library's own XML parser is not used: it is given
 * what strangers send, so nothing but plain elements is let through.
 */
final class WeChatFields {

    /** What the platform sends is two deep; anything much deeper was made to hurt. */
    private static final int DEEPEST = 16;

    private static final int MOST = 256;

    private WeChatFields() {}

    /** Empty for whatever cannot be read. Of a field that stands twice the first counts. */
    static Optional<Map<String, String>> read(String body) {
        String text = body.strip();
        try {
            return Optional.of(text.startsWith("{") ? json(text) : xml(text));
        } catch (XMLStreamException | JsonParseException | IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    private static Map<String, String> json(String text) {
        JsonObject object = JsonParser.parseString(text).getAsJsonObject();
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<String, JsonElement> field : object.entrySet()) {
            if (field.getValue().isJsonPrimitive()) {
                fields.put(field.getKey(), field.getValue().getAsString());
            }
        }
        return fields;
    }

    private static Map<String, String> xml(String text) throws XMLStreamException {
        XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
        try {
            return fieldsBelowTheRoot(reader);
        } finally {
            reader.close();
        }
    }

    /** The JDK's own parser, whatever else is on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static Map<String, String> fieldsBelowTheRoot(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        StringBuilder value = new StringBuilder();
        String name = "";
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("document types and entities are not taken");
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth > DEEPEST || fields.size() > MOST) {
                        throw new XMLStreamException("more than the platform ever sends");
                    }
                    if (depth == 2) {
                        name = reader.getLocalName();
                        value.setLength(0);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth == 2) {
                        value.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth == 2) {
                        fields.putIfAbsent(name, value.toString());
                    }
                    depth--;
                }
                default -> {
                    // Comments and processing instructions mean nothing here.
                }
            }
        }
        return fields;
    }
}
