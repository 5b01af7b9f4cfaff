<?php
/**
 * Connecting the shop and taking the connection back.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * The shop begins, the merchant agrees on WooCommerce's own page, WooCommerce hands a key to the server, the server proves it and tells
 * this plugin what it is connected to, with that key. Secrets go to the shop that agreed and to nobody else.
 */
final class Polyclerk_Connect {

	const NONCE = 'polyclerk_connect';

	/**
	 * Registers hooks.
	 */
	public static function hooks() {
		add_action( 'admin_post_polyclerk_connect', array( __CLASS__, 'begin' ) );
		add_action( 'admin_post_polyclerk_disconnect', array( __CLASS__, 'disconnect' ) );
		add_action( 'rest_api_init', array( __CLASS__, 'routes' ) );
	}

	/**
	 * The address of the settings page.
	 *
	 * @return string
	 */
	public static function page() {
		return admin_url( 'admin.php?page=polyclerk' );
	}

	/**
	 * The merchant pressed "Connect".
	 */
	public static function begin() {
		self::must_be_allowed();
		// The nonce is checked in must_be_allowed().
		// phpcs:disable WordPress.Security.NonceVerification.Missing
		$server = Polyclerk_Server::address( isset( $_POST['server'] ) ? sanitize_text_field( wp_unslash( $_POST['server'] ) ) : '' );
		$code   = isset( $_POST['code'] ) ? sanitize_text_field( wp_unslash( $_POST['code'] ) ) : '';
		$pem    = isset( $_POST['certificate'] ) ? trim( sanitize_textarea_field( wp_unslash( $_POST['certificate'] ) ) ) : '';
		// phpcs:enable
		if ( is_wp_error( $server ) ) {
			self::back( $server );
		}
		// Needed before the call, as the server may be on this machine.
		Polyclerk_Options::save_pending(
			array(
				'server' => $server,
				'until'  => time() + 60,
			)
		);
		$begun = Polyclerk_Server::call(
			'POST',
			$server,
			'begin',
			array(
				'shop'     => home_url(),
				'back'     => self::page(),
				'code'     => $code,
				'settings' => '' === $pem ? new stdClass() : array( 'trustedCertificate' => $pem ),
			)
		);
		if ( is_wp_error( $begun ) ) {
			Polyclerk_Options::forget_pending();
			self::back( $begun );
		}
		$state     = isset( $begun['state'] ) ? (string) $begun['state'] : '';
		$authorize = isset( $begun['authorize'] ) ? (string) $begun['authorize'] : '';
		$callback  = isset( $begun['callback'] ) ? (string) $begun['callback'] : '';
		if ( ! preg_match( '/^[A-Za-z0-9_-]{20,100}$/', $state ) || 0 !== strpos( $authorize, untrailingslashit( home_url() ) . '/' ) ) {
			Polyclerk_Options::forget_pending();
			self::back( new WP_Error( 'polyclerk_answer', __( 'This address answers, but not as a Polyclerk server does.', 'polyclerk' ) ) );
		}
		Polyclerk_Options::save_pending(
			array(
				'id'         => isset( $begun['id'] ) ? (string) $begun['id'] : '',
				'state_hash' => hash( 'sha256', $state ),
				'server'     => $server,
				'until'      => time() + 10 * MINUTE_IN_SECONDS,
			)
		);
		if ( 0 === strpos( $callback, 'https://' ) ) {
			wp_safe_redirect( $authorize );
			exit;
		}
		self::hand_over( $server, $state );
	}

	/**
	 * WooCommerce hands keys to encrypted addresses only. For a server on this very machine the plugin does the same itself.
	 *
	 * @param string $server Its address.
	 * @param string $state  The nonce.
	 */
	private static function hand_over( $server, $state ) {
		$key    = self::make_key();
		$answer = Polyclerk_Server::call( 'POST', $server, 'callback', array_merge( $key, array( 'user_id' => $state ) ) );
		if ( is_wp_error( $answer ) ) {
			Polyclerk_Cleanup::delete_key( (int) $key['key_id'] );
			Polyclerk_Options::forget_pending();
			self::back( $answer );
		}
		$pending           = Polyclerk_Options::pending();
		$pending['key_id'] = (int) $key['key_id'];
		Polyclerk_Options::save_pending( $pending );
		wp_safe_redirect( add_query_arg( 'success', '1', self::page() ) );
		exit;
	}

	/**
	 * Makes a key as WooCommerce's own page does: only its hash stays here.
	 *
	 * @return array<string,mixed>
	 */
	private static function make_key() {
		global $wpdb;
		$consumer_key    = 'ck_' . wc_rand_hash();
		$consumer_secret = 'cs_' . wc_rand_hash();
		// There is no API for keys; WooCommerce writes into its table in the same way.
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery.DirectQuery
		$wpdb->insert(
			$wpdb->prefix . 'woocommerce_api_keys',
			array(
				'user_id'         => get_current_user_id(),
				'description'     => 'Polyclerk - API',
				'permissions'     => 'read_write',
				'consumer_key'    => wc_api_hash( $consumer_key ),
				'consumer_secret' => $consumer_secret,
				'truncated_key'   => substr( $consumer_key, -7 ),
			),
			array( '%d', '%s', '%s', '%s', '%s', '%s' )
		);
		return array(
			'key_id'          => (int) $wpdb->insert_id,
			'consumer_key'    => $consumer_key,
			'consumer_secret' => $consumer_secret,
			'key_permissions' => 'read_write',
		);
	}

	/**
	 * The route by which the server tells the shop what it is connected to. Its name begins with "wc-", so WooCommerce checks the key.
	 */
	public static function routes() {
		register_rest_route(
			'wc-polyclerk/v1',
			'/connection',
			array(
				'methods'             => 'POST',
				'callback'            => array( __CLASS__, 'introduced' ),
				'permission_callback' => function () {
					return current_user_can( 'manage_woocommerce' );
				},
			)
		);
	}

	/**
	 * The server has proven the key and introduces itself.
	 *
	 * @param WP_REST_Request $request With state, server, store, chat, customerSecret, key, keyId.
	 * @return array<string,bool>|WP_Error
	 */
	public static function introduced( $request ) {
		$facts   = $request->get_json_params();
		$facts   = is_array( $facts ) ? array_map( 'strval', array_filter( $facts, 'is_scalar' ) ) : array();
		$pending = Polyclerk_Options::pending();
		$state   = isset( $facts['state'] ) ? $facts['state'] : '';
		if ( empty( $pending['state_hash'] ) || ! hash_equals( (string) $pending['state_hash'], hash( 'sha256', $state ) ) ) {
			return new WP_Error( 'polyclerk_not_begun', __( 'This shop did not begin such a connection, or too long ago.', 'polyclerk' ), array( 'status' => 409 ) );
		}
		foreach ( array( 'store', 'chat', 'customerSecret', 'key' ) as $name ) {
			if ( ! isset( $facts[ $name ] ) || ! preg_match( '/^[A-Za-z0-9_-]{1,200}$/', $facts[ $name ] ) ) {
				return new WP_Error( 'polyclerk_malformed', __( 'Something is missing.', 'polyclerk' ), array( 'status' => 400 ) );
			}
		}
		$before = Polyclerk_Options::connection();
		$key_id = isset( $facts['keyId'] ) ? (string) absint( $facts['keyId'] ) : '0';
		Polyclerk_Options::save_connection(
			array(
				// Not what the server says of itself: the address that the merchant entered.
				'server'         => (string) $pending['server'],
				'store'          => $facts['store'],
				'chat'           => $facts['chat'],
				'customerSecret' => $facts['customerSecret'],
				'key'            => $facts['key'],
				'keyId'          => $key_id,
				'since'          => (string) time(),
			)
		);
		Polyclerk_Options::forget_pending();
		if ( ! empty( $before['keyId'] ) && $before['keyId'] !== $key_id ) {
			Polyclerk_Cleanup::delete_key( (int) $before['keyId'] );
		}
		return array( 'connected' => true );
	}

	/**
	 * The merchant pressed "Disconnect".
	 */
	public static function disconnect() {
		self::must_be_allowed();
		Polyclerk_Cleanup::take_back();
		self::back( null );
	}

	/**
	 * Ends the request of everybody who may not do this.
	 */
	private static function must_be_allowed() {
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'polyclerk' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::NONCE );
	}

	/**
	 * Goes back to the settings page.
	 *
	 * @param WP_Error|null $error To be shown there.
	 */
	private static function back( $error ) {
		if ( null !== $error ) {
			set_transient( 'polyclerk_error_' . get_current_user_id(), $error->get_error_message(), MINUTE_IN_SECONDS );
		}
		wp_safe_redirect( self::page() );
		exit;
	}
}
