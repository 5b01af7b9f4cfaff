package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.PlatformSetUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import me.chanjar.weixin.common.bean.menu.WxMenu;
import me.chanjar.weixin.common.bean.menu.WxMenuButton;
import me.chanjar.weixin.mp.bean.menu.WxMpMenu;
import org.jspecify.annotations.Nullable;

/** The menu below the chat, from {@code menu.json}. There is only one: a merchant's own is left alone. */
final class AccountMenu {

    private final AccountApi api;

    AccountMenu(AccountApi api) {
        this.api = api;
    }

    /** Harmless when repeated. */
    void offer() {
        WxMpMenu present = api.menu();
        WxMenu own = own();
        if (present == null || isSame(present, own)) {
            api.createMenu(own.toJson());
        }
    }

    PlatformSetUp.Item compared() {
        WxMpMenu present = api.menu();
        if (present == null) {
            return new PlatformSetUp.Item("menu", "below the chat", PlatformSetUp.State.MISSING, null);
        }
        return isSame(present, own())
                ? new PlatformSetUp.Item("menu", "below the chat", PlatformSetUp.State.IN_PLACE, null)
                : new PlatformSetUp.Item(
                        "menu",
                        "below the chat",
                        PlatformSetUp.State.DIFFERENT,
                        "The account has a menu of its own, which is left alone: add entries with our keys to it, or delete"
                                + " it.");
    }

    void takeBack() {
        if (isSame(api.menu(), own())) {
            api.deleteMenu();
        }
    }

    private static boolean isSame(@Nullable WxMpMenu present, WxMenu own) {
        return present != null
                && present.getMenu() != null
                && present.getMenu().getButtons() != null
                && keys(present.getMenu().getButtons()).equals(keys(own.getButtons()));
    }

    private static List<String> keys(List<WxMenuButton> buttons) {
        return buttons.stream().map(button -> String.valueOf(button.getKey())).toList();
    }

    private static WxMenu own() {
        try (InputStream stream = AccountMenu.class.getResourceAsStream("/META-INF/menu.json")) {
            if (stream == null) {
                throw new IllegalStateException("the adapter's own menu.json is missing");
            }
            return WxMenu.fromJson(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
