<?php
/**
 * What the plugin keeps.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * The plugin's options: three rows, none of them loaded on every page but the launcher's.
 */
final class Polyclerk_Options {

	const CONNECTION = 'polyclerk_connection';
	const PENDING    = 'polyclerk_pending';
	const LAUNCHER   = 'polyclerk_launcher';

	/**
	 * What the shop is connected to: server, store, chat, customerSecret, key, keyId, since (seconds). Empty when it is not.
	 *
	 * @return array<string,string>
	 */
	public static function connection() {
		$connection = get_option( self::CONNECTION, array() );
		return is_array( $connection ) && ! empty( $connection['server'] ) && ! empty( $connection['key'] ) ? $connection : array();
	}

	/**
	 * Whether the server may still be writing down that it is connected: it tells the shop first.
	 *
	 * @return bool
	 */
	public static function is_fresh() {
		$connection = self::connection();
		return isset( $connection['since'] ) && (int) $connection['since'] + MINUTE_IN_SECONDS > time();
	}

	/**
	 * Keeps what the shop is connected to.
	 *
	 * @param array<string,string> $connection As in connection().
	 */
	public static function save_connection( array $connection ) {
		update_option( self::CONNECTION, $connection, false );
	}

	/**
	 * The connection that has begun: id, state_hash, server, until. Empty when there is none or its time is over.
	 *
	 * @return array<string,mixed>
	 */
	public static function pending() {
		$pending = get_option( self::PENDING, array() );
		return is_array( $pending ) && isset( $pending['until'] ) && (int) $pending['until'] > time() ? $pending : array();
	}

	/**
	 * Keeps what has begun.
	 *
	 * @param array<string,mixed> $pending As in pending().
	 */
	public static function save_pending( array $pending ) {
		update_option( self::PENDING, $pending, false );
	}

	/**
	 * Forgets what has begun.
	 */
	public static function forget_pending() {
		delete_option( self::PENDING );
	}

	/**
	 * How the launcher looks, with defaults.
	 *
	 * @return array<string,string>
	 */
	public static function launcher() {
		$launcher = get_option( self::LAUNCHER, array() );
		return array_merge(
			array(
				'chat'     => 'yes',
				'side'     => 'end',
				'whatsapp' => '',
				'telegram' => '',
				'wechat'   => '',
			),
			is_array( $launcher ) ? array_map( 'strval', $launcher ) : array()
		);
	}

	/**
	 * Keeps how the launcher looks. Only what is known and well formed is kept.
	 *
	 * @param array<string,mixed> $given From the form, unslashed.
	 */
	public static function save_launcher( array $given ) {
		$whatsapp = preg_replace( '/[^0-9]/', '', isset( $given['whatsapp'] ) ? (string) $given['whatsapp'] : '' );
		$telegram = ltrim( isset( $given['telegram'] ) ? trim( (string) $given['telegram'] ) : '', '@' );
		update_option(
			self::LAUNCHER,
			array(
				'chat'     => empty( $given['chat'] ) ? 'no' : 'yes',
				'side'     => isset( $given['side'] ) && 'start' === $given['side'] ? 'start' : 'end',
				'whatsapp' => strlen( $whatsapp ) >= 7 && strlen( $whatsapp ) <= 15 ? $whatsapp : '',
				'telegram' => preg_match( '/^[A-Za-z][A-Za-z0-9_]{4,31}$/', $telegram ) ? $telegram : '',
				'wechat'   => isset( $given['wechat'] ) ? esc_url_raw( (string) $given['wechat'], array( 'https', 'http' ) ) : '',
			)
		);
	}
}
