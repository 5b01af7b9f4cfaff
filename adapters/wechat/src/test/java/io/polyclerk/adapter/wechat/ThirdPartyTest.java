package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.CredentialVault;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Notice;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many merchants through one third-party platform: they agree on a page, and the account answers. */
class ThirdPartyTest {

    private static final ConnectionId ACCOUNT = new ConnectionId(ThirdPartySimulator.ACCOUNT);

    private final Lent lent = new Lent();
    private ThirdPartySimulator platform;
    private Installation installation;

    @BeforeEach
    void open() throws IOException {
        platform = new ThirdPartySimulator();
        installation = installation(Map.of());
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private Installation installation(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "componentAppId", ThirdPartySimulator.COMPONENT,
                "componentSecret", ThirdPartySimulator.SECRET,
                "token", Pushes.TOKEN,
                "encodingAesKey", Pushes.AES_KEY,
                "apiBase", platform.address(),
                "pageBase", platform.address()));
        settings.putAll(changed);
        return new WeChatProvider()
                .installation(new App(settings, lent.context().http(), lent, lent));
    }

    /** As the server does it. */
    private Notice hear(WebhookRequest request) {
        Notice notice = installation.receive(request);
        if (notice instanceof Notice.Remembered told) {
            lent.put(told.name(), told.value(), told.life());
        }
        return notice;
    }

    private Map<String, String> page() {
        Beginning beginning = installation.begin(new Installation.Start(
                "",
                "Polyclerk",
                "state-1",
                URI.create("https://bot.example/install/wechat/callback"),
                URI.create("https://bot.example")));
        String query = ((Beginning.AtAPage) beginning).address().getRawQuery();
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private Completion.Granted agreed() {
        hear(platform.pushesTicket(lent.instant()));
        String code = platform.agrees(page().get("pre_auth_code"));
        return (Completion.Granted) installation.complete(
                Pushes.request("GET", Map.of("auth_code", code, "state", "state-1"), "", lent.instant()));
    }

    @Test
    void nothingIsCalledBeforeTheFirstTicketAndNothingIsLostByIt() {
        assertThatThrownBy(this::page)
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        failure -> assertThat(failure.mayHaveHappened()).isFalse())
                .hasMessageContaining("ticket");
        assertThat(platform.calls).isEmpty();
        assertThat(hear(platform.pushesTicket(lent.instant()))).isInstanceOf(Notice.Remembered.class);
        assertThat(page())
                .containsEntry("component_appid", ThirdPartySimulator.COMPONENT)
                .containsEntry("redirect_uri", "https://bot.example/install/wechat/callback?state=state-1")
                .containsKey("pre_auth_code");
    }

    @Test
    void ticketsAreAcknowledgedAsThePlatformWantsItAndNeverPrinted() {
        Notice notice = hear(platform.pushesTicket(lent.instant()));
        assertThat(installation.acknowledgement()).isEqualTo("success");
        assertThat(notice.toString()).doesNotContain("ticket@@@");
    }

    @Test
    void whoeverAgreesGetsAConnectionWithoutAnySecretOfTheirs() {
        Completion.Granted granted = agreed();
        assertThat(granted.state()).isEqualTo("state-1");
        assertThat(granted.shop()).isEqualTo(ThirdPartySimulator.ACCOUNT);
        assertThat(granted.settings())
                .containsEntry("door", "official-account")
                .containsEntry("appId", ThirdPartySimulator.ACCOUNT)
                .containsEntry("componentAppId", ThirdPartySimulator.COMPONENT)
                .doesNotContainKey("appSecret");
        assertThat(granted.credential().scopes()).isEqualTo("1,15");
        assertThat(granted.credential().until()).isEqualTo(lent.instant().plusSeconds(7200));
    }

    @Test
    void aMiniProgramComesThroughItsOwnDoor() {
        platform.miniProgram = true;
        assertThat(agreed().settings()).containsEntry("door", "mini-program");
    }

    @Test
    void aBrowserThatBringsNothingIsRejectedBeforeAnyCall() {
        assertThat(installation.complete(Pushes.request("GET", Map.of("state", "s"), "", lent.instant())))
                .isInstanceOf(Completion.Rejected.class);
        assertThat(installation.complete(Pushes.request("GET", Map.of("auth_code", "c"), "", lent.instant())))
                .isInstanceOf(Completion.Rejected.class);
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void messagesFlowBothWays() {
        Vault vault = new Vault(agreed());
        AccountAdapter adapter = vault.adapter();
        adapter.check();
        WebhookRequest push = Pushes.encrypted(
                "<xml><ToUserName>gh_1</ToUserName><FromUserName>o-ann</FromUserName><CreateTime>"
                        + lent.instant().getEpochSecond()
                        + "</CreateTime><MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>",
                ThirdPartySimulator.COMPONENT,
                lent.instant());
        List<ChannelEvent> events = ((WebhookOutcome.Accepted<ChannelEvent>) adapter.receive(push)).events();
        assertThat(events).singleElement().isInstanceOf(ChannelEvent.MessageReceived.class);
        say(adapter, "hello");
        assertThat(platform.shown).containsExactly("hello");
    }

    @Test
    void whatIsEncryptedForAnotherPlatformIsForged() {
        AccountAdapter adapter = new Vault(agreed()).adapter();
        assertThat(adapter.receive(Pushes.encrypted("<xml><MsgType>text</MsgType></xml>", "wxother", lent.instant())))
                .isInstanceOf(WebhookOutcome.Rejected.class);
        assertThat(installation.receive(Pushes.encrypted("<xml/>", "wxother", lent.instant())))
                .isInstanceOf(Notice.Rejected.class);
        assertThat(installation.receive(Pushes.encrypted(
                        "<xml><AppId>wxother</AppId><InfoType>unauthorized</InfoType></xml>",
                        ThirdPartySimulator.COMPONENT,
                        lent.instant())))
                .isInstanceOf(Notice.Rejected.class);
    }

    @Test
    void aTokenIsRenewedBeforeItEndsAndWhenItIsRefused() {
        Vault vault = new Vault(agreed());
        AccountAdapter adapter = vault.adapter();
        lent.pass(Duration.ofSeconds(7200 - 200));
        // Tickets come every ten minutes in the meantime.
        hear(platform.pushesTicket(lent.instant()));
        say(adapter, "one");
        assertThat(vault.renewals).isEqualTo(1);
        platform.accountTokenEnds();
        say(adapter, "two");
        assertThat(vault.renewals).isEqualTo(2);
        assertThat(platform.shown).containsExactly("one", "two");
    }

    @Test
    void thePlatformsOwnTokenIsMadeAnewWithTheNewestTicket() {
        Vault vault = new Vault(agreed());
        platform.componentTokenEnds();
        hear(platform.pushesTicket(lent.instant()));
        platform.accountTokenEnds();
        say(vault.adapter(), "one");
        assertThat(platform.shown).containsExactly("one");
    }

    @Test
    void aTicketThatIsTooOldIsWaitedOut() {
        agreed();
        platform.componentTokenEnds();
        lent.pass(Duration.ofHours(3));
        platform.pushesTicket(lent.instant());
        assertThatThrownBy(this::page).isInstanceOf(AdapterException.Unavailable.class);
        hear(platform.pushesTicket(lent.instant()));
        assertThat(page()).containsKey("pre_auth_code");
    }

    @Test
    void whoeverTakesBackWhatWasGrantedIsToldToAgreeAgain() {
        AccountAdapter adapter = new Vault(agreed()).adapter();
        platform.takesBack();
        assertThatThrownBy(() -> say(adapter, "late"))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("agree again");
        Notice notice = hear(ThirdPartySimulator.event(
                "unauthorized",
                "<AuthorizerAppid>" + ThirdPartySimulator.ACCOUNT + "</AuthorizerAppid>",
                lent.instant()));
        assertThat(notice)
                .isEqualTo(new Notice.Uninstalled(
                        ThirdPartySimulator.ACCOUNT,
                        lent.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    }

    @Test
    void whatIsGrantedAnewReplacesWhatIsWorthless() {
        Vault vault = new Vault(agreed());
        String code = platform.newAuthCode();
        Notice notice = hear(ThirdPartySimulator.event(
                "updateauthorized",
                "<AuthorizerAppid>" + ThirdPartySimulator.ACCOUNT + "</AuthorizerAppid><AuthorizationCode>" + code
                        + "</AuthorizationCode>",
                lent.instant()));
        assertThat(notice).isEqualTo(new Notice.AgreedAnew(ThirdPartySimulator.ACCOUNT, code));
        vault.kept = installation.exchange(code).credential();
        say(vault.adapter(), "one");
        assertThat(vault.renewals).isZero();
        assertThatThrownBy(() -> installation.exchange(code))
                .as("a code is good once")
                .isInstanceOf(AdapterException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"componentAppId", "componentSecret", "token", "encodingAesKey"})
    void anAppThatIsNotSetUpSaysWhatIsMissing(String name) {
        assertThatThrownBy(() -> installation(Map.of(name, " ")))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining(name);
    }

    @Test
    void aWrongSecretOfThePlatformIsTold() {
        installation = installation(Map.of("componentSecret", "wrong"));
        hear(platform.pushesTicket(lent.instant()));
        assertThatThrownBy(this::page)
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageNotContaining("wrong");
    }

    private static void say(AccountAdapter adapter, String words) {
        adapter.send(new OutboundMessage(new ConversationKey(ACCOUNT, "o-ann"), "k-" + words, new Content.Text(words)));
    }

    /** As the server keeps and renews it. */
    private final class Vault implements CredentialVault {
        private final Map<String, String> settings;
        private Credential kept;
        private int renewals;

        Vault(Completion.Granted granted) {
            settings = granted.settings();
            kept = granted.credential();
        }

        AccountAdapter adapter() {
            AdapterContext context = lent.context();
            return (AccountAdapter) new WeChatProvider()
                    .open(
                            new Connection(ACCOUNT, settings),
                            new AdapterContext(context.http(), lent, lent, context.uploads(), context.home(), this));
        }

        @Override
        public Optional<Credential> current() {
            return Optional.of(kept);
        }

        @Override
        public Credential renew(Credential known, UnaryOperator<Credential> renewal) {
            renewals++;
            kept = renewal.apply(known);
            return kept;
        }

        @Override
        public Credential renew(Credential known) {
            return renew(known, old -> installation.refresh(ThirdPartySimulator.ACCOUNT, old));
        }
    }
}
