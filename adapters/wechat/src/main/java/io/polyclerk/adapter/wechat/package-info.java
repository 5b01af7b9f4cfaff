/** WeChat: official accounts, mini programs and WeCom customer service. */
@NullMarked
package io.polyclerk.adapter.wechat;

import org.jspecify.annotations.NullMarked;
