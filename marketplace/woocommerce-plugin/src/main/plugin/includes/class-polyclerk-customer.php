<?php
/**
 * Vouching for signed-in customers.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * Tells the chat who is signed in: a short-lived token for one chat, signed with a secret that only the shop and its chat know.
 */
final class Polyclerk_Customer {

	const LIFETIME = 300;

	/**
	 * Registers hooks.
	 */
	public static function hooks() {
		add_action( 'wp_ajax_polyclerk_customer', array( __CLASS__, 'answer' ) );
		add_action( 'wp_ajax_nopriv_polyclerk_customer', array( __CLASS__, 'answer' ) );
	}

	/**
	 * Where the shop's page asks. Relative, so that it is always asked where the customer is signed in.
	 *
	 * @return string
	 */
	public static function address() {
		return wp_make_link_relative( admin_url( 'admin-ajax.php' ) ) . '?action=polyclerk_customer';
	}

	/**
	 * Answers who is signed in. It changes nothing and only the shop's own pages can read it, so it needs no nonce; one in a cached page
	 * would be stale.
	 */
	public static function answer() {
		nocache_headers();
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended
		$chat = isset( $_GET['chat'] ) ? sanitize_text_field( wp_unslash( $_GET['chat'] ) ) : '';
		wp_send_json( array( 'token' => self::token( $chat, get_current_user_id(), time() ) ) );
	}

	/**
	 * The token, or null when there is nobody to vouch for.
	 *
	 * @param string $chat     Name of the chat.
	 * @param int    $customer Who is signed in; 0 for nobody.
	 * @param int    $now      In seconds.
	 * @return string|null
	 */
	public static function token( $chat, $customer, $now ) {
		$connection = Polyclerk_Options::connection();
		if ( array() === $connection || $customer < 1 || ! preg_match( '/^w[A-Za-z0-9_-]{22}$/', $chat ) ) {
			return null;
		}
		$signed = self::encode(
			(string) wp_json_encode(
				array(
					'alg' => 'HS256',
					'typ' => 'JWT',
				)
			)
		) . '.' . self::encode(
			(string) wp_json_encode(
				array(
					'iss'   => home_url(),
					'aud'   => $connection['chat'],
					'sub'   => (string) $customer,
					'store' => $connection['store'],
					'chat'  => $chat,
					'iat'   => $now,
					'exp'   => $now + self::LIFETIME,
				)
			)
		);
		return $signed . '.' . self::encode( hash_hmac( 'sha256', $signed, $connection['customerSecret'], true ) );
	}

	/**
	 * Base64url without padding.
	 *
	 * @param string $bytes Anything.
	 * @return string
	 */
	private static function encode( $bytes ) {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}
