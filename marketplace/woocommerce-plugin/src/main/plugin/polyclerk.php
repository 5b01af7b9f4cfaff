<?php
/**
 * Plugin Name:          Polyclerk for WooCommerce
 * Plugin URI:           https://polyclerk.example/woocommerce
 * Description:          Connects the shop to a Polyclerk server: a clerk that answers customers in the web chat, WhatsApp, Telegram and WeChat.
 * Version:              0.1.0
 * Author:               Polyclerk
 * Requires at least:    6.7
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 9.0
 * WC tested up to:      11.0
 * License:              GPL-2.0-or-later
 * License URI:          https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:          polyclerk
 * Domain Path:          /languages
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

define( 'POLYCLERK_VERSION', '0.1.0' );
define( 'POLYCLERK_FILE', __FILE__ );

require_once __DIR__ . '/includes/class-polyclerk-options.php';
require_once __DIR__ . '/includes/class-polyclerk-server.php';
require_once __DIR__ . '/includes/class-polyclerk-cleanup.php';
require_once __DIR__ . '/includes/class-polyclerk-connect.php';
require_once __DIR__ . '/includes/class-polyclerk-settings.php';
require_once __DIR__ . '/includes/class-polyclerk-customer.php';
require_once __DIR__ . '/includes/class-polyclerk-launcher.php';
require_once __DIR__ . '/includes/class-polyclerk-order-panel.php';
require_once __DIR__ . '/includes/class-polyclerk-privacy.php';

add_action(
	'before_woocommerce_init',
	function () {
		if ( class_exists( \Automattic\WooCommerce\Utilities\FeaturesUtil::class ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', POLYCLERK_FILE, true );
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', POLYCLERK_FILE, true );
		}
	}
);

add_action(
	'init',
	function () {
		load_plugin_textdomain( 'polyclerk', false, dirname( plugin_basename( POLYCLERK_FILE ) ) . '/languages' );
	},
	5
);

add_action(
	'plugins_loaded',
	function () {
		Polyclerk_Server::hooks();
		Polyclerk_Privacy::hooks();
		if ( ! class_exists( 'WooCommerce' ) ) {
			return;
		}
		Polyclerk_Connect::hooks();
		Polyclerk_Settings::hooks();
		Polyclerk_Customer::hooks();
		Polyclerk_Launcher::hooks();
		Polyclerk_Order_Panel::hooks();
	}
);
