package io.polyclerk.adapter.telegram;

import io.polyclerk.tck.ChannelAdapterTck;
import io.polyclerk.tck.PlantedFaultsTck;

class TelegramPlantedFaultsTest extends PlantedFaultsTck {

    @Override
    protected Class<? extends ChannelAdapterTck> kit() {
        return TelegramTckTest.class;
    }
}
