package io.polyclerk.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.store.OrderAction;

/** The mappers of the server: times as ISO 8601, enums in lower case, contents and actions told apart by {@code type}, nulls left out. */
public final class Json {

    /** For what is stored: fields that a newer version added are skipped. */
    public static final ObjectMapper STORED =
            mapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** For the API: an unknown field is an error, so that a misspelt name is noticed. */
    public static final ObjectMapper API =
            mapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private Json() {}

    private static JsonMapper.Builder mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module(), identities())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                // Methods such as isAngry() answer questions; only components are data.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .addMixIn(Content.class, Typed.class)
                .addMixIn(OrderAction.class, Typed.class);
        builder.registerSubtypes(
                new NamedType(Content.Text.class, "text"),
                new NamedType(Content.Media.class, "media"),
                new NamedType(Content.Location.class, "location"),
                new NamedType(Content.Choice.class, "choice"),
                new NamedType(Content.Selection.class, "selection"),
                new NamedType(Content.Card.class, "card"),
                new NamedType(Content.PhoneNumber.class, "phone"),
                new NamedType(Content.Unsupported.class, "unsupported"));
        builder.registerSubtypes(
                new NamedType(OrderAction.Cancel.class, "cancel"),
                new NamedType(OrderAction.RefundMoney.class, "refund"),
                new NamedType(OrderAction.RequestReturn.class, "return"),
                new NamedType(OrderAction.ChangeAddress.class, "change_address"),
                new NamedType(OrderAction.AddNote.class, "note"));
        builder.build()
                .getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(64).build());
        return builder;
    }

    private static SimpleModule identities() {
        return new SimpleModule("polyclerk")
                .addSerializer(ConnectionId.class, ToStringSerializer.instance)
                .addSerializer(ConversationId.class, ToStringSerializer.instance)
                .addDeserializer(ConnectionId.class, FromText.to(ConnectionId.class, ConnectionId::new))
                .addDeserializer(ConversationId.class, FromText.to(ConversationId.class, ConversationId::new));
    }

    /** Our own records always become JSON, so a failure is a bug. */
    public static String write(Object value) {
        try {
            return STORED.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /** Like {@link #write(Object)}, for values whose static type decides how they are written, such as lists of contents. */
    public static <T> String write(T value, TypeReference<T> type) {
        try {
            return STORED.writerFor(type).writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /** Reads what {@link #write(Object)} wrote. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return STORED.readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored JSON cannot be read", damaged);
        }
    }

    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return STORED.readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored JSON cannot be read", damaged);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}
}
