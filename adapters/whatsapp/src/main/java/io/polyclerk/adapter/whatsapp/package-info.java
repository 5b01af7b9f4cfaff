/** WhatsApp, through the Cloud API. */
@NullMarked
package io.polyclerk.adapter.whatsapp;

import org.jspecify.annotations.NullMarked;
