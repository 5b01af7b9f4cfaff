<?php
/**
 * Taking back what was given.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * Ends the connection and leaves nothing behind. Works without WooCommerce too, which may be gone before we are.
 */
final class Polyclerk_Cleanup {

	/**
	 * Ends the connection: at the server, the webhooks, the key, and what is kept of it here.
	 */
	public static function take_back() {
		$connection = Polyclerk_Options::connection();
		$pending    = get_option( Polyclerk_Options::PENDING, array() );
		if ( array() !== $connection ) {
			// The server may be gone for good; that must not keep the shop from being cleaned.
			Polyclerk_Server::ask( 'DELETE', 'shop', array(), 10 );
			self::delete_webhooks( $connection['server'] );
			self::delete_key( isset( $connection['keyId'] ) ? (int) $connection['keyId'] : 0 );
		}
		if ( is_array( $pending ) && ! empty( $pending['key_id'] ) ) {
			self::delete_key( (int) $pending['key_id'] );
		}
		delete_option( Polyclerk_Options::CONNECTION );
		delete_option( Polyclerk_Options::PENDING );
	}

	/**
	 * Ends everything of one site.
	 */
	public static function uninstall() {
		global $wpdb;
		self::take_back();
		delete_option( Polyclerk_Options::LAUNCHER );
		// phpcs:disable WordPress.DB.DirectDatabaseQuery
		$wpdb->query(
			$wpdb->prepare(
				"DELETE FROM {$wpdb->options} WHERE option_name LIKE %s OR option_name LIKE %s",
				$wpdb->esc_like( '_transient_polyclerk_' ) . '%',
				$wpdb->esc_like( '_transient_timeout_polyclerk_' ) . '%'
			)
		);
		// Marks by which the server finds its own changes of orders again.
		$marks = $wpdb->esc_like( '_polyclerk_' ) . '%';
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->postmeta} WHERE meta_key LIKE %s", $marks ) );
		if ( self::has_table( 'wc_orders_meta' ) ) {
			$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->prefix}wc_orders_meta WHERE meta_key LIKE %s", $marks ) );
		}
		// phpcs:enable
	}

	/**
	 * Deletes a key, if it is one of ours.
	 *
	 * @param int $key_id Row of the key.
	 */
	public static function delete_key( $key_id ) {
		global $wpdb;
		if ( $key_id > 0 && self::has_table( 'woocommerce_api_keys' ) ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery
			$wpdb->query(
				$wpdb->prepare(
					"DELETE FROM {$wpdb->prefix}woocommerce_api_keys WHERE key_id = %d AND description LIKE %s",
					$key_id,
					$wpdb->esc_like( 'Polyclerk' ) . '%'
				)
			);
		}
	}

	/**
	 * Deletes the webhooks that lead to the server.
	 *
	 * @param string $server Its address.
	 */
	private static function delete_webhooks( $server ) {
		global $wpdb;
		if ( ! self::has_table( 'wc_webhooks' ) ) {
			return;
		}
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery
		$ids = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT webhook_id FROM {$wpdb->prefix}wc_webhooks WHERE delivery_url LIKE %s",
				$wpdb->esc_like( $server . '/hooks/' ) . '%'
			)
		);
		foreach ( $ids as $id ) {
			$webhook = function_exists( 'wc_get_webhook' ) ? wc_get_webhook( (int) $id ) : null;
			if ( $webhook ) {
				$webhook->delete( true );
				continue;
			}
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery
			$wpdb->delete( $wpdb->prefix . 'wc_webhooks', array( 'webhook_id' => (int) $id ), array( '%d' ) );
		}
	}

	/**
	 * Whether a table of this site exists.
	 *
	 * @param string $name Without the prefix.
	 * @return bool
	 */
	private static function has_table( $name ) {
		global $wpdb;
		$table = $wpdb->prefix . $name;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery
		return $table === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $table ) ) );
	}
}
