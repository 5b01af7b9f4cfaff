package io.polyclerk.adapter.wechat;

import io.polyclerk.tck.ChannelAdapterTck;
import io.polyclerk.tck.PlantedFaultsTck;

class WeChatPlantedFaultsTest extends PlantedFaultsTck {

    @Override
    protected Class<? extends ChannelAdapterTck> kit() {
        return WeChatTckTest.class;
    }
}
