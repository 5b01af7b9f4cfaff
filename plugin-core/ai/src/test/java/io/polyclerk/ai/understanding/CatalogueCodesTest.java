package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueCodesTest {

    private static final Map<String, String> CATALOGUE = Map.of("cos-101-200", "COS-101-200", "tb2blk", "TB2BLK");
    private static final ProductCodes CODES = (merchant, written) ->
            merchant.equals("demo") ? Optional.ofNullable(CATALOGUE.get(written)) : Optional.empty();

    private static List<FoundSlot> find(String text, String merchant) {
        return CatalogueCodes.with(text, SlotFinder.of("en").find(text), merchant, CODES);
    }

    @Test
    void aCodeOfTheCatalogueIsNoOrderNumber() {
        assertThat(find("two of cos-101-200 for order 58213 please", "demo"))
                .extracting(slot -> slot.slot() + " " + slot.value())
                .contains(Slot.SKU + " COS-101-200", Slot.ORDER_NUMBER + " 58213")
                .noneMatch(slot -> slot.equals(Slot.ORDER_NUMBER + " COS-101-200"));
        assertThat(find("货号ＴＢ２ＢＬＫ有吗", "demo")).extracting(FoundSlot::value).containsExactly("TB2BLK");
    }

    @Test
    void anotherMerchantsCodesAreUnknown() {
        assertThat(find("is TB2BLK in stock", "other")).noneMatch(slot -> slot.slot() == Slot.SKU);
    }
}
