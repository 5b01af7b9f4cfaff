package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgSendRequest;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfLocationMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfMenuMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfMenuMsg.WxCpKfMenuItem;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfTextMsg;

/** Translates messages into what WeCom customer service sends. The receiver is added by whoever knows how it is reached. */
final class CustomerServiceWriter {

    /** Of a menu: the whole list, and in bytes what stands above it and in one line of text inside of it. */
    private static final int LONGEST_LIST = 10;

    private static final int LONGEST_HEAD = 1024;
    private static final int LONGEST_LINE = 256;

    /** Options that fit beside a prompt of the longest text, of which the list takes what the head does not. */
    static final int MOST_OPTIONS =
            LONGEST_LIST - 1 - (CustomerServiceAdapter.LONGEST_TEXT_BYTES - LONGEST_HEAD) / LONGEST_LINE;

    private CustomerServiceWriter() {}

    static WxCpKfMsgSendRequest request(OutboundMessage message) {
        WxCpKfMsgSendRequest request = new WxCpKfMsgSendRequest();
        request.setMsgId(message.idempotencyKey());
        switch (message.content()) {
            case Content.Text text -> {
                request.setMsgType("text");
                request.setText(text(text.text()));
            }
            case Content.Choice choice -> {
                request.setMsgType("msgmenu");
                request.setMsgMenu(menu(choice));
            }
            case Content.Location location -> {
                request.setMsgType("location");
                request.setLocation(location(location));
            }
            case Content.Media media -> throw unsupported("media");
            case Content.Card card -> throw unsupported("card");
            case Content.Selection selection -> throw unsupported("selection");
            case Content.PhoneNumber phone -> throw unsupported("phone number");
            case Content.Unsupported unsupported -> throw unsupported(unsupported.platformType());
        }
        return request;
    }

    private static AdapterException unsupported(String kind) {
        return new AdapterException.Unsupported("WeCom customer service connections do not send: " + kind);
    }

    private static WxCpKfTextMsg text(String words) {
        WxCpKfTextMsg text = new WxCpKfTextMsg();
        text.setContent(words);
        return text;
    }

    private static WxCpKfMenuMsg menu(Content.Choice choice) {
        List<String> prompt = pieces(choice.prompt());
        List<WxCpKfMenuItem> items = new ArrayList<>();
        prompt.stream().skip(1).map(CustomerServiceWriter::line).forEach(items::add);
        choice.options().stream().map(CustomerServiceWriter::option).forEach(items::add);
        if (items.size() > LONGEST_LIST) {
            throw unsupported("a choice of " + choice.options().size() + " below a prompt of this length");
        }
        WxCpKfMenuMsg menu = new WxCpKfMenuMsg();
        menu.setHeadContent(prompt.get(0));
        menu.setList(items);
        return menu;
    }

    /** The head of a menu holds half of what a text may hold; the rest becomes lines of the menu. */
    private static List<String> pieces(String prompt) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int bytes = 0;
        for (int codePoint : prompt.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > (pieces.isEmpty() ? LONGEST_HEAD : LONGEST_LINE)) {
                pieces.add(piece.toString());
                piece.setLength(0);
                bytes = 0;
            }
            piece.append(character);
            bytes += more;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static WxCpKfMenuItem line(String words) {
        WxCpKfMenuMsg.MenuText text = new WxCpKfMenuMsg.MenuText();
        text.setContent(words);
        WxCpKfMenuItem item = new WxCpKfMenuItem();
        item.setType("text");
        item.setText(text);
        return item;
    }

    private static WxCpKfMenuItem option(Option option) {
        WxCpKfMenuMsg.MenuClick click = new WxCpKfMenuMsg.MenuClick();
        click.setId(option.value());
        click.setContent(option.label());
        WxCpKfMenuItem item = new WxCpKfMenuItem();
        item.setType("click");
        item.setClick(click);
        return item;
    }

    private static WxCpKfLocationMsg location(Content.Location place) {
        WxCpKfLocationMsg location = new WxCpKfLocationMsg();
        location.setLatitude((float) place.latitude());
        location.setLongitude((float) place.longitude());
        location.setName(place.label());
        return location;
    }
}
