package io.polyclerk.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.server.replay.PastChat.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastChatsTest {

    @Test
    void aTableIsReadWithItsQuotesAndLineBreaks() {
        List<PastChat> chats = PastChats.read("""
                \uFEFFconversation,from,text
                17,shopper,"Hello, where
                is ""1001""?"
                17,agent,On its way
                18,customer,Danke
                """);
        assertThat(chats).hasSize(2);
        assertThat(chats.get(0).lines())
                .containsExactly(new Line(true, "Hello, where\nis \"1001\"?"), new Line(false, "On its way"));
        assertThat(chats.get(1).lines()).containsExactly(new Line(true, "Danke"));
    }

    @Test
    void columnsAreKnownByTheNamesOfOtherDesks() {
        assertThat(PastChats.read("Ticket_ID,Author_Type,Body\n5,end-user,Hi\n5,staff,Hello"))
                .containsExactly(new PastChat("5", List.of(new Line(true, "Hi"), new Line(false, "Hello"))));
    }

    @Test
    void jsonLinesAndOurOwnExportAreRead() {
        assertThat(PastChats.read("""
                {"conversation":"a","from":"shopper","text":"你好"}
                {"type":"conversation","id":"b"}
                {"type":"message","conversation":"b","author":"shopper","contents":[{"type":"text","text":"Hola"}]}
                {"type":"event","conversation":"b"}
                """)).extracting(PastChat::id).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeReadIsRefusedWithTheReasonAndWithoutQuotingIt() {
        assertThatThrownBy(() -> PastChats.read("name,phone\nAnn,secret-phone"))
                .isInstanceOf(UnreadableChatsException.class)
                .hasMessageContaining("head")
                .hasMessageNotContaining("secret-phone");
        assertThatThrownBy(() -> PastChats.read("{\"conversation\":"))
                .isInstanceOf(UnreadableChatsException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> PastChats.read("")).isInstanceOf(UnreadableChatsException.class);
        assertThatThrownBy(() -> PastChats.read("conversation,from,text\n1,agent,only us"))
                .hasMessageContaining("shopper");
    }
}
