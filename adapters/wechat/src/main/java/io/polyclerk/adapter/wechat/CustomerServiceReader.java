package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.DeliveryStatus;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfEventMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfLinkMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfLocationMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfResourceMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfTextMsg;
import org.jspecify.annotations.Nullable;

/** Translates what is fetched from WeCom customer service. */
final class CustomerServiceReader {

    /** Who wrote, in the platform's numbers; customers are 3 and events 4. */
    private static final int WRITTEN_BY_SERVICER = 5;

    /** What happened to a session, in the platform's numbers. */
    private static final int SESSION_ENDED = 3;

    private final ConnectionId connection;

    CustomerServiceReader(ConnectionId connection) {
        this.connection = connection;
    }

    /** Empty for what concerns no conversation, such as a servicer who goes home. */
    Optional<ChannelEvent> event(WxCpKfMsgItem item) {
        Instant at = item.getSendTime() == null ? Instant.EPOCH : Instant.ofEpochSecond(item.getSendTime());
        if ("event".equals(item.getMsgType())) {
            return item.getEvent() == null ? Optional.empty() : event(item, item.getEvent(), at);
        }
        if (isBlank(item.getExternalUserId()) || isBlank(item.getMsgId())) {
            return Optional.empty();
        }
        ConversationKey key = new ConversationKey(connection, item.getExternalUserId());
        List<Content> contents = List.of(content(item));
        boolean servicer = item.getOrigin() != null && item.getOrigin() == WRITTEN_BY_SERVICER;
        return Optional.of(
                servicer
                        ? new ChannelEvent.AgentSpoke(key, item.getMsgId(), contents, at)
                        : new ChannelEvent.MessageReceived(new InboundMessage(
                                key, item.getMsgId(), Sender.of(item.getExternalUserId()), at, contents)));
    }

    private Optional<ChannelEvent> event(WxCpKfMsgItem item, WxCpKfEventMsg event, Instant at) {
        if (isBlank(event.getExternalUserId()) || isBlank(event.getEventType())) {
            return Optional.empty();
        }
        ConversationKey key = new ConversationKey(connection, event.getExternalUserId());
        return switch (event.getEventType()) {
            case "enter_session" -> Optional.of(new ChannelEvent.ContactJoined(key, at, AccountReader.ENTER));
            case "msg_send_fail" ->
                Optional.ofNullable(event.getFailMsgId())
                        .map(id -> new ChannelEvent.StatusChanged(
                                key, id, DeliveryStatus.FAILED, at, id, "fail_type " + event.getFailType()));
            case "user_recall_msg" ->
                Optional.ofNullable(event.getRecallMsgId()).map(id -> new ChannelEvent.MessageDeleted(key, id, at));
            case "session_status_change" -> session(key, event, String.valueOf(item.getMsgId()), at);
            default -> Optional.empty();
        };
    }

    /** A servicer has taken the conversation, though nothing is said yet; or it has ended. */
    private static Optional<ChannelEvent> session(ConversationKey key, WxCpKfEventMsg event, String id, Instant at) {
        if (event.getChangeType() != null && event.getChangeType() == SESSION_ENDED) {
            return Optional.of(new ChannelEvent.AgentLeft(key, id, at));
        }
        return isBlank(event.getNewServicerUserId())
                ? Optional.empty()
                : Optional.of(new ChannelEvent.AgentSpoke(key, id, List.of(), at));
    }

    private static Content content(WxCpKfMsgItem item) {
        String type = String.valueOf(item.getMsgType());
        Optional<Content> content = switch (type) {
            case "text" -> Optional.ofNullable(item.getText()).map(CustomerServiceReader::text);
            case "image" -> media(MediaKind.IMAGE, null, item.getImage());
            case "voice" -> media(MediaKind.VOICE, "audio/amr", item.getVoice());
            case "video" -> media(MediaKind.VIDEO, "video/mp4", item.getVideo());
            case "file" -> media(MediaKind.DOCUMENT, null, item.getFile());
            case "location" -> Optional.ofNullable(item.getLocation()).flatMap(CustomerServiceReader::location);
            case "link" -> Optional.ofNullable(item.getLink()).map(CustomerServiceReader::link);
            case "miniprogram" ->
                Optional.ofNullable(item.getMiniProgram())
                        .map(page -> new Content.Text(AccountReader.lines(page.getTitle())));
            default -> Optional.empty();
        };
        return content.orElseGet(() -> new Content.Unsupported(type));
    }

    private static Content text(WxCpKfTextMsg text) {
        String words = text.getContent() == null ? "" : text.getContent();
        return isBlank(text.getMenuId()) ? new Content.Text(words) : new Content.Selection(text.getMenuId(), words);
    }

    private static Optional<Content> media(MediaKind kind, @Nullable String type, @Nullable WxCpKfResourceMsg file) {
        return file == null || isBlank(file.getMediaId())
                ? Optional.empty()
                : Optional.of(new Content.Media(kind, new MediaRef(file.getMediaId(), type, null, null, null), null));
    }

    private static Optional<Content> location(WxCpKfLocationMsg place) {
        if (place.getLatitude() == null || place.getLongitude() == null) {
            return Optional.empty();
        }
        String label = AccountReader.lines(place.getName(), place.getAddress());
        return Optional.of(new Content.Location(
                exact(place.getLatitude()), exact(place.getLongitude()), label.isEmpty() ? null : label));
    }

    /** The digits that were sent: widening a float would invent more. */
    private static double exact(Float coordinate) {
        return Double.parseDouble(coordinate.toString());
    }

    private static Content link(WxCpKfLinkMsg link) {
        return new Content.Text(AccountReader.lines(link.getTitle(), link.getDesc(), link.getUrl()));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
