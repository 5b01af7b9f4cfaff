package io.polyclerk.adapter.wechat;

import static io.polyclerk.adapter.wechat.Strict.requireOnly;
import static io.polyclerk.adapter.wechat.Strict.requireValue;
import static io.polyclerk.adapter.wechat.Strict.string;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What WeCom's customer service answers; called by one thread at a time. */
final class CustomerServiceSide {

    private final WeChatSimulator platform;
    private final Set<String> messageIds = new HashSet<>();

    CustomerServiceSide(WeChatSimulator platform) {
        this.platform = platform;
    }

    String servicers(Map<String, String> query) {
        platform.requireToken(query, Set.of("access_token", "open_kfid"));
        if (!WeChatSimulator.OPEN_KF_ID.equals(query.get("open_kfid"))) {
            throw new Refusal(95000, "invalid open_kfid");
        }
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"servicer_list\":[]}";
    }

    String sync(JsonObject body) {
        for (String name : body.keySet()) {
            if (!Set.of("cursor", "token", "limit", "voice_format", "open_kfid").contains(name)) {
                throw new Refusal(40058, "unknown " + name);
            }
        }
        requireValue(body, "open_kfid", WeChatSimulator.OPEN_KF_ID, 95000);
        if (body.get("limit").getAsInt() > 1000 || body.get("voice_format").getAsInt() != 0) {
            throw new Refusal(40058, "limit or voice_format");
        }
        if (!body.has("token") && platform.tokenlessSyncsAllowed-- <= 0) {
            throw new Refusal(45009, "api freq out of limit");
        }
        if (body.has("token") && !platform.callbackTokens.contains(string(body, "token", 128))) {
            throw new Refusal(95007, "invalid msg token");
        }
        int from =
                body.has("cursor") ? Integer.parseInt(string(body, "cursor", 64).substring(1)) : 0;
        int to = Math.min(from + platform.pageSize, platform.weComMessages.size());
        JsonArray page = new JsonArray();
        platform.weComMessages.subList(from, to).forEach(page::add);
        JsonObject answer = new JsonObject();
        answer.addProperty("errcode", 0);
        answer.addProperty("errmsg", "ok");
        answer.addProperty("next_cursor", "c" + to);
        answer.addProperty("has_more", to < platform.weComMessages.size() ? 1 : 0);
        answer.add("msg_list", page);
        return answer.toString();
    }

    String kfSend(JsonObject message) {
        String type = string(message, "msgtype", 32);
        requireOnly(message, "touser", "open_kfid", "msgid", "msgtype", type);
        requireValue(message, "open_kfid", WeChatSimulator.OPEN_KF_ID, 95000);
        String words = words(type, message.getAsJsonObject(type));
        String id = newMessageId(message);
        if (platform.sessions.getOrDefault(string(message, "touser", 64), 0) > 1) {
            throw new Refusal(95018, "the session is not the bot's");
        }
        platform.spend(message);
        return shown(id, words);
    }

    String kfSendOnEvent(JsonObject message) {
        String type = string(message, "msgtype", 32);
        requireOnly(message, "code", "msgid", "msgtype", type);
        String words = words(type, message.getAsJsonObject(type));
        if (type.equals("location") || !platform.welcomeCodes.remove(string(message, "code", 64))) {
            throw new Refusal(40029, "invalid code");
        }
        return shown(newMessageId(message), words);
    }

    String sessionState(JsonObject body) {
        requireOnly(body, "open_kfid", "external_userid");
        requireValue(body, "open_kfid", WeChatSimulator.OPEN_KF_ID, 95000);
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"service_state\":"
                + platform.sessions.getOrDefault(string(body, "external_userid", 64), 0) + "}";
    }

    String changeSession(JsonObject body) {
        requireOnly(body, "open_kfid", "external_userid", "service_state", "servicer_userid");
        requireValue(body, "open_kfid", WeChatSimulator.OPEN_KF_ID, 95000);
        String shopper = string(body, "external_userid", 64);
        int from = platform.sessions.getOrDefault(shopper, 0);
        int to = body.get("service_state").getAsInt();
        if (to <= from || from == 4) {
            throw new Refusal(95016, "not allowed to change the session's state");
        }
        platform.sessions.put(shopper, to);
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"msg_code\":\"code\"}";
    }

    private String shown(String id, String words) {
        messageIds.add(id);
        platform.shown.add(words);
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"" + id + "\"}";
    }

    private String newMessageId(JsonObject message) {
        String id = string(message, "msgid", 32);
        if (!id.matches("[0-9a-zA-Z_-]*") || messageIds.contains(id)) {
            throw new Refusal(95999, "msgid invalid or used before");
        }
        return id;
    }

    private static String words(String type, JsonObject content) {
        return switch (type) {
            case "text" -> {
                requireOnly(content, "content");
                yield string(content, "content", 2048);
            }
            case "msgmenu" -> {
                requireOnly(content, "head_content", "list");
                JsonArray list = content.getAsJsonArray("list");
                if (list.size() > 10) {
                    throw new Refusal(40058, "list too long");
                }
                StringBuilder all = new StringBuilder(string(content, "head_content", 1024));
                list.forEach(entry -> all.append(menuEntry(entry.getAsJsonObject())));
                yield all.toString();
            }
            case "location" -> {
                content.get("latitude").getAsDouble();
                content.get("longitude").getAsDouble();
                yield content.toString();
            }
            default -> throw new Refusal(40008, "invalid msgtype");
        };
    }

    private static String menuEntry(JsonObject entry) {
        String type = string(entry, "type", 16);
        requireOnly(entry, "type", type);
        JsonObject content = entry.getAsJsonObject(type);
        if (type.equals("text")) {
            requireOnly(content, "content");
            return string(content, "content", 256);
        }
        requireValue(entry, "type", "click", 40058);
        requireOnly(content, "id", "content");
        return " [" + string(content, "id", 64) + "=" + string(content, "content", 128) + "]";
    }
}
