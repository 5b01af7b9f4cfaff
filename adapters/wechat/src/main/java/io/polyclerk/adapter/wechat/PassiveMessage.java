package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.Content;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What is said in the answer to a push: a text, in XML. */
final class PassiveMessage {

    private PassiveMessage() {}

    /** Options become numbers: a choice may have been put together before the account turned out to have no other way. */
    static String words(Content content) {
        return switch (content) {
            case Content.Text text -> text.text();
            case Content.Choice choice ->
                choice.prompt()
                        + IntStream.range(0, choice.options().size())
                                .mapToObj(i -> "\n" + (i + 1) + ". "
                                        + choice.options().get(i).label())
                                .collect(Collectors.joining());
            case Content.Media media -> throw unsupported("media");
            case Content.Location location -> throw unsupported("location");
            case Content.Card card -> throw unsupported("card");
            case Content.Selection selection -> throw unsupported("selection");
            case Content.PhoneNumber phone -> throw unsupported("phone number");
            case Content.Unsupported unsupported -> throw unsupported(unsupported.platformType());
        };
    }

    private static AdapterException unsupported(String kind) {
        return new AdapterException.Unsupported("the answer to a push does not carry: " + kind);
    }

    static String xml(String shopper, String account, Instant now, String words) {
        StringWriter xml = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(xml);
            writer.writeStartElement("xml");
            element(writer, "ToUserName", shopper);
            element(writer, "FromUserName", account);
            writer.writeStartElement("CreateTime");
            writer.writeCharacters(String.valueOf(now.getEpochSecond()));
            writer.writeEndElement();
            element(writer, "MsgType", "text");
            element(writer, "Content", words);
            writer.writeEndElement();
            writer.flush();
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return xml.toString();
    }

    private static void element(XMLStreamWriter writer, String name, String text) throws XMLStreamException {
        writer.writeStartElement(name);
        // What would end the section stands half in one and half in the next.
        for (String part : List.of(text.split("(?<=]])(?=>)"))) {
            writer.writeCData(part);
        }
        writer.writeEndElement();
    }
}
