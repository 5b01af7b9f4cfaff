package io.polyclerk.adapter.wechat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Reads what the platform is asked, and refuses what it does not know. */
final class Strict {

    private Strict() {}

    static JsonObject json(String body) {
        if (body.matches("(?s).*\\\\u00(27|26|3c|3e|3d).*")) {
            throw new Refusal(40033, "invalid charset: no escapes");
        }
        try {
            return JsonParser.parseString(body).getAsJsonObject();
        } catch (RuntimeException noObject) {
            throw new Refusal(47001, "data format error");
        }
    }

    static void requireOnly(JsonObject object, String... names) {
        if (object == null || !object.keySet().equals(Set.of(names))) {
            throw new Refusal(
                    47001, "expected " + List.of(names) + " and got " + (object == null ? null : object.keySet()));
        }
    }

    static void requireValue(JsonObject object, String name, String value, int code) {
        if (!object.has(name) || !value.equals(object.get(name).getAsString())) {
            throw new Refusal(code, "invalid " + name);
        }
    }

    static String string(JsonObject object, String name, int longestInBytes) {
        JsonElement value = object.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw new Refusal(47001, name + " is no text");
        }
        String text = value.getAsString();
        if (text.getBytes(StandardCharsets.UTF_8).length > longestInBytes) {
            throw new Refusal(45002, name + " is too long");
        }
        return text;
    }
}
